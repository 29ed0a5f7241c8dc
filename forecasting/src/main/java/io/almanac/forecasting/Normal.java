package io.almanac.forecasting;

import smile.stat.distribution.GaussianDistribution;
import smile.stat.distribution.TDistribution;

/** Quantiles of the normal and of Student's distribution. */
final class Normal {
  private static final GaussianDistribution STANDARD = new GaussianDistribution(0, 1);

  private Normal() {}

  /** How many standard deviations on each side hold this probability. */
  static double halfWidth(double level) {
    return STANDARD.quantile((1 + level) / 2);
  }

  /** The same for Student's distribution. */
  static double halfWidth(double level, int degreesOfFreedom) {
    return new TDistribution(degreesOfFreedom).quantile((1 + level) / 2);
  }

  /** The probability of a value above {@code x} under Student's distribution. */
  static double above(double x, int degreesOfFreedom) {
    return 1 - new TDistribution(degreesOfFreedom).cdf(x);
  }
}
