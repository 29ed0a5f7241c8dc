package io.almanac.forecasting.global;

import io.almanac.forecasting.automatic.Frequency;
import java.time.LocalDate;

/**
 * What a history tells at one of its moments: a plain forecast of every step, the unit in which
 * errors of it are measured, and features that a model can correct it by. What comes after the
 * moment is not looked at.
 *
 * <p>The plain forecast is the mean of the last seasons at the same phase, moved to the level of
 * the newest season. Its unit is the mean change from season to season. All features but those of
 * the calendar are in that unit, or free of one: the same history in another currency has the same
 * features.
 */
final class Moment {
  private static final int SEASONS = 4;
  private static final int UNITS = 8;
  private static final int NEWEST = 3;

  /** A unit is not taken for smaller than this share of the level. */
  private static final double SMALLEST_UNIT = 1e-3;

  /** Features are cut here: a tree only asks whether they are large. */
  private static final double LARGEST = 50;

  static final String[] NAMES = {
    "step",
    "level_2",
    "level_4",
    "level_8",
    "newest",
    "newest_3",
    "season_1",
    "season_2",
    "day",
    "year",
    "noise",
    "amplitude",
    "phase",
    "range",
    "zeros",
    "weekday",
    "day_of_month",
    "days_to_end",
    "month"
  };

  private final double[] values;
  private final LocalDate start;
  private final int known;
  private final Steps steps;
  private final int period;
  private final int seasons;
  private final double unit;
  private final double offset;
  private final double[] ofOrigin;

  /** The lengths that matter at a frequency; of the year only where it is not the season. */
  private record Steps(int shortest, int season, int window, int year, int around) {
    static Steps of(Frequency frequency) {
      return switch (frequency) {
        case HOURLY -> new Steps(96, 24, 24, 0, 0);
        case DAILY -> new Steps(28, 7, 7, 364, 3);
        case WEEKLY -> new Steps(16, 1, 4, 52, 1);
        case MONTHLY -> new Steps(25, 12, 12, 0, 0);
      };
    }
  }

  private Moment(
      double[] values, LocalDate start, int known, Frequency frequency, Steps steps, double unit) {
    this.values = values;
    this.start = start;
    this.known = known;
    this.steps = steps;
    this.unit = unit;
    this.period = period(frequency, steps, known);
    this.seasons = Math.min(SEASONS, known / period);
    int window = period == 1 ? 1 : steps.window();
    double sum = 0;
    for (int t = known - window; t < known; t++) {
      sum += values[t] - phase(t);
    }
    this.offset = sum / window;
    this.ofOrigin = ofOrigin();
  }

  /**
   * A moment of a history.
   *
   * @param values finite, no gaps
   * @param start day of the first value of a daily series; null when it is not known
   * @param known how many values have been seen
   * @return null when that is too short a history, or one without any size
   */
  static Moment of(double[] values, LocalDate start, int known, Frequency frequency) {
    Steps steps = Steps.of(frequency);
    if (known < shortest(frequency)) {
      return null;
    }
    int from = Math.max(steps.season(), known - UNITS * steps.window());
    double change = 0;
    double size = 0;
    for (int t = from; t < known; t++) {
      change += Math.abs(values[t] - values[t - steps.season()]);
      size += Math.abs(values[t]);
    }
    double unit = Math.max(change, SMALLEST_UNIT * size) / (known - from);
    return unit > 0 ? new Moment(values, start, known, frequency, steps, unit) : null;
  }

  /** The fewest values that a moment needs. */
  static int shortest(Frequency frequency) {
    return Steps.of(frequency).shortest();
  }

  /** The unit of errors, in units of the series; above zero. */
  double unit() {
    return unit;
  }

  /**
   * The plain forecast, in units of the series.
   *
   * @param step 1 is the value after the moment
   */
  double plain(int step) {
    return phase(known - 1 + step) + offset;
  }

