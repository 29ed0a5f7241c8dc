package io.almanac.forecasting.automatic;

import io.almanac.forecasting.calendar.MonthDays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several models of one series, weighted by their errors at past origins.
 *
 * <p>The whole history is brought to the level of today first, so that neither the errors of past
 * origins nor the models know of a jump that is over.
 */
public final class Combination {
  private static final int LONGEST_SEASON_OF_JUMPS = 24;

  private final Frequency frequency;
  private final LocalDate start;
  private final MonthDays days;

  /** Everything is computed in units of the mean size, so that no model depends on the currency. */
  private final double unit;

  private final double[] values;

  /** Whether it is a rate over all steps that is forecast, whatever their phase. */
  private final boolean isRate;

  private final List<Member> members;
  private final LevelShifts shifts;
  private final double[] level;
  private final Preparation prepared;
  private final Map<String, double[]> now;
  private final List<Origin> origins;
  private final List<Map<String, double[]>> then = new ArrayList<>();
  private final ErrorWeights weights;

  /**
   * A moment of the past at which the models are judged.
   *
   * @param known how many values were known then
   * @param ahead how many steps are judged
   */
  public record Origin(int known, int ahead) {}

  private Combination(
      SeriesKind kind,
      Frequency frequency,
      Collection<LocalDate> holidays,
      double[] values,
      LocalDate start,
      int horizon,
      List<Origin> origins,
      List<Member> more) {
    this.frequency = frequency;
    this.start = frequency == Frequency.DAILY ? start : null;
    this.unit = meanSize(values);
    this.values = Arrays.stream(values).map(value -> value / unit).toArray();
    this.days = Preparation.days(frequency, this.values, start, values.length + horizon, holidays);
    this.origins = List.copyOf(origins);
    this.isRate = kind == SeriesKind.INTERMITTENT;
    this.members =
        new ArrayList<>(isRate ? Members.intermittent() : Members.regular(frequency, holidays));
    if (!isRate) {
      members.addAll(more);
    }
    this.shifts = shifts(this.values);
    this.level = shifts.level(this.values);
    this.prepared = Preparation.of(level, days, this.start, frequency);
    this.now = continuations(prepared, horizon);
    List<Map<String, Double>> errors = new ArrayList<>();
    for (Origin origin : origins) {
      Map<String, double[]> ahead = continuations(known(level, origin), origin.ahead());
      Map<String, Double> judged = new LinkedHashMap<>();
      ahead.forEach((name, one) -> judged.put(name, meanError(origin, one)));
      then.add(ahead);
      errors.add(judged);
    }
    this.weights = new ErrorWeights(errors);
  }

  /**
   * Judges the models and continues the series.
   *
   * @param kind regular or intermittent
   * @param holidays days that may differ from their weekday; may be empty
   * @param values NaN is missing; at least one is not
   * @param start date of the first value; null when it is not known
   * @param horizon how many steps
   * @param origins the newest first; at each at least one value is known
   */
  public static Combination of(
      SeriesKind kind,
      Frequency frequency,
      Collection<LocalDate> holidays,
      double[] values,
      LocalDate start,
      int horizon,
      List<Origin> origins) {
    return of(kind, frequency, holidays, values, start, horizon, origins, List.of());
  }

  /**
   * The same with more members for a regular series.
   *
   * @param more each must know nothing of what came after the history that it is asked to continue
   */
  public static Combination of(
      SeriesKind kind,
      Frequency frequency,
      Collection<LocalDate> holidays,
      double[] values,
      LocalDate start,
      int horizon,
      List<Origin> origins,
      List<Member> more) {
    return new Combination(kind, frequency, holidays, values, start, horizon, origins, more);
  }

  /** The forecast: one value a step. */
  public double[] mean() {
    return inUnits(combine(now, weights()));
  }

  /** The weights of the models, which sum to 1. */
  public Map<String, Double> weights() {
    return weights.of(now.keySet());
  }

  /** What days of the month cost more or less than others, by their names. */
  public Map<String, Double> calendar() {
    Map<String, Double> effects = new LinkedHashMap<>(prepared.calendar().effects());
    effects.replaceAll((name, effect) -> effect * unit);
    return effects;
  }

  /** By the step they begin with: how many times as high the series is from there on. */
  public Map<Integer, Double> jumps() {
    return shifts.factors();
  }

  /** Whether so many steps after the first one ahead there is nothing, as there never was. */
  boolean isIdle(int ahead) {
    return !isRate && prepared.idle().has(values.length + ahead);
  }

  /** The history as if it had always been at the level of today. */
  public double[] level() {
    return inUnits(level);
  }

