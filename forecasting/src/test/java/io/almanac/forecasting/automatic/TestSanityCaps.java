package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TestSanityCaps {
  @Test
  void capsOfASeriesThatStaysAreItsRangeAndTwoFifthsAtAllDistances() {
    SanityCaps caps = SanityCaps.of(values(60, t -> t % 2 == 0 ? 90 : 110), 2, 40);

    // The range is 20, two fifths of it 8.
    assertThat(caps.least()).containsOnly(82);
    assertThat(caps.most()).containsOnly(118);
  }

  @Test
  void aSeriesThatDoublesEveryYearMayDoubleInTheNext() {
    SanityCaps caps = SanityCaps.of(values(48, t -> Math.pow(2, t / 12.0)), 12, 24);

    double last = Math.pow(2, 47 / 12.0);
    double near = last + 0.4 * (last - 1);
    assertThat(caps.most()[11]).isCloseTo(2 * near, within(1e-9));
    assertThat(caps.most()[23]).isCloseTo(4 * near, within(1e-9));
    assertThat(caps.least()[23]).isCloseTo(1 - 0.4 * (last - 1), within(1e-9));
  }

  @Test
  void thePeakOfASeasonMayComeAgainAtTheLevelOfToday() {
    // Every fourth quarter is three times the others, and each year twice the one before.
    SanityCaps caps =
        SanityCaps.of(values(22, t -> (t % 4 == 3 ? 3 : 1) * Math.pow(2, t / 4.0)), 4, 4);

    // The next peak is two quarters ahead, on 3 * 2^(23 / 4) = 161; the last one was 81.
    assertThat(caps.most()[1]).isGreaterThan(161);
  }

  @Test
  void aSeriesThatShrinksMayShrinkOn() {
    // From 100 to 85.9 by a thousandth a step; the range is 14.1, two fifths of it 5.6.
    SanityCaps caps = SanityCaps.of(values(153, t -> 100 * Math.exp(-t / 1000.0)), 1, 100);

    double last = 100 * Math.exp(-0.152);
    double low = last - 0.4 * (100 - last);
    assertThat(caps.least()[99]).isCloseTo(low * Math.exp(-0.1), within(1e-9));
    assertThat(caps.most()[99]).isCloseTo(100 + 0.4 * (100 - last), within(1e-9));
  }

  @Test
  void creditsThatGrowAreTheMirrorOfCosts() {
    double[] costs = values(48, t -> Math.pow(2, t / 12.0));
    SanityCaps caps = SanityCaps.of(costs, 12, 24);
    SanityCaps mirrored = SanityCaps.of(Arrays.stream(costs).map(cost -> -cost).toArray(), 12, 24);

    for (int h = 0; h < 24; h++) {
      assertThat(mirrored.least()[h]).isCloseTo(-caps.most()[h], within(1e-9));
      assertThat(mirrored.most()[h]).isCloseTo(-caps.least()[h], within(1e-9));
    }
  }

  @Test
  void whatCrossesZeroMayMoveOnByTheSameAmount() {
    // From -44 to 3 by 1 a step: 36 steps on, 36 more than 3 + 0.4 * 47.
    SanityCaps caps = SanityCaps.of(values(48, t -> t - 44), 4, 36);

    assertThat(caps.most()[35]).isCloseTo(3 + 0.4 * 47 + 36, within(1e-9));
  }

  @Test
  void aJumpLongAgoIsNoGrowth() {
    SanityCaps caps = SanityCaps.of(values(200, t -> t < 140 ? 10 : 1000), 7, 30);

    assertThat(caps.most()).containsOnly(1000 + 0.4 * 990);
    assertThat(caps.least()).containsOnly(10 - 0.4 * 990);
  }

  @Test
  void shortHistoriesHaveTheCapsOfTheirRange() {
    for (double[] values : new double[][] {{5, 10}, {10}, {5, 6, 7, 8, 9, 10}}) {
      double range = 10 - values[0];
      double most = SanityCaps.of(values, 7, 400).most()[399];
      assertThat(most).isCloseTo(10 + 0.4 * range, within(1e-6));
    }
  }

  @Test
  void whatLeavesTheCapsIsNotAcceptedAndHeldThere() {
    SanityCaps caps = SanityCaps.of(values(60, t -> t % 2 == 0 ? 90 : 110), 2, 3);

    assertThat(caps.accept(new double[] {100, 118, 82})).isTrue();
    assertThat(caps.accept(new double[] {100, 118.1, 82})).isFalse();
    assertThat(caps.accept(new double[] {100, Double.NaN, 82})).isFalse();
    assertThat(caps.hold(new double[] {100, 1e9, -1e9})).containsExactly(100, 118, 82);
  }

  private static double[] values(int length, IntToDoubleFunction value) {
    double[] values = new double[length];
    Arrays.setAll(values, value);
    return values;
  }
}