  /** The features of a step, as {@link #NAMES} has them. */
  double[] features(int step) {
    int target = known - 1 + step;
    double[] features = ofOrigin.clone();
    features[0] = step;
    features[6] = cut((seasonsAgo(target, 1) - phase(target)) / unit);
    features[7] = cut((seasonsAgo(target, 2) - phase(target)) / unit);
    features[8] = period > steps.season() ? cut((ofDay(target) - phase(target)) / unit) : 0;
    features[9] = cut(yearAgo(step) / unit);
    features[12] = cut((phase(target) - mean(known, seasons * period)) / unit);
    if (start != null) {
      LocalDate day = start.plusDays(target);
      features[15] = day.getDayOfWeek().getValue();
      features[16] = day.getDayOfMonth();
      features[17] = day.lengthOfMonth() - day.getDayOfMonth();
      features[18] = day.getMonthValue();
    }
    return features;
  }

  private double[] ofOrigin() {
    double[] features = new double[NAMES.length];
    double level = mean(known, steps.window());
    features[1] = cut((level - mean(known, 2 * steps.window())) / unit);
    features[2] = cut((level - mean(known, 4 * steps.window())) / unit);
    features[3] = cut((level - mean(known, 8 * steps.window())) / unit);
    features[4] = cut((values[known - 1] - phase(known - 1) - offset) / unit);
    double newest = 0;
    for (int t = known - NEWEST; t < known; t++) {
      newest += values[t] - phase(t) - offset;
    }
    features[5] = cut(newest / NEWEST / unit);
    int from = Math.max(0, known - UNITS * steps.window());
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double size = 0;
    int zeros = 0;
    for (int t = from; t < known; t++) {
      least = Math.min(least, values[t]);
      most = Math.max(most, values[t]);
      size += Math.abs(values[t]);
      zeros += values[t] == 0 ? 1 : 0;
    }
    features[10] = unit / Math.max(unit / LARGEST, size / (known - from));
    features[11] = cut(amplitude() / unit);
    features[13] = most > least ? (level - least) / (most - least) : 0.5;
    features[14] = zeros / (double) (known - from);
    return features;
  }

  /** The longest season of which there are two; a week of hours, or a day. */
  private static int period(Frequency frequency, Steps steps, int known) {
    int[] all = frequency == Frequency.HOURLY ? frequency.periods(known) : new int[0];
    return all.length == 0 ? steps.season() : all[all.length - 1];
  }

  /** Mean absolute deviation of the phases from their mean. */
  private double amplitude() {
    double middle = mean(known, seasons * period);
    double sum = 0;
    for (int t = known - period; t < known; t++) {
      sum += Math.abs(phase(t) - middle);
    }
    return sum / period;
  }

  /** The mean of the last seasons at the phase of a step. */
  private double phase(int target) {
    int newest = newest(target, period);
    double sum = 0;
    for (int k = 0; k < seasons; k++) {
      sum += values[newest - k * period];
    }
    return sum / seasons;
  }

  /** The mean of the last days at the hour of a step. */
  private double ofDay(int target) {
    int newest = newest(target, steps.season());
    double sum = 0;
    for (int k = 0; k < SEASONS; k++) {
      sum += values[newest - k * steps.season()];
    }
    return sum / SEASONS;
  }

  private double seasonsAgo(int target, int count) {
    return values[newest(target, period) - (Math.min(count, seasons) - 1) * period];
  }

  /** The newest known step of the same phase; a known step is itself of the last season. */
  private int newest(int target, int period) {
    int last = known - 1;
    return last - Math.floorMod(last - target, period);
  }

  /** How the same days of the year before differed from their past; 0 without a year. */
  private double yearAgo(int step) {
    int then = known - steps.year();
    int until = then + step + steps.around();
    if (steps.year() == 0 || then < 4 * steps.window() || until > known) {
      return 0;
    }
    return mean(until, 2 * steps.around() + 1) - mean(then, steps.window());
  }

  /** The mean of the values before a step. */
  private double mean(int until, int count) {
    int from = Math.max(0, until - count);
    double sum = 0;
    for (int t = from; t < until; t++) {
      sum += values[t];
    }
    return sum / (until - from);
  }

  private static double cut(double feature) {
    return Math.max(-LARGEST, Math.min(LARGEST, feature));
  }
}
