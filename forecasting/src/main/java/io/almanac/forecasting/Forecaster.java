package io.almanac.forecasting;

import io.almanac.forecasting.automatic.AutomaticForecaster;
import io.almanac.forecasting.automatic.Combination;
import io.almanac.forecasting.automatic.Frequency;
import io.almanac.forecasting.automatic.Member;
import io.almanac.forecasting.automatic.SeriesKind;
import io.almanac.forecasting.global.GlobalModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Forecasts one daily series as a night does: several models, weighted by their errors at the
 * origins that all series of the night share, so that errors of teams can be added up to those of
 * their total.
 */
public final class Forecaster {
  static final String COMBINATION = "combination";
  private static final String ENDED = "ended";
  static final String RUN_RATE = "run-rate";
  private static final String PLANNED = "planned";
  private static final int FEW_ORIGINS = 2;

  private Forecaster() {}

  /**
   * Forecasts the days after the history, which must end with the last settled day.
   *
   * @throws IllegalArgumentException when the history has no value at all
   */
  public static SeriesForecast forecast(DailySeries history, ForecastSettings settings) {
    int older = history.length() - AutomaticForecaster.LONGEST_HISTORY;
    if (older > 0) {
      double[] newest = Arrays.copyOfRange(history.values(), older, history.length());
      return withoutOldest(
          forecast(new DailySeries(history.id(), history.dateAt(older), newest), settings), older);
    }
    double[] values = history.values();
    SeriesKind kind = SeriesKind.of(values, Frequency.DAILY);
    boolean neverNegative = Arrays.stream(values).noneMatch(value -> value < 0);
    return switch (kind) {
      case EMPTY ->
          throw new IllegalArgumentException(
              "Cannot forecast a series without values: " + history.id());
      case CONSTANT -> {
        double value =
            Arrays.stream(values).filter(one -> !Double.isNaN(one)).findFirst().orElseThrow();
        yield certain(history, settings, "constant", value, neverNegative);
      }
      case ENDED -> certain(history, settings, ENDED, 0, neverNegative);
      case INTERMITTENT, REGULAR -> combined(history, settings, kind, neverNegative);
    };
  }

