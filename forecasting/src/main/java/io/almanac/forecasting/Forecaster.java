package io.almanac.forecasting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Forecasts one series: every model is judged on the series' own past from several origins, and the
 * one with the smallest mean absolute error goes on; the mean of regression and smoothing is judged
 * as one more. Ties go to the simpler model.
 */
public final class Forecaster {
  private static final String COMBINATION = "regression-ets-mean";

  private Forecaster() {}

  /**
   * Forecasts the days after the history, which must end with the last settled day.
   *
   * @throws IllegalArgumentException when the history has no value at all
   */
  public static SeriesForecast forecast(DailySeries history, ForecastSettings settings) {
    double[] values = history.values();
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "Cannot forecast a series without values: " + history.id());
    }
    boolean neverNegative = Arrays.stream(values).noneMatch(value -> value < 0);
    List<Model> models =
        List.of(
            new RunRate(),
            new SeasonalNaive(),
            new ExponentialSmoothing(),
            new CalendarRegression(settings.holidays()));
    Map<String, Backtest> backtests = new LinkedHashMap<>();
    Map<String, Backtest.Method> methods = new LinkedHashMap<>();
    for (Model model : models) {
      if (model.suits(history)) {
        Backtest.Method method = (past, horizon) -> continued(model, past, horizon, neverNegative);
        methods.put(model.name(), method);
        backtests.put(model.name(), Backtest.of(method, history, settings.horizonDays()));
      }
    }
    combine(methods, backtests);
    String best = best(backtests);
    return new SeriesForecast(
        history.id(),
        best,
        history.start(),
        history.dateAt(history.length() - 1),
        methods.get(best).forecast(history, settings.horizonDays()),
        neverNegative,
        settings.levels(),
        backtests.get(best),
        seasonalChange(values));
  }

  private static void combine(
      Map<String, Backtest.Method> methods, Map<String, Backtest> backtests) {
    String one = "calendar-regression";
    String other = "ets-damped-weekly";
    if (methods.containsKey(one) && methods.containsKey(other)) {
      Backtest.Method first = methods.get(one);
      Backtest.Method second = methods.get(other);
      methods.put(
          COMBINATION,
          (past, horizon) -> {
            double[] mean = first.forecast(past, horizon);
            double[] added = second.forecast(past, horizon);
            for (int h = 0; h < horizon; h++) {
              mean[h] = (mean[h] + added[h]) / 2;
            }
            return mean;
          });
      backtests.put(COMBINATION, Backtest.mean(backtests.get(one), backtests.get(other)));
    }
  }

  private static String best(Map<String, Backtest> backtests) {
    String best = null;
    double smallest = Double.POSITIVE_INFINITY;
    List<String> names = new ArrayList<>(backtests.keySet());
    for (String name : names) {
      double error = backtests.get(name).meanAbsoluteError();
      if (error < smallest) {
        best = name;
        smallest = error;
      }
    }
    // A history too short for any judgement: the run rate needs no more than one day.
    return best == null ? names.get(0) : best;
  }

  private static double[] continued(
      Model model, DailySeries past, int horizon, boolean neverNegative) {
    Model used = model.suits(past) ? model : new RunRate();
    MonthStart monthStart = MonthStart.learn(past);
    double[] forecast = used.forecast(monthStart.without(past), horizon);
    monthStart.addTo(forecast, past);
    for (int h = 0; h < horizon; h++) {
      forecast[h] = neverNegative ? Math.max(0, forecast[h]) : forecast[h];
    }
    return forecast;
  }

  /** Mean absolute change from the same weekday of the week before; NaN when there is none. */
  static double seasonalChange(double[] values) {
    double sum = 0;
    int count = 0;
    for (int i = 7; i < values.length; i++) {
      double change = Math.abs(values[i] - values[i - 7]);
      if (Double.isFinite(change)) {
        sum += change;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
