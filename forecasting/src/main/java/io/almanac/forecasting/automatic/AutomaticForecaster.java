package io.almanac.forecasting.automatic;

import io.almanac.forecasting.calendar.MonthSums;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * The bound of the work that a series may cost: longer histories are cut to their newest values.
   * Eight years of days, fifty-seven of weeks, a third of a year of hours.
   */
  public static final int LONGEST_HISTORY = 3000;

  private final Frequency frequency;
  private final List<Double> levels;
  private final int origins;
  private final List<LocalDate> holidays;

  /** A forecaster that knows of no holidays. */
  public AutomaticForecaster(Frequency frequency, List<Double> levels, int origins) {
    this(frequency, levels, origins, List.of());
  }

  /**
   * A forecaster.
   *
   * @param levels probability content of the intervals, each between 0 and 1, exclusive
   * @param origins how many past origins judge the models; 0 weighs them equally, without intervals
   * @param holidays days that may differ from their weekday, past and future; may be empty
   * @throws IllegalArgumentException when a level or the number of origins is out of range
   */
  public AutomaticForecaster(
      Frequency frequency, List<Double> levels, int origins, Collection<LocalDate> holidays) {
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
    this.holidays = List.copyOf(holidays);
  }

  /**
   * Continues a series.
   *
   * @param values NaN is missing
   * @param start date of the first value, of weeks their first or last day; null when it is not
   *     known
   * @param horizon how many steps; at least 1
   * @throws IllegalArgumentException when there is no value at all, or no horizon
   */
  public AutomaticForecast forecast(double[] values, LocalDate start, int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("Cannot forecast steps: " + horizon);
    }
    if (values.length > LONGEST_HISTORY) {
      int cut = values.length - LONGEST_HISTORY;
      LocalDate later = start == null ? null : frequency.plus(start, cut);
      return forecast(Arrays.copyOfRange(values, cut, values.length), later, horizon).after(cut);
    }
    SeriesKind kind = SeriesKind.of(values, frequency);
    return switch (kind) {
      case EMPTY -> throw new IllegalArgumentException("Cannot forecast a series without values");
      case CONSTANT ->
          certain(kind, "constant", constant(values), SeriesKind.isProven(values), horizon);
      case ENDED -> certain(kind, "zero", 0, true, horizon);
      case INTERMITTENT -> combined(kind, values, start, horizon);
      case REGULAR ->
          isYoungMonthly(values, start) && MonthSums.moveWithLength(values, start)
              ? byMeanMonth(values, start, horizon)
              : combined(kind, values, start, horizon);
    };
  }

  /** Whether values are of months that are known, and too few of them to have a season. */
  private boolean isYoungMonthly(double[] values, LocalDate start) {
    return frequency == Frequency.MONTHLY
        && start != null
        && frequency.periods(values.length).length == 0;
  }

  /** Forecasts what months would be if all were as long, and gives them their lengths. */
  private AutomaticForecast byMeanMonth(double[] values, LocalDate start, int horizon) {
    double[] even = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      even[t] = values[t] / MonthSums.factor(start, t);
    }
    double[] factors = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      factors[h] = MonthSums.factor(start, values.length + h);
    }
    return combined(SeriesKind.REGULAR, even, start, horizon).times(factors);
  }

  private static double constant(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).findFirst().orElseThrow();
  }

  /** One value for ever: without doubt, or without bounds where a few values prove nothing. */
  private AutomaticForecast certain(
      SeriesKind kind, String name, double value, boolean proven, int horizon) {
    double[] mean = new double[horizon];
    Arrays.fill(mean, value);
    Map<Double, double[]> bounds = new LinkedHashMap<>();
    double[] bound = new double[horizon];
    Arrays.fill(bound, proven ? value : Double.NaN);
    levels.forEach(level -> bounds.put(level, bound.clone()));
    return new AutomaticForecast(
        kind, mean, bounds, bounds, Map.of(name, 1.0), 0, Map.of(), Map.of(), 0);
  }

  private AutomaticForecast combined(
      SeriesKind kind, double[] values, LocalDate start, int horizon) {
    List<Combination.Origin> past = RollingOrigins.of(frequency, values.length, horizon, origins);
    Combination combination =
        Combination.of(kind, frequency, holidays, values, start, horizon, past);
    if (kind == SeriesKind.INTERMITTENT && frequency == Frequency.DAILY && start != null) {
      Optional<ScheduledSeries> schedule =
          ScheduledSeries.of(values, start, horizon, holidays, past, combination);
      if (schedule.isPresent()) {
        return scheduled(schedule.get(), values, start, past.size());
      }
    }
    double[] mean = combination.mean();
    Map<Double, double[]> lower = new LinkedHashMap<>();
    Map<Double, double[]> upper = new LinkedHashMap<>();
    if (kind == SeriesKind.INTERMITTENT) {
      for (double content : levels) {
        DemandInterval usual = DemandInterval.of(combination.level(), content);
        lower.put(content, map(mean, one -> Math.min(one, usual.least())));
        upper.put(content, map(mean, one -> Math.max(one, usual.most())));
      }
    } else {
      Intervals intervals = intervals(combination, past, horizon);
      for (double content : levels) {
        double[] width = intervals.halfWidths(content, horizon);
        for (int h = 0; h < horizon; h++) {
          width[h] = combination.isIdle(h) ? 0 : width[h];
        }
        lower.put(content, sum(mean, width, -1));
        upper.put(content, sum(mean, width, 1));
      }
    }
    return new AutomaticForecast(
        kind,
        mean,
        lower,
        upper,
        combination.weights(),
        past.size(),
        combination.calendar(),
        combination.jumps(),
        0);
  }

  /** By the calendar of its charges; what else there is, is forecast by itself. */
  private AutomaticForecast scheduled(
      ScheduledSeries schedule, double[] values, LocalDate start, int judged) {
    AutomaticForecast rest =
        forecast(schedule.charges().rest(values), start, schedule.mean().length);
    Map<Double, double[]> lower = new LinkedHashMap<>();
    Map<Double, double[]> upper = new LinkedHashMap<>();
    for (double content : levels) {
      double width = schedule.halfWidth(content);
      lower.put(content, schedule.with(rest.lower().get(content), -width));
      upper.put(content, schedule.with(rest.upper().get(content), width));
    }
    return new AutomaticForecast(
        SeriesKind.INTERMITTENT,
        schedule.with(rest.mean(), 0),
        lower,
        upper,
        Map.of("schedule", 1.0),
        judged,
        schedule.charges().rules(),
        Map.of(),
        0);
  }

  private Intervals intervals(Combination combination, List<Combination.Origin> past, int horizon) {
    double[] level = combination.level();
    double now = Volatility.at(level, level.length, horizon, frequency);
    double[] volatilities =
        past.stream()
            .mapToDouble(origin -> Volatility.at(level, origin.known(), horizon, frequency))
            .map(then -> Volatility.ratio(then, now))
            .toArray();
    int[] known = past.stream().mapToInt(Combination.Origin::known).toArray();
    return new Intervals(
        combination.errors(), known, volatilities, frequency.periods()[0], level.length);
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
