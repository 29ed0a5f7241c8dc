package io.almanac.forecasting;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one day is expected to be, in the unit of the series.
 *
 * @param date the day
 * @param mean the expected value
 * @param intervals by level; every one contains the mean
 */
public record ForecastPoint(LocalDate date, double mean, Map<Double, Interval> intervals)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies its intervals. */
  public ForecastPoint {
    intervals = new TreeMap<>(intervals);
  }

  /**
   * A range that holds the value with some probability.
   *
   * @param lower its lower end
   * @param upper its upper end
   */
  public record Interval(double lower, double upper) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** The lower end of the interval of a level; NaN when that level was not asked for. */
  public double lower(double level) {
    Interval interval = intervals.get(level);
    return interval == null ? Double.NaN : interval.lower();
  }

  /** The upper end of the interval of a level; NaN when that level was not asked for. */
  public double upper(double level) {
    Interval interval = intervals.get(level);
    return interval == null ? Double.NaN : interval.upper();
  }
}
