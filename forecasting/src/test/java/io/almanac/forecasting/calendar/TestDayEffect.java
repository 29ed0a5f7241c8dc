package io.almanac.forecasting.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestDayEffect {
  private static final double NOISE = 4;

  @Test
  void aFeeThatGoesOnIsWorthTheMeanOfTheLastSixWithoutTheExtremes() {
    DayEffect effect = learn(90, 101, 99, 100, 104, 96, 130);

    assertEquals((101 + 99 + 100 + 104) / 4.0, effect.now());
    assertEquals(effect.now(), effect.at(0));
  }

  @Test
  void aFeeThatFailedToComeTwiceHasEnded() {
    DayEffect effect = learn(100, 101, 99, 100, 102, 98, 100, 1, -2);

    assertEquals(0, effect.now());
    assertEquals(100, effect.at(6), 0.01);
    assertEquals(0, effect.at(7));
  }

  @Test
  void aFeeThatFailedToComeOnceIsExpectedAgain() {
    assertEquals(100, learn(100, 101, 99, 100, 102, 98, 100, 1).now(), 1);
  }

  @Test
  void aFeeThatIsOftenMissedHasNotEndedWhenItIsMissedTwice() {
    // Four of twelve did not come: two more in a row are no surprise.
    assertTrue(learn(100, 0, 101, 99, 0, 100, 101, 0, 98, 100, 0, 102, 1, 0).now() > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void aFeeThatHasDoubledIsWorthWhatItWasSince(int times) {
    double[] surpluses = new double[18];
    Arrays.fill(surpluses, 0, 18 - times, 800);
    Arrays.fill(surpluses, 18 - times, 18, 1600);

    DayEffect effect = learn(surpluses);

    assertEquals(new DayEffect(18 - times, 800, 1600), effect);
  }

  @Test
  void aSingleHigherFeeIsNoChange() {
    assertEquals(800, learn(800, 800, 800, 800, 800, 800, 800, 1600).now());
  }

  @Test
  void aFeeThatHasChangedTwiceIsWorthWhatItWasSinceTheLastTime() {
    assertEquals(1600, learn(800, 800, 800, 800, 800, 1200, 1200, 1200, 1600, 1600).now());
  }

  @Test
  void feesThatGoUpAndDownHaveNotChanged() {
    // Such highs were there before. Of the last six the extremes are left out.
    double expected = (-900 + 1000 + 1000 + 1000) / 4.0;
    assertEquals(expected, learn(1000, 1010, -900, -910, 1000, -900, -905, 1000, 1000, 1010).now());
  }

  @Test
  void feesThatVaryHaveHardlyEverChanged() {
    Random random = new Random(1);
    int changed = 0;
    for (int run = 0; run < 1000; run++) {
      double[] surpluses = new double[24];
      Arrays.setAll(surpluses, i -> 500 + 100 * random.nextGaussian());
      DayEffect effect = learn(surpluses);
      changed += effect.before() == effect.now() ? 0 : 1;
    }
    assertTrue(changed <= 10, "changed " + changed + " times of 1000");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1000, -1})
  void effectsScaleWithTheSeries(double factor) {
    double[] surpluses = {100, 103, 96, 100, 101, 150, 153, 151};
    double[] scaled = Arrays.stream(surpluses).map(one -> one * factor).toArray();
    int[] days = IntStream.range(0, 8).toArray();

    DayEffect one = DayEffect.of(days, surpluses, NOISE);
    DayEffect other = DayEffect.of(days, scaled, NOISE * Math.abs(factor));

    assertEquals(5, one.since());
    assertEquals(one.since(), other.since());
    assertEquals(one.before() * factor, other.before(), 1e-9 * Math.abs(100 * factor));
    assertEquals(one.now() * factor, other.now(), 1e-9 * Math.abs(100 * factor));
  }

  /** One each on days 0, 1, 2 and so on. */
  private static DayEffect learn(double... surpluses) {
    return DayEffect.of(IntStream.range(0, surpluses.length).toArray(), surpluses, NOISE);
  }
}
