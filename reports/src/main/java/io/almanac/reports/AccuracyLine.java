package io.almanac.reports;

/**
 * How well a series was forecast, by distance into the future. Null stands for "not measured".
 *
 * @param series {@link ForecastLine#TOTAL}, a team's name, or {@link TeamLine#UNALLOCATED}
 * @param horizon the distance in words, such as {@code 1-7 days}
 * @param mase mean absolute scaled error; 1 is as good as the seasonal naive method
 * @param wape weighted absolute percentage error, as a fraction of actual cost
 * @param bias mean error as a fraction of actual cost, positive when the forecast was too high
 * @param coverage80 share of actuals inside the 80 % interval
 * @param coverage95 share of actuals inside the 95 % interval
 * @param origins the number of forecasts that were judged
 */
public record AccuracyLine(
    String series,
    String horizon,
    Double mase,
    Double wape,
    Double bias,
    Double coverage80,
    Double coverage95,
    long origins) {

  /** Checks that the series and horizon are named and that the measures are finite numbers. */
  public AccuracyLine {
    Require.text(series, "accuracy series");
    Require.text(horizon, "accuracy horizon of " + series);
    for (Double measure : new Double[] {mase, wape, bias, coverage80, coverage95}) {
      Require.that(
          measure == null || Double.isFinite(measure), "accuracy is not a number", measure);
    }
  }
}
