package io.almanac.forecasting.automatic;

import io.almanac.forecasting.arima.Arima;
import io.almanac.forecasting.card.Card;
import io.almanac.forecasting.decomposition.Mstl;
import io.almanac.forecasting.ets.Ets;
import io.almanac.forecasting.intermittent.Adida;
import io.almanac.forecasting.intermittent.Tsb;
import io.almanac.forecasting.regression.CalendarRegression;
import io.almanac.forecasting.regression.SeasonalAutoregression;
import io.almanac.forecasting.theta.DynamicTheta;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The models that are put together for a kind of series. */
final class Members {
  /** The name of {@link #seasonalNaive}. */
  static final String SEASONAL_NAIVE = "seasonal-naive";

  /** A yearly wave is not told from a trend in less. */
  private static final int DAYS_FOR_A_YEAR = 520;

  private static final int YEARLY_PAIRS = 3;

  private Members() {}

  /** A model under its name. */
  private record Named(String name, Continuation continuation) implements Member {
    @Override
    public double[] forecast(double[] values, LocalDate start, int horizon) {
      return continuation.forecast(values, start, horizon);
    }
  }

  private interface Continuation {
    double[] forecast(double[] values, LocalDate start, int horizon);
  }

  /**
   * For series that have a value most of the time.
   *
   * @param holidays days that may differ from their weekday; may be empty
   */
  static List<Member> regular(Frequency frequency, Collection<LocalDate> holidays) {
    int main = frequency.periods()[0];
    CalendarRegression calendar = new CalendarRegression(holidays);
    return List.of(
        new Named("dynamic-theta", (values, start, h) -> DynamicTheta.forecast(values, main, h)),
        new Named("ets", (values, start, h) -> Ets.auto(values, season(values, main)).forecast(h)),
        new Named("stl-arima", (values, start, h) -> decomposed(frequency, values, h)),
        new Named("seasonal-ar", (values, start, h) -> regression(frequency, values, h, false, 0)),
        new Named(
            "seasonal-ar-log", (values, start, h) -> regression(frequency, values, h, true, 0)),
        new Named(
            "card",
            (values, start, h) -> Card.forecast(values, frequency.periods(values.length), h)),
        new Named("yearly-ar", (values, start, h) -> yearly(frequency, values, h)),
        new Named(
            "calendar-regression",
            (values, start, h) ->
                start == null || frequency != Frequency.DAILY
                    ? null
                    : calendar.forecast(values, start, h)));
  }

  /** For series that are zero most of the time. */
  static List<Member> intermittent() {
    return List.of(
        new Named("tsb", (values, start, h) -> flat(Tsb::level, values, h)),
        new Named("adida", (values, start, h) -> flat(Adida::level, values, h)),
        new Named(
            "mean",
            (values, start, h) -> flat(v -> Arrays.stream(v).average().orElse(0), values, h)));
  }

  /** The last season again: needs nothing but one value. */
  static double[] seasonalNaive(Frequency frequency, double[] values, int horizon) {
    int period = frequency.periods()[0];
    int used = values.length >= period ? period : 1;
    double[] ahead = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      ahead[h] = values[values.length - used + h % used];
    }
    return ahead;
  }

  /** Long seasons are left to decomposition: smoothing would have a state for each step of them. */
  private static int season(double[] values, int period) {
    return period <= 24 && values.length > 2 * period + 1 ? period : 1;
  }

  private static double[] decomposed(Frequency frequency, double[] values, int horizon) {
    Mstl parts = Mstl.decompose(values, frequency.periods(values.length), false);
    double[] ahead = Arima.auto(parts.adjusted()).forecast(horizon);
    double[] season = parts.seasonalAhead(horizon);
    for (int h = 0; h < horizon; h++) {
      ahead[h] += season[h];
    }
    return ahead;
  }

  private static double[] regression(
      Frequency frequency, double[] values, int horizon, boolean logarithms, int harmonics) {
    if (logarithms && Arrays.stream(values).anyMatch(value -> value <= 0)) {
      return null;
    }
    return new SeasonalAutoregression(frequency.periods(values.length), logarithms, harmonics)
        .forecast(values, horizon);
  }

  private static double[] yearly(Frequency frequency, double[] values, int horizon) {
    return frequency == Frequency.DAILY && values.length >= DAYS_FOR_A_YEAR
        ? regression(frequency, values, horizon, false, YEARLY_PAIRS)
        : null;
  }

  private static double[] flat(ToDoubleFunction<double[]> level, double[] values, int horizon) {
    double[] ahead = new double[horizon];
    Arrays.fill(ahead, level.applyAsDouble(values));
    return ahead;
  }
}