  /**
   * The mean of the last four weeks for every day, with the errors that this has made: for a series
   * that cannot be forecast otherwise.
   *
   * @param why a sentence for the explanation
   * @throws IllegalArgumentException when the history has no value at all
   */
  public static SeriesForecast runRate(DailySeries history, ForecastSettings settings, String why) {
    double[] values = history.values();
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "Cannot forecast a series without values: " + history.id());
    }
    double[] mean = new double[settings.horizonDays()];
    Arrays.fill(mean, Baselines.recentMean(values, values.length));
    List<Combination.Origin> origins = Backtest.origins(values, mean.length);
    Backtest errors = Baselines.runRate(values, origins);
    return new SeriesForecast(
        history.id(),
        RUN_RATE,
        history.start(),
        history.dateAt(history.length() - 1),
        mean,
        Arrays.stream(values).noneMatch(value -> value < 0),
        settings.levels(),
        new Evidence(errors, errors, errors, Baselines.seasonalNaive(values, origins)),
        Doubt.of(values, errors, mean.length),
        seasonalChange(values),
        new Explanation(Map.of(RUN_RATE, 1.0), Map.of(), Map.of()).noting(why));
  }

  /** The same forecast, saying that so many days were left out to bound the work. */
  static SeriesForecast withoutOldest(SeriesForecast forecast, int days) {
    return forecast.with(
        forecast.days().stream().mapToDouble(ForecastPoint::mean).toArray(),
        forecast.evidence(),
        forecast
            .explanation()
            .noting("The oldest " + days + " days were left out, which bounds the work."));
  }

  /**
   * A series that has no history, because it is planned: it becomes what the plan says, without
   * doubt.
   *
   * @param id identifies the series among its siblings
   * @param lastDay the last day before the plan begins
   * @param amounts one for each day after it
   * @param levels probability content of the intervals
   */
  public static SeriesForecast planned(
      String id, LocalDate lastDay, double[] amounts, List<Double> levels) {
    double[][] exact = new double[Backtest.MOST_ORIGINS][];
    for (int k = 0; k < exact.length; k++) {
      exact[k] = new double[Math.min((k + 1) * Backtest.STEP, amounts.length)];
    }
    Backtest calibration = new Backtest(exact, exact);
    Backtest none = new Backtest(new double[0][], new double[0][]);
    return new SeriesForecast(
        id,
        PLANNED,
        lastDay,
        lastDay,
        amounts.clone(),
        Arrays.stream(amounts).noneMatch(amount -> amount < 0),
        levels,
        new Evidence(calibration, none, none, none),
        Doubt.none(amounts.length),
        Double.NaN,
        new Explanation(Map.of(PLANNED, 1.0), Map.of(), Map.of()));
  }

  /**
   * The expected values alone, by models weighted at the newest few origins: for judging what would
   * have been forecast from an earlier day.
   *
   * @param values at least one is not missing
   */
  static double[] means(
      double[] values, LocalDate start, Collection<LocalDate> holidays, int horizon) {
    SeriesKind kind = SeriesKind.of(values, Frequency.DAILY);
    double[] mean = new double[horizon];
    if (kind == SeriesKind.CONSTANT) {
      Arrays.fill(
          mean, Arrays.stream(values).filter(one -> !Double.isNaN(one)).findFirst().orElseThrow());
    } else if (kind != SeriesKind.ENDED) {
      List<Combination.Origin> origins = Backtest.origins(values, horizon);
      mean =
          Combination.of(
                  kind,
                  Frequency.DAILY,
                  holidays,
                  values,
                  start,
                  horizon,
                  origins.subList(0, Math.min(FEW_ORIGINS, origins.size())))
              .mean();
    }
    return bounded(mean, Arrays.stream(values).noneMatch(value -> value < 0));
  }

  private static SeriesForecast combined(
      DailySeries history, ForecastSettings settings, SeriesKind kind, boolean neverNegative) {
    double[] values = history.values();
    int horizon = settings.horizonDays();
    List<Combination.Origin> origins = Backtest.origins(values, horizon);
    Combination combination =
        Combination.of(
            kind,
            Frequency.DAILY,
            settings.holidays(),
            values,
            history.start(),
            horizon,
            origins,
            global(settings));
    double[] mean = bounded(combination.mean(), neverNegative);
    double[][] level = actuals(combination.level(), origins);
    double[][] actual = actuals(values, origins);
    Backtest calibration = new Backtest(bounded(combination.errors(), level, neverNegative), level);
    return new SeriesForecast(
        history.id(),
        COMBINATION,
        history.start(),
        history.dateAt(history.length() - 1),
        mean,
        neverNegative,
        settings.levels(),
        new Evidence(
            calibration,
            new Backtest(bounded(combination.replayedErrors(), actual, neverNegative), actual),
            Baselines.runRate(values, origins),
            Baselines.seasonalNaive(values, origins)),
        Doubt.of(values, calibration, horizon),
        seasonalChange(values),
        explanation(history, combination));
  }

  /** The model of all series of the night as a member, if there is one. */
  private static List<Member> global(ForecastSettings settings) {
    return settings.global() == null ? List.of() : List.of(new GlobalMember(settings.global()));
  }

  private record GlobalMember(GlobalModels models) implements Member {
    @Override
    public String name() {
      return "global-boosting";
    }

    @Override
    public double[] forecast(double[] values, LocalDate start, int horizon) {
      return models.continuation(values, start, horizon);
    }
  }

  /**
   * One value for ever. What has ended was not known to end: its past is not judged. Nor is that of
   * a few equal values, which need not be a constant.
   */
  private static SeriesForecast certain(
      DailySeries history,
      ForecastSettings settings,
      String name,
      double value,
      boolean neverNegative) {
    double[] mean = new double[settings.horizonDays()];
    Arrays.fill(mean, value);
    List<Combination.Origin> origins = Backtest.origins(history.values(), mean.length);
    double[][] actuals = actuals(history.values(), origins);
    double[][] exact = new double[actuals.length][];
    double[][] unknown = new double[actuals.length][];
    for (int k = 0; k < exact.length; k++) {
      exact[k] = new double[actuals[k].length];
      unknown[k] = new double[actuals[k].length];
      Arrays.fill(unknown[k], Double.NaN);
    }
    boolean few = !SeriesKind.isProven(history.values());
    Backtest calibration = new Backtest(few ? unknown : exact, actuals);
    return new SeriesForecast(
        history.id(),
        name,
        history.start(),
        history.dateAt(history.length() - 1),
        mean,
        neverNegative,
        settings.levels(),
        new Evidence(
            calibration,
            new Backtest(few || name.equals(ENDED) ? unknown : exact, actuals),
            Baselines.runRate(history.values(), origins),
            Baselines.seasonalNaive(history.values(), origins)),
        Doubt.of(history.values(), calibration, mean.length),
        seasonalChange(history.values()),
        new Explanation(Map.of(name, 1.0), Map.of(), Map.of()));
  }

  private static Explanation explanation(DailySeries history, Combination combination) {
    Map<LocalDate, Double> jumps = new LinkedHashMap<>();
    combination.jumps().forEach((step, factor) -> jumps.put(history.dateAt(step), factor));
    return new Explanation(combination.weights(), combination.calendar(), jumps);
  }

  static double[][] actuals(double[] values, List<Combination.Origin> origins) {
    List<double[]> actuals = new ArrayList<>();
    for (Combination.Origin origin : origins) {
      actuals.add(Arrays.copyOfRange(values, origin.known(), origin.known() + origin.ahead()));
    }
    return actuals.toArray(double[][]::new);
  }

  private static double[] bounded(double[] mean, boolean neverNegative) {
    return neverNegative ? Arrays.stream(mean).map(one -> Math.max(0, one)).toArray() : mean;
  }

  /** Errors of forecasts that are never below zero. */
  private static double[][] bounded(double[][] errors, double[][] actuals, boolean neverNegative) {
    for (int k = 0; k < errors.length && neverNegative; k++) {
      for (int h = 0; h < errors[k].length; h++) {
        errors[k][h] = Math.max(errors[k][h], -actuals[k][h]);
      }
    }
    return errors;
  }

  /** Mean absolute change from the same weekday of the week before; NaN when there is none. */
  static double seasonalChange(double[] values) {
    double sum = 0;
    int count = 0;
    for (int i = 7; i < values.length; i++) {
      double change = Math.abs(values[i] - values[i - 7]);
      if (Double.isFinite(change)) {
        sum += change;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
