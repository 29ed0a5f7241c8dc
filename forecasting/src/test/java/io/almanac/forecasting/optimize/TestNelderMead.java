package io.almanac.forecasting.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestNelderMead {
  @Test
  void findsTheBottomOfRosenbrocksValley() {
    NelderMead.Minimum minimum =
        new NelderMead(1e-14, 2000)
            .minimize(
                x -> 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2),
                new double[] {-1.2, 1},
                new double[] {0.1, 0.1});

    assertThat(minimum.converged()).isTrue();
    assertThat(minimum.point()[0]).isCloseTo(1, within(1e-5));
    assertThat(minimum.point()[1]).isCloseTo(1, within(1e-5));
  }

  @Test
  void staysWhereTheFunctionIsAllowed() {
    NelderMead.Minimum minimum =
        new NelderMead(1e-12, 1000)
            .minimize(x -> x[0] < 2 ? Double.NaN : x[0] * x[0], new double[] {5}, new double[] {1});

    assertThat(minimum.point()[0]).isCloseTo(2, within(1e-3)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void saysWhenItRanOutOfEvaluations() {
    NelderMead.Minimum minimum =
        new NelderMead(1e-12, 10)
            .minimize(x -> x[0] * x[0] + x[1] * x[1], new double[] {50, 70}, new double[] {1, 1});

    assertThat(minimum.converged()).isFalse();
    assertThat(minimum.evaluations()).isBetween(10, 13);
  }
}
