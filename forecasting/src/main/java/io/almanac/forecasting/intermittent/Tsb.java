package io.almanac.forecasting.intermittent;

/**
 * The method of Teunter, Syntetos and Babai (2011), "Intermittent demand: linking forecasting to
 * inventory obsolescence", European Journal of Operational Research 214(3): size of demand and
 * probability of demand, each smoothed; the probability falls while nothing happens. Weights are
 * those of a small grid with the least squared one-step error.
 */
public final class Tsb {
  private static final double[] SIZES = {0.05, 0.1, 0.2, 0.3};
  private static final double[] PROBABILITIES = {0.02, 0.05, 0.1, 0.2, 0.3};

  private Tsb() {}

  /**
   * The expected value of every step ahead.
   *
   * @param values finite, at least one
   */
  public static double level(double[] values) {
    int demands = 0;
    double total = 0;
    for (double value : values) {
      if (value != 0) {
        demands++;
        total += value;
      }
    }
    if (demands == 0) {
      return 0;
    }
    double smallest = Double.POSITIVE_INFINITY;
    double best = 0;
    for (double alpha : SIZES) {
      for (double beta : PROBABILITIES) {
        double probability = (double) demands / values.length;
        double size = total / demands;
        double squares = 0;
        for (double value : values) {
          double error = value - probability * size;
          squares += error * error;
          if (value != 0) {
            probability += beta * (1 - probability);
            size += alpha * (value - size);
          } else {
            probability *= 1 - beta;
          }
        }
        if (squares < smallest) {
          smallest = squares;
          best = probability * size;
        }
      }
    }
    return best;
  }
}
