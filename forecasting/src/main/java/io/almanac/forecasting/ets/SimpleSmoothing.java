package io.almanac.forecasting.ets;

/**
 * Simple exponential smoothing, by least squares of one-step errors: for every weight the best
 * first level has a closed form, so that the weight alone is searched for.
 *
 * @param alpha the weight of the newest value, above 0 and below 1
 * @param level the last level, which is the forecast of every step ahead
 */
public record SimpleSmoothing(double alpha, double level) {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double LEAST = 1e-4;
  private static final int GRID = 6;
  private static final double WIDTH = 1e-3;

  /**
   * Fits.
   *
   * @param values finite, at least one
   */
  public static SimpleSmoothing fit(double[] values) {
    // A coarse look first: the sum of squares may have more than one valley.
    double best = LEAST;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= GRID; i++) {
      double alpha = Math.min(1 - LEAST, Math.max(LEAST, (double) i / GRID));
      double error = run(values, alpha)[0];
      if (error < smallest) {
        smallest = error;
        best = alpha;
      }
    }
    double low = Math.max(LEAST, best - 1.0 / GRID);
    double high = Math.min(1 - LEAST, best + 1.0 / GRID);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = run(values, left)[0];
    double atRight = run(values, right)[0];
    while (high - low > WIDTH) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = run(values, left)[0];
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = run(values, right)[0];
      }
    }
    double alpha = (low + high) / 2;
    return new SimpleSmoothing(alpha, run(values, alpha)[1]);
  }

  /** The sum of squared errors with the best first level, and the last level. */
  private static double[] run(double[] values, double alpha) {
    double level = 0;
    double decay = 1;
    double squares = 0;
    double products = 0;
    double weights = 0;
    double keep = 1 - alpha;
    for (double value : values) {
      double error = value - level;
      squares += error * error;
      products += error * decay;
      weights += decay * decay;
      level += alpha * error;
      decay *= keep;
    }
    double first = products / weights;
    return new double[] {squares - first * products, level + first * decay};
  }
}
