package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TestDemandInterval {
  @Test
  void itIsTheShortestThatHoldsAsMuch() {
    // 100 zeros, 10 ones, 9 tens and a hundred: 80 % are zeros, 95 % of 121 ranks end in the tens.
    double[] values = new double[120];
    Arrays.fill(values, 100, 110, 1);
    Arrays.fill(values, 110, 119, 10);
    values[119] = 100;

    assertThat(DemandInterval.of(values, 0.8)).isEqualTo(new DemandInterval(0, 0));
    assertThat(DemandInterval.of(values, 0.95)).isEqualTo(new DemandInterval(0, 10));
  }

  @Test
  void amountsOfLongAgoDoNotCount() {
    double[] values = new double[240];
    for (int t = 0; t < values.length; t += 3) {
      values[t] = t < 120 ? 5 : 50;
    }

    assertThat(DemandInterval.of(values, 0.95)).isEqualTo(new DemandInterval(0, 50));
    assertThat(DemandInterval.of(Arrays.copyOf(values, 120), 0.95))
        .isEqualTo(new DemandInterval(0, 5));
  }

  @Test
  void whatIsMissingIsNotZero() {
    double[] values = new double[50];
    Arrays.fill(values, Double.NaN);
    values[3] = 7;
    values[8] = 9;

    assertThat(DemandInterval.of(values, 0.95)).isEqualTo(new DemandInterval(7, 9));
  }
}
