package io.almanac.forecasting;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far off a forecast may be, learned from its backtest: the empirical quantile of absolute
 * errors at about the same distance, with the finite-sample correction of split conformal
 * prediction (Lei et al. 2018), never narrower further ahead.
 *
 * <p>Beyond the days that were judged the band widens with the square root of the distance. With
 * fewer than {@link #LEAST} errors at a distance, the normal band of all errors is used; with none
 * at all, that of the day-to-day changes of the series.
 */
final class ErrorBands implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LEAST = 10;
  private static final int AROUND = 7;

  private final double[][] errors;
  private final double fallback;

  /**
   * Bands from errors.
   *
   * @param errors by origin and day ahead; NaN is missing
   * @param fallback standard deviation of one day, for series without any error
   */
  ErrorBands(double[][] errors, double fallback) {
    this.errors = errors;
    this.fallback = fallback;
  }

  /** Half the width of the interval of a level, for each day of the horizon. */
  double[] halfWidths(double level, int horizon) {
    return halfWidths(level, horizon, -1);
  }

  /** The same, learned without one origin, so that this origin can judge it. */
  double[] halfWidths(double level, int horizon, int without) {
    int judged = 0;
    for (int k = 0; k < errors.length; k++) {
      judged = k == without ? judged : Math.max(judged, errors[k].length);
    }
    double[] widths = new double[horizon];
    double widest = 0;
    for (int h = 0; h < horizon; h++) {
      if (h < judged) {
        widest = Math.max(widest, quantile(level, h, without));
        widths[h] = widest;
      } else if (judged > 0) {
        widths[h] = widest * Math.sqrt((h + 1.0) / judged);
      } else {
        widths[h] = Normal.halfWidth(level) * fallback * Math.sqrt(1 + h / 7.0);
      }
    }
    return widths;
  }

  private double quantile(double level, int h, int without) {
    List<Double> near = new ArrayList<>();
    for (int k = 0; k < errors.length; k++) {
      if (k == without) {
        continue;
      }
      for (int i = Math.max(0, h - AROUND); i <= Math.min(errors[k].length - 1, h + AROUND); i++) {
        if (Double.isFinite(errors[k][i])) {
          near.add(Math.abs(errors[k][i]));
        }
      }
    }
    double[] sorted = near.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil((sorted.length + 1) * level);
    if (sorted.length >= LEAST && rank <= sorted.length) {
      return sorted[rank - 1];
    }
    double squares = Arrays.stream(sorted).map(error -> error * error).average().orElse(Double.NaN);
    double deviation = Double.isFinite(squares) ? Math.sqrt(squares) : fallback;
    double normal = Normal.halfWidth(level) * deviation;
    return sorted.length == 0 ? normal : Math.max(normal, sorted[sorted.length - 1]);
  }
}