  /**
   * Forecast less actual at each origin, one value a step, at the level of today; NaN where there
   * is no actual. An origin is judged with the weights that the others give.
   */
  public double[][] errors() {
    double[][] errors = new double[origins.size()][];
    for (int k = 0; k < errors.length; k++) {
      double[] ahead = combine(then.get(k), weights.without(k, then.get(k).keySet()));
      errors[k] = inUnits(less(ahead, level, origins.get(k)));
    }
    return errors;
  }

  /**
   * The same as it would have been on the day: what came after an origin, jumps too, is not known.
   */
  public double[][] replayedErrors() {
    if (shifts.factors().isEmpty()) {
      return errors();
    }
    double[][] errors = new double[origins.size()][];
    for (int k = 0; k < errors.length; k++) {
      Origin origin = origins.get(k);
      double[] known = Arrays.copyOf(values, origin.known());
      double[] levelled = shifts(known).level(known);
      Map<String, double[]> ahead =
          continuations(Preparation.of(levelled, days, start, frequency), origin.ahead());
      errors[k] = inUnits(less(combine(ahead, weights.without(k, ahead.keySet())), values, origin));
    }
    return errors;
  }

  private LevelShifts shifts(double[] history) {
    int period = frequency.periods()[0];
    IdlePhases idle = IdlePhases.of(history, period);
    if (isRate || period > LONGEST_SEASON_OF_JUMPS || !LevelShifts.canBeFound(history, idle)) {
      return LevelShifts.none();
    }
    double[] known = idle.withoutOutages(history);
    return LevelShifts.find(Preparation.of(known, days, start, frequency).values(), period, idle);
  }

  private Preparation known(double[] history, Origin origin) {
    return Preparation.of(Arrays.copyOf(history, origin.known()), days, start, frequency);
  }

  /**
   * What each model makes of a history. Those that diverge are left out; where all do, as when the
   * level moves faster than ever, they are held at the caps, which are nearer than an old season.
   */
  private Map<String, double[]> continuations(Preparation history, int horizon) {
    double[] learned = history.values();
    int season =
        Arrays.stream(frequency.periods())
            .filter(period -> period <= learned.length / 2)
            .max()
            .orElse(frequency.periods()[0]);
    SanityCaps caps = SanityCaps.of(learned, season, horizon);
    Map<String, double[]> inside = new LinkedHashMap<>();
    Map<String, double[]> all = new LinkedHashMap<>();
    for (Member member : members) {
      double[] ahead = member.forecast(learned, history.start(), horizon);
      if (ahead == null || !Arrays.stream(ahead).allMatch(Double::isFinite)) {
        continue;
      }
      all.put(member.name(), restored(history, caps.hold(ahead)));
      if (caps.accept(ahead)) {
        inside.put(member.name(), restored(history, ahead));
      }
    }
    if (all.isEmpty()) {
      all.put(
          Members.SEASONAL_NAIVE,
          restored(history, Members.seasonalNaive(frequency, learned, horizon)));
    }
    return inside.isEmpty() ? all : inside;
  }

  private double[] restored(Preparation history, double[] ahead) {
    double[] restored = history.restore(ahead);
    return isRate ? restored : history.idle().silence(restored, history.values().length);
  }

  /** In units of the volatility, or of the mean size where the series did not change. */
  private double meanError(Origin origin, double[] ahead) {
    double volatility = Volatility.at(level, origin.known(), origin.ahead(), frequency);
    return Arrays.stream(less(ahead, level, origin))
            .filter(Double::isFinite)
            .map(Math::abs)
            .average()
            .orElse(Double.NaN)
        / (volatility > 0 ? volatility : 1);
  }

  private static double[] less(double[] ahead, double[] actuals, Origin origin) {
    double[] errors = new double[ahead.length];
    for (int h = 0; h < ahead.length; h++) {
      errors[h] = ahead[h] - actuals[origin.known() + h];
    }
    return errors;
  }

  /** The weighted mean of those models that have a weight. */
  private static double[] combine(
      Map<String, double[]> continuations, Map<String, Double> weights) {
    double[] mean = new double[continuations.values().iterator().next().length];
    weights.forEach(
        (name, weight) -> {
          double[] ahead = continuations.get(name);
          for (int h = 0; h < mean.length; h++) {
            mean[h] += weight * ahead[h];
          }
        });
    return mean;
  }

  private double[] inUnits(double[] relative) {
    return Arrays.stream(relative).map(value -> value * unit).toArray();
  }

  private static double meanSize(double[] values) {
    double mean =
        Arrays.stream(values)
            .filter(value -> !Double.isNaN(value))
            .map(Math::abs)
            .average()
            .orElse(0);
    return mean > 0 ? mean : 1;
  }
}
