package io.almanac.forecasting;

import io.almanac.forecasting.automatic.Intervals;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A series' forecast for every day of the horizon, and how good the method has been. */
public final class SeriesForecast implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The method of a series of nothing but charges on days of their own. */
  static final String SCHEDULE = "schedule";

  private static final int[][] BUCKETS = {{1, 7}, {8, 28}, {29, 90}, {91, 366}};

  /** Backtest sums below this number give no scale of their own. */
  private static final int LEAST_SUMS = 4;

  private final String id;
  private final String model;
  private final LocalDate trainingStart;
  private final LocalDate trainingEnd;
  private final double[] means;
  private final boolean neverNegative;
  private final List<Double> levels;
  private final Evidence evidence;
  private final Doubt doubt;
  private final double seasonalChange;
  private final Explanation explanation;
  private final List<ForecastPoint> points;

  /**
   * A forecast with what its backtest saw.
   *
   * @param doubt what that cannot know, because it was never judged
   * @param seasonalChange mean absolute change from one week to the next, the scale of errors
   */
  SeriesForecast(
      String id,
      String model,
      LocalDate trainingStart,
      LocalDate trainingEnd,
      double[] means,
      boolean neverNegative,
      List<Double> levels,
      Evidence evidence,
      Doubt doubt,
      double seasonalChange,
      Explanation explanation) {
    this.id = id;
    this.model = model;
    this.trainingStart = trainingStart;
    this.trainingEnd = trainingEnd;
    this.means = means;
    this.neverNegative = neverNegative;
    this.levels = levels;
    this.evidence = evidence;
    this.doubt = doubt;
    this.seasonalChange = seasonalChange;
    this.explanation = explanation;
    this.points = points();
  }

  /** Identifies the series. */
  public String id() {
    return id;
  }

  /** The chosen method, a stable name in kebab-case. */
  public String model() {
    return model;
  }

  /** Whether it is the run rate because no model could forecast the series. */
  public boolean isRunRate() {
    return model.equals(Forecaster.RUN_RATE);
  }

  /** Whether models were combined. */
  boolean isCombination() {
    return model.equals(Forecaster.COMBINATION);
  }

  /** Why it is what it is. */
  public Explanation explanation() {
    return explanation;
  }

  /** The first day of the history. */
  public LocalDate trainingStart() {
    return trainingStart;
  }

  /** The last day of the history; the forecast begins on the day after. */
  public LocalDate trainingEnd() {
    return trainingEnd;
  }

  /** One point for each day of the horizon, in order. */
  public List<ForecastPoint> days() {
    return points;
  }

  /**
   * The same forecast under other circumstances: every day is so many times what it was expected to
   * be, and as much more or less certain. What the backtest says of the method stays.
   *
   * @param factors one a day, zero or more
   * @param doubts standard deviations of the factors themselves, one a day, relative to the factor:
   *     what their being uncertain adds to the intervals
   */
  public SeriesForecast scaled(double[] factors, double[] doubts) {
    double[] scaled = new double[means.length];
    for (int h = 0; h < means.length; h++) {
      scaled[h] = means[h] * factors[h];
    }
    Evidence other =
        new Evidence(
            evidence.calibration().scaled(means, factors, doubts),
            evidence.replayed(),
            evidence.runRate(),
            evidence.seasonalNaive());
    return with(scaled, other, doubt.scaled(means, factors, doubts), explanation);
  }

  /** The same forecast with a certain amount more (or less) on every day of the horizon. */
  public SeriesForecast shifted(double[] amounts) {
    double[] shifted = new double[means.length];
    for (int h = 0; h < means.length; h++) {
      shifted[h] = means[h] + amounts[h];
    }
    return with(shifted, evidence, explanation);
  }

  /**
   * The same forecast with another series on top, such as one that moves here. Errors of both at
   * the same origin are added; what the backtest says of the method stays this one's.
   *
   * @throws IllegalArgumentException when the other one is of other days
   */
  public SeriesForecast plus(SeriesForecast other) {
    if (!trainingEnd.equals(other.trainingEnd) || means.length != other.means.length) {
      throw new IllegalArgumentException(
          "Cannot add up forecasts of different days: " + id + " and " + other.id);
    }
    Backtest calibration =
        SummedErrors.calibration(
            List.of(this, other), List.of(evidence.calibration(), other.evidence.calibration()));
    Evidence both =
        new Evidence(
            calibration, evidence.replayed(), evidence.runRate(), evidence.seasonalNaive());
    return with(shifted(other.means).means, both, doubt.plus(other.doubt), explanation);
  }

  /** The same series with other expectations, evidence and reasons. */
  SeriesForecast with(double[] otherMeans, Evidence otherEvidence, Explanation why) {
    return with(otherMeans, otherEvidence, doubt, why);
  }

  /** The same forecast, known less or better. */
  SeriesForecast doubting(Doubt other) {
    return with(means, evidence, other, explanation);
  }

  private SeriesForecast with(
      double[] otherMeans, Evidence otherEvidence, Doubt otherDoubt, Explanation why) {
    return new SeriesForecast(
        id,
        model,
        trainingStart,
        trainingEnd,
        otherMeans,
        neverNegative,
        levels,
        otherEvidence,
        otherDoubt,
        seasonalChange,
        why);
  }

  /** Whether the history has no negative value, so that the forecast has none either. */
  boolean isNeverNegative() {
    return neverNegative;
  }

  List<Double> levels() {
    return levels;
  }

  Evidence evidence() {
    return evidence;
  }

  /** What past origins cannot say of it. */
  Doubt doubt() {
    return doubt;
  }

  /** Whether nothing is expected to be off: a constant, a plan, or what has ended. */
  boolean isCertain() {
    return doubt.isNone() && !evidence.calibration().isEverWrong();
  }

  double seasonalChange() {
    return seasonalChange;
  }

  /** The sum of the absolute expected values. */
  double size() {
    return Arrays.stream(means).map(Math::abs).sum();
  }

  /** The same method with other expected values, and what its errors would have been with them. */
  SeriesForecast reconciled(double[] otherMeans, Backtest calibration, Backtest replayed) {
    Evidence reconciled =
        new Evidence(calibration, replayed, evidence.runRate(), evidence.seasonalNaive());
    return with(otherMeans, reconciled, explanation);
  }

  /** The last day of the horizon. */
  public LocalDate horizonEnd() {
    return trainingEnd.plusDays(means.length);
  }

  /**
   * What the days from {@code from} to {@code until}, exclusive, are together.
   *
   * @throws IllegalArgumentException when they are not all inside the horizon
   */
  public TotalForecast total(LocalDate from, LocalDate until) {
    int first = (int) ChronoUnit.DAYS.between(trainingEnd, from) - 1;
    int last = (int) ChronoUnit.DAYS.between(trainingEnd, until) - 1;
    if (first < 0 || last > means.length || first > last) {
      throw new IllegalArgumentException(
          "Cannot sum a forecast outside its horizon: " + from + " to " + until);
    }
    double mean = 0;
    for (int h = first; h < last; h++) {
      mean += means[h];
    }
    return withScale(mean, first, last);
  }

  /**
   * The first day on which the sum of {@code spent} and the expected values exceeds {@code amount};
   * empty when that does not happen before {@code until}.
   */
  public Optional<LocalDate> firstDayAbove(double spent, double amount, LocalDate until) {
    double sum = spent;
    for (ForecastPoint point : points) {
      if (!point.date().isBefore(until)) {
        return Optional.empty();
      }
      sum += point.mean();
      if (sum > amount) {
        return Optional.of(point.date());
      }
    }
    return Optional.empty();
  }

  /** How good the method was, by distance; only distances that were judged. */
  public List<Accuracy> accuracy() {
    Backtest replayed = evidence.replayed();
    // Each origin is judged by intervals that know nothing of it.
    List<Map<Double, double[]>> widths = new ArrayList<>();
    for (int k = 0; k < replayed.errors().length; k++) {
      widths.add(halfWidths(replayed.without(k), replayed.forecasts(k)));
    }
    List<Accuracy> rows = new ArrayList<>();
    for (int[] bucket : BUCKETS) {
      Accuracy row = accuracy(bucket[0], bucket[1], widths);
      if (row.forecasts() > 0) {
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * The scale of sums of this many days: the largest root mean square of backtest sums over as many
   * days that begin on this day ahead or earlier, so that the same number of days is never more
   * certain further ahead.
   */
  private TotalForecast withScale(double mean, int first, int last) {
    int length = last - first;
    double least = neverNegative ? 0 : Double.NEGATIVE_INFINITY;
    if (length == 0) {
      return new TotalForecast(mean, 0, 1, least);
    }
    if (!evidence.calibration().isJudged()) {
      return new TotalForecast(mean, doubt.ofSum(length, last - 1), doubt.freedomOfSums(), least);
    }
    int independent = evidence.calibration().independent();
    for (int days = independent < LEAST_SUMS ? 0 : length; days > 0; days--) {
      double largest = 0;
      int fewest = 0;
      for (int start = 0; start <= first; start++) {
        List<Double> sums = sums(start, start + days);
        int count = Math.min(sums.size(), independent);
        if (count >= LEAST_SUMS) {
          double squares = sums.stream().mapToDouble(sum -> sum * sum).average().orElse(0);
          largest = Math.max(largest, Math.sqrt(squares));
          fewest = fewest == 0 ? count : Math.min(fewest, count);
        }
      }
      if (fewest > 0) {
        // Errors of longer sums are taken to grow with their length: too wide rather than too
        // narrow.
        return withDoubt(mean, largest * length / days, fewest, least, length, last);
      }
    }
    ForecastPoint end = points.get(last - 1);
    double width = end.upper(levels.get(0)) - end.mean();
    double daily = width / Normal.halfWidth(levels.get(0));
    return new TotalForecast(mean, daily * Math.sqrt(7.0 * length), 3, least);
  }

  private TotalForecast withDoubt(
      double mean, double scale, int freedom, double least, int length, int last) {
    double doubted = doubt.ofSum(length, last - 1);
    if (doubted == 0) {
      return new TotalForecast(mean, scale, freedom, least);
    }
    int both =
        Doubt.freedom(
            new double[] {scale * scale, doubted * doubted},
            new int[] {freedom, doubt.freedomOfSums()});
    return new TotalForecast(mean, Math.hypot(scale, doubted), both, least);
  }

  /**
   * Backtest errors of the sum of so many days. Of an origin that knows most of the days the others
   * are taken to be like them; one that knows fewer is no evidence of the sum.
   */
  private List<Double> sums(int start, int end) {
    List<Double> sums = new ArrayList<>();
    for (double[] origin : evidence.calibration().errors()) {
      if (origin.length < end) {
        continue;
      }
      double sum = 0;
      int known = 0;
      for (int h = start; h < end; h++) {
        if (Double.isFinite(origin[h])) {
          sum += origin[h];
          known++;
        }
      }
      if (2 * known > end - start) {
        sums.add(sum * (end - start) / known);
      }
    }
    return sums;
  }

  private List<ForecastPoint> points() {
    Map<Double, double[]> widths = halfWidths(evidence.calibration(), means);
    List<ForecastPoint> days = new ArrayList<>();
    for (int h = 0; h < means.length; h++) {
      Map<Double, ForecastPoint.Interval> intervals = new TreeMap<>();
      for (double level : levels) {
        double lower = means[h] - widths.get(level)[h];
        intervals.put(
            level,
            new ForecastPoint.Interval(
                neverNegative ? Math.max(0, lower) : lower, means[h] + widths.get(level)[h]));
      }
      days.add(new ForecastPoint(trainingEnd.plusDays(h + 1L), means[h], intervals));
    }
    return days;
  }

  /**
   * By level, half the width of each day's interval.
   *
   * @param past what is learned from
   * @param expected the forecast of each day
   */
  private Map<Double, double[]> halfWidths(Backtest past, double[] expected) {
    double[][] errors = past.errors();
    // Origins lie whole weeks apart: all begin with the same weekday as the forecast.
    double[] volatilities = new double[errors.length];
    Arrays.fill(volatilities, 1);
    Intervals intervals =
        new Intervals(errors, new int[errors.length], volatilities, 7, 0, past.independent());
    boolean doubtful = !doubt.isNone();
    double[] due = model.equals(SCHEDULE) ? past.relativeErrors() : new double[0];
    Map<Double, double[]> widths = new TreeMap<>();
    for (double level : levels) {
      double[] width = intervals.halfWidths(level, expected.length);
      for (int h = 0; h < expected.length; h++) {
        if (Double.isNaN(width[h])) {
          width[h] = doubtful ? 0 : withoutErrors(level, h);
        }
        width[h] = doubtful ? Math.hypot(width[h], doubt.halfWidth(level, h)) : width[h];
        width[h] = Math.max(width[h], Intervals.conformal(due, level) * Math.abs(expected[h]));
        width[h] = expected[h] == 0 && isExact(errors, h % 7) ? 0 : width[h];
      }
      widths.put(level, width);
    }
    return widths;
  }

  /** Whether a weekday was judged, and never forecast wrongly: one on which nothing is used. */
  private static boolean isExact(double[][] errors, int weekday) {
    int judged = 0;
    for (double[] origin : errors) {
      for (int h = weekday; h < origin.length; h += 7) {
        if (Math.abs(origin[h]) > 0) {
          return false;
        }
        judged += origin[h] == 0 ? 1 : 0;
      }
    }
    return judged > 0;
  }

  /**
   * For judging the only origin that there is, of which intervals must not know: as uncertain as
   * the series changes from week to week.
   */
  private double withoutErrors(double level, int step) {
    double change = Double.isNaN(seasonalChange) ? 0 : seasonalChange;
    return Normal.halfWidth(level) * change * Math.sqrt(1 + step / 7.0);
  }

  private Accuracy accuracy(int from, int to, List<Map<Double, double[]>> widths) {
    double[][] errors = evidence.replayed().errors();
    double[][] actuals = evidence.replayed().actuals();
    double absolute = 0;
    double signed = 0;
    double actual = 0;
    int count = 0;
    Map<Double, Integer> inside = new TreeMap<>();
    for (int k = 0; k < errors.length; k++) {
      for (int h = from - 1; h < Math.min(to, errors[k].length); h++) {
        double error = errors[k][h];
        if (!Double.isFinite(error)) {
          continue;
        }
        count++;
        absolute += Math.abs(error);
        signed += error;
        actual += Math.abs(actuals[k][h]);
        for (double level : levels) {
          if (Math.abs(error) <= widths.get(k).get(level)[h]) {
            inside.merge(level, 1, Integer::sum);
          }
        }
      }
    }
    Map<Double, Double> coverage = new TreeMap<>();
    for (double level : levels) {
      coverage.put(level, count == 0 ? Double.NaN : inside.getOrDefault(level, 0) / (double) count);
    }
    return new Accuracy(
        from,
        to,
        count,
        seasonalChange > 0 ? absolute / count / seasonalChange : Double.NaN,
        ratio(absolute, actual),
        ratio(signed, actual),
        evidence.replayed().sumError(to),
        evidence.runRate().wape(from, to),
        evidence.seasonalNaive().wape(from, to),
        coverage);
  }

  private static double ratio(double errors, double actuals) {
    return actuals > 0 ? errors / actuals : Double.NaN;
  }
}
