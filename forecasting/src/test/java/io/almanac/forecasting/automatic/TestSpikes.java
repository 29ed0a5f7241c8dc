package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TestSpikes {
  private static final int LAST = 199;

  @Test
  void aSingleDayFarFromItsWeekdayIsReplaced() {
    double[] values = weekly();
    values[60] = 900;

    double[] cleaned = Spikes.clean(values, 7);

    assertThat(cleaned[60]).isCloseTo(110, within(10.0));
    cleaned[60] = 900;
    assertThat(cleaned).containsExactly(values);
  }

  @Test
  void theNewestValueIsASpikeWhereSuchValuesHaveGoneAwayBefore() {
    double[] values = weekly();
    values[60] = 900;
    values[LAST] = 700;

    assertThat(Spikes.clean(values, 7)[LAST]).isCloseTo(110, within(10.0));
  }

  @Test
  void theFirstJumpEverIsBelieved() {
    double[] values = weekly();
    values[LAST] = 700;

    assertThat(Spikes.clean(values, 7)[LAST]).isEqualTo(700);
  }

  @Test
  void theNewestValueIsBelievedWhereSuchValuesHaveStayed() {
    double[] values = weekly();
    values[60] = 900;
    for (int from : new int[] {90, 130}) {
      for (int t = from; t < from + 3; t++) {
        values[t] = 700;
      }
    }
    values[LAST] = 700;

    assertThat(Spikes.clean(values, 7)[LAST]).isEqualTo(700);
  }

  /** 110 on workdays and 60 at weekends, with noise of 3; the last day is a workday. */
  private static double[] weekly() {
    Random random = new Random(12);
    double[] values = new double[LAST + 1];
    for (int t = 0; t < values.length; t++) {
      values[t] = (t % 7 >= 5 ? 60 : 110) + 3 * Math.max(-2, Math.min(2, random.nextGaussian()));
    }
    return values;
  }
}
