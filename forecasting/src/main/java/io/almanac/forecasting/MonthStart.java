package io.almanac.forecasting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is charged once a month, on its first day: support, tax, subscriptions. It is taken out
 * before a model sees the series and put back into the forecast, because smoothing would smear it
 * over the month.
 */
final class MonthStart {
  private static final int AROUND = 3;
  private static final int LEAST_MONTHS = 3;

  /** The extra counts when it is this often the usual deviation of a day from its neighbours. */
  private static final double STANDS_OUT = 3;

  private final double extra;

  private MonthStart(double extra) {
    this.extra = extra;
  }

  /** Learns the median extra of first days over the median of the days around; 0 if it is small. */
  static MonthStart learn(DailySeries history) {
    double[] values = history.values();
    List<Double> extras = new ArrayList<>();
    List<Double> usual = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      double around = medianAround(values, i);
      if (Double.isNaN(values[i]) || Double.isNaN(around)) {
        continue;
      }
      if (history.dateAt(i).getDayOfMonth() == 1) {
        extras.add(values[i] - around);
      } else {
        usual.add(Math.abs(values[i] - around));
      }
    }
    if (extras.size() < LEAST_MONTHS) {
      return new MonthStart(0);
    }
    double extra = median(extras);
    return new MonthStart(extra > STANDS_OUT * median(usual) ? extra : 0);
  }

  /** The series without the extra. */
  DailySeries without(DailySeries history) {
    double[] values = history.values();
    for (int i = 0; i < values.length; i++) {
      values[i] -= history.dateAt(i).getDayOfMonth() == 1 ? extra : 0;
    }
    return new DailySeries(history.id(), history.start(), values);
  }

  /** Puts the extra back into a forecast of the series, in place. */
  void addTo(double[] forecast, DailySeries history) {
    for (int h = 0; h < forecast.length; h++) {
      forecast[h] += history.dateAt(history.length() + h).getDayOfMonth() == 1 ? extra : 0;
    }
  }

  private static double medianAround(double[] values, int i) {
    List<Double> around = new ArrayList<>();
    for (int j = Math.max(0, i - AROUND); j <= Math.min(values.length - 1, i + AROUND); j++) {
      if (j != i && !Double.isNaN(values[j])) {
        around.add(values[j]);
      }
    }
    return around.size() < AROUND ? Double.NaN : median(around);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
