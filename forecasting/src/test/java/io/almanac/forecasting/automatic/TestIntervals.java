package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TestIntervals {
  private static final int ORIGINS = 8;
  private static final int STEPS = 24;

  /** Quantiles of tables: the normal distribution, and Student's with 8 degrees of freedom. */
  private static final double NORMAL_80 = 1.28155;

  private static final double NORMAL_95 = 1.95996;
  private static final double STUDENT_80 = 1.39682;
  private static final double STUDENT_95 = 2.30600;

  @Test
  void errorsOfOneSizeGiveTheProportionsOfStudentsDistribution() {
    Intervals intervals = of(errors(h -> h % 2 == 0 ? 3 : -3));

    assertThat(intervals.halfWidths(0.8, STEPS)[5])
        .isCloseTo(3 * STUDENT_80 / NORMAL_80, within(1e-3));
    assertThat(intervals.halfWidths(0.95, STEPS)[5])
        .isCloseTo(3 * STUDENT_95 / Math.sqrt(NORMAL_80 * NORMAL_95), within(1e-3));
  }

  @Test
  void rareLargeErrorsWidenTheOuterIntervalAlone() {
    Intervals even = of(errors(h -> 3));
    // One error in twelve: beyond the quantile of 80 %, within that of 95 %.
    Intervals rare = of(errors(h -> h % 12 == 7 ? 30 : 3));

    assertThat(rare.halfWidths(0.95, STEPS)[12])
        .isGreaterThan(2 * even.halfWidths(0.95, STEPS)[12]);
    assertThat(rare.halfWidths(0.8, STEPS)[12])
        .isCloseTo(even.halfWidths(0.8, STEPS)[12], within(0.4));
  }

  @Test
  void anOriginThatWasJudgedForFewStepsIsNotTakenForACalmOne() {
    double[][] full = errors(h -> h + 1);
    double[][] newest = errors(h -> h + 1);
    newest[0] = Arrays.copyOf(newest[0], 4);

    double[] expected = of(full).halfWidths(0.8, STEPS);
    double[] widths = of(newest).halfWidths(0.8, STEPS);

    for (int h = 0; h < STEPS; h++) {
      assertThat(widths[h]).as("step " + h).isCloseTo(expected[h], within(0.06 * expected[h]));
    }
  }

  @Test
  void errorsInAnotherCurrencyGiveTheSameIntervalsInIt() {
    Random random = new Random(4);
    double[][] errors = errors(h -> random.nextGaussian());
    double[][] scaled =
        Arrays.stream(errors)
            .map(one -> Arrays.stream(one).map(error -> error * 250).toArray())
            .toArray(double[][]::new);

    double[] widths = of(errors).halfWidths(0.95, 2 * STEPS);
    double[] others = of(scaled).halfWidths(0.95, 2 * STEPS);

    for (int h = 0; h < widths.length; h++) {
      assertThat(others[h]).isCloseTo(250 * widths[h], within(1e-9 * others[h]));
    }
  }

  @Test
  void moreProbabilityIsNeverNarrower() {
    Random random = new Random(5);
    Intervals intervals = of(errors(h -> Math.pow(random.nextGaussian(), 3)));

    double[] last = new double[STEPS];
    for (double level : new double[] {0.3, 0.5, 0.79, 0.8, 0.81, 0.9, 0.95, 0.99}) {
      double[] widths = intervals.halfWidths(level, STEPS);
      for (int h = 0; h < STEPS; h++) {
        assertThat(widths[h]).isGreaterThanOrEqualTo(last[h]);
      }
      last = widths;
    }
  }

  @Test
  void noErrorsNoWidthAndNoOriginsNoAnswer() {
    assertThat(of(errors(h -> 0)).halfWidths(0.95, STEPS)).containsOnly(0);
    assertThat(of(new double[0][]).halfWidths(0.8, 3)).containsOnly(Double.NaN);
  }

  private static Intervals of(double[][] errors) {
    double[] volatilities = new double[errors.length];
    Arrays.fill(volatilities, 1);
    return new Intervals(errors, new int[errors.length], volatilities, 1, 0);
  }

  private static double[][] errors(IntToDoubleFunction error) {
    double[][] errors = new double[ORIGINS][STEPS];
    for (double[] one : errors) {
      Arrays.setAll(one, error);
    }
    return errors;
  }
}
