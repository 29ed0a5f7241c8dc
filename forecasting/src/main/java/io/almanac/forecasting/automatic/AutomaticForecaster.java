package io.almanac.forecasting.automatic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Forecasts one series without being told anything but its frequency: lasting jumps and effects of
 * days of the month are taken out, several models continue what is left, each weighted by its
 * errors from past origins, and the combination's own errors from those origins give the intervals.
 *
 * <p>It keeps no state: the same values give the same forecast, whatever was forecast before.
 */
public final class AutomaticForecaster {
  /** How many past origins are usual; more cost time in proportion and gain little. */
  public static final int USUAL_ORIGINS = 8;

  private static final int LONGEST_SEASON_OF_JUMPS = 24;

  private final Frequency frequency;
  private final List<Double> levels;
  private final int origins;

  /**
   * A forecaster.
   *
   * @param levels probability content of the intervals, each between 0 and 1, exclusive
   * @param origins how many past origins judge the models; 0 weighs them equally, without intervals
   * @throws IllegalArgumentException when a level or the number of origins is out of range
   */
  public AutomaticForecaster(Frequency frequency, List<Double> levels, int origins) {
    if (origins < 0) {
      throw new IllegalArgumentException("Cannot judge models at origins: " + origins);
    }
    for (double level : levels) {
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException(
            "Cannot give an interval of level: " + level + ". It must be between 0 and 1.");
      }
    }
    this.frequency = frequency;
    this.levels = List.copyOf(levels);
    this.origins = origins;
  }

  /**
   * Continues a series.
   *
   * @param values NaN is missing
   * @param start day of the first value of a daily series; null when it is not known
   * @param horizon how many steps; at least 1
   * @throws IllegalArgumentException when there is no value at all, or no horizon
   */
  public AutomaticForecast forecast(double[] values, LocalDate start, int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("Cannot forecast steps: " + horizon);
    }
    SeriesKind kind = SeriesKind.of(values, frequency);
    return switch (kind) {
      case EMPTY -> throw new IllegalArgumentException("Cannot forecast a series without values");
      case CONSTANT -> certain(kind, "constant", constant(values), horizon);
      case ENDED -> certain(kind, "zero", 0, horizon);
      case INTERMITTENT, REGULAR -> combined(kind, values, start, horizon);
    };
  }

  private static double constant(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).findFirst().orElseThrow();
  }

  /** One value for ever, without doubt. */
  private AutomaticForecast certain(SeriesKind kind, String name, double value, int horizon) {
    double[] mean = new double[horizon];
    Arrays.fill(mean, value);
    Map<Double, double[]> bounds = new LinkedHashMap<>();
    levels.forEach(level -> bounds.put(level, mean.clone()));
    return new AutomaticForecast(
        kind, mean, bounds, bounds, Map.of(name, 1.0), 0, Map.of(), Map.of());
  }

  private AutomaticForecast combined(
      SeriesKind kind, double[] values, LocalDate start, int horizon) {
    LevelShifts shifts = shifts(values, start);
    // From here on the whole history is at the level of today, so that neither the errors of past
    // origins nor the models know of a jump that is over.
    double[] level = shifts.level(values);
    List<Member> members =
        kind == SeriesKind.INTERMITTENT ? Members.intermittent() : Members.regular(frequency);
    Preparation prepared = Preparation.of(level, start, frequency);
    Map<String, double[]> now = continuations(members, prepared, horizon);

    RollingOrigins past = RollingOrigins.of(frequency, level, horizon, origins);
    List<Map<String, double[]>> then = new ArrayList<>();
    List<Map<String, Double>> errors = new ArrayList<>();
    for (int known : past.known()) {
      Preparation history = Preparation.of(Arrays.copyOf(level, known), start, frequency);
      Map<String, double[]> ahead = continuations(members, history, past.ahead(known));
      Map<String, Double> judged = new LinkedHashMap<>();
      ahead.forEach((name, one) -> judged.put(name, past.meanError(known, one)));
      then.add(ahead);
      errors.add(judged);
    }
    ErrorWeights weights = new ErrorWeights(errors);
    Map<String, Double> weightsNow = weights.of(now.keySet());
    double[] mean = combine(now, weightsNow);

    List<double[]> residuals = new ArrayList<>();
    for (int k = 0; k < then.size(); k++) {
      double[] ahead = combine(then.get(k), weights.without(k, then.get(k).keySet()));
      residuals.add(past.errors(past.known()[k], ahead));
    }
    Map<Double, double[]> lower = new LinkedHashMap<>();
    Map<Double, double[]> upper = new LinkedHashMap<>();
    Intervals intervals = new Intervals(residuals, past, frequency.periods()[0], values.length);
    for (double content : levels) {
      if (kind == SeriesKind.INTERMITTENT) {
        DemandInterval usual = DemandInterval.of(level, content);
        lower.put(content, map(mean, one -> Math.min(one, usual.least())));
        upper.put(content, map(mean, one -> Math.max(one, usual.most())));
      } else {
        double[] width = intervals.halfWidths(content, horizon);
        lower.put(content, sum(mean, width, -1));
        upper.put(content, sum(mean, width, 1));
      }
    }
    return new AutomaticForecast(
        kind,
        mean,
        lower,
        upper,
        weightsNow,
        then.size(),
        prepared.calendar().effects(),
        shifts.factors());
  }

  private LevelShifts shifts(double[] values, LocalDate start) {
    int period = frequency.periods()[0];
    return period > LONGEST_SEASON_OF_JUMPS
        ? LevelShifts.none()
        : LevelShifts.find(Preparation.of(values, start, frequency).values(), period);
  }

  /** What each model makes of a history; those that diverge are left out. */
  private Map<String, double[]> continuations(
      List<Member> members, Preparation history, int horizon) {
    SanityCaps caps = SanityCaps.of(history.values());
    Map<String, double[]> continuations = new LinkedHashMap<>();
    for (Member member : members) {
      double[] ahead = member.forecast(history.values(), horizon);
      if (ahead != null && caps.accept(ahead)) {
        continuations.put(member.name(), history.restore(ahead));
      }
    }
    if (continuations.isEmpty()) {
      continuations.put(
          Members.SEASONAL_NAIVE,
          history.restore(Members.seasonalNaive(frequency, history.values(), horizon)));
    }
    return continuations;
  }

  /** The weighted mean of those models that have a weight. */
  private static double[] combine(
      Map<String, double[]> continuations, Map<String, Double> weights) {
    double[] mean = null;
    for (Map.Entry<String, Double> entry : weights.entrySet()) {
      double[] ahead = continuations.get(entry.getKey());
      mean = mean == null ? new double[ahead.length] : mean;
      for (int h = 0; h < ahead.length; h++) {
        mean[h] += entry.getValue() * ahead[h];
      }
    }
    return mean;
  }

  private static double[] map(double[] values, DoubleUnaryOperator change) {
    return Arrays.stream(values).map(change).toArray();
  }

  private static double[] sum(double[] first, double[] second, int sign) {
    double[] sum = new double[first.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = first[i] + sign * second[i];
    }
    return sum;
  }
}
