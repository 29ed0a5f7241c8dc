package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestSpikes {
  private static final int LAST = 199;

  @Test
  void aSingleDayFarFromItsWeekdayIsReplaced() {
    double[] values = weekly();
    values[60] = 900;

    double[] cleaned = Spikes.clean(values, 7, false);

    assertThat(cleaned[60]).isCloseTo(110, within(10.0));
    cleaned[60] = 900;
    assertThat(cleaned).containsExactly(values);
  }

  @Test
  void theNewestValueIsASpikeWhereSuchValuesHaveGoneAwayBefore() {
    double[] values = weekly();
    values[60] = 900;
    values[LAST] = 700;

    assertThat(Spikes.clean(values, 7, false)[LAST]).isCloseTo(110, within(10.0));
  }

  @Test
  void theFirstJumpEverIsBelieved() {
    double[] values = weekly();
    values[LAST] = 700;

    assertThat(Spikes.clean(values, 7, false)[LAST]).isEqualTo(700);
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

    assertThat(Spikes.clean(values, 7, false)[LAST]).isEqualTo(700);
  }

  @Test
  void aPurchaseBesideAConstantIsASpike() {
    double[] values = new double[400];
    Arrays.fill(values, 100);
    double[] flat = values.clone();
    for (int at : new int[] {60, 200, 389}) {
      values[at] = 36500;
    }

    assertThat(Spikes.clean(values, 7, false)).containsExactly(flat);
  }

  @Test
  void aPurchaseOnTheNewestDayOfAConstantIsOneWhereOthersHaveGoneAway() {
    double[] values = new double[400];
    Arrays.fill(values, 100);
    values[399] = 36500;
    assertThat(Spikes.clean(values, 7, false)[399]).isEqualTo(36500);

    values[60] = 36500;
    assertThat(Spikes.clean(values, 7, false)[399]).isEqualTo(100);
  }

  @Test
  void oneDayInSixThatDiffersFromAConstantIsNoSpike() {
    double[] values = new double[400];
    Arrays.setAll(values, t -> t % 6 == 5 ? 140 : 100);

    assertThat(Spikes.clean(values, 7, false)).containsExactly(values);
  }

  @Test
  void whatIsNotZeroInASeriesOfZerosIsNoSpike() {
    double[] values = new double[400];
    for (int t = 0; t < 400; t += 40) {
      values[t] = 90;
    }

    assertThat(Spikes.clean(values, 7, true)).containsExactly(values);
  }

  @Test
  void aConstantWithAPurchaseIsForecastAsTheConstant() {
    double[] values = new double[400];
    Arrays.fill(values, 100);
    values[389] = 36500;

    AutomaticForecast forecast =
        new AutomaticForecaster(Frequency.DAILY, List.of(0.8), 8)
            .forecast(values, LocalDate.of(2025, 9, 27), 30);

    for (double value : forecast.mean()) {
      assertThat(value).isCloseTo(100, within(1e-3));
    }
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
