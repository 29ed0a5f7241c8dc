package io.almanac.jobs.benchmark;

import io.almanac.forecasting.arima.Arima;
import io.almanac.forecasting.arima.SeasonalArima;
import io.almanac.forecasting.automatic.AutomaticForecast;
import io.almanac.forecasting.automatic.AutomaticForecaster;
import io.almanac.forecasting.automatic.Frequency;
import io.almanac.forecasting.automatic.Gaps;
import io.almanac.forecasting.card.Card;
import io.almanac.forecasting.ces.Ces;
import io.almanac.forecasting.decomposition.Mstl;
import io.almanac.forecasting.decomposition.SeasonalIndices;
import io.almanac.forecasting.ets.Ets;
import io.almanac.forecasting.intermittent.Tsb;
import io.almanac.forecasting.regression.CalendarElasticNet;
import io.almanac.forecasting.theta.DynamicTheta;
import io.almanac.forecasting.theta.OptimisedTheta;
import io.almanac.forecasting.theta.Theta;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The methods that can be scored by name. */
final class Methods {
  private static final String ENGINE = "engine";
  private static final Map<String, Method> ALL = new LinkedHashMap<>();

  static {
    ALL.put("theta", model((values, set) -> Theta.forecast(values, main(set), set.horizon())));
    ALL.put(
        "dotm", model((values, set) -> DynamicTheta.forecast(values, main(set), set.horizon())));
    ALL.put(
        "otm", model((values, set) -> OptimisedTheta.forecast(values, main(set), set.horizon())));
    ALL.put("ets", model((values, set) -> Ets.auto(values, main(set)).forecast(set.horizon())));
    ALL.put("stl-ets", model((values, set) -> decomposed(values, set, false)));
    ALL.put("stl-arima", model((values, set) -> decomposed(values, set, true)));
    ALL.put(
        "ces",
        model(
            (values, set) -> orTheta(Ces.forecast(values, main(set), set.horizon()), values, set)));
    ALL.put(
        "card",
        model(
            (values, set) ->
                orTheta(
                    Card.forecast(values, set.frequency().periods(values.length), set.horizon()),
                    values,
                    set)));
    ALL.put(
        "tsb",
        model(
            (values, set) -> {
              double[] ahead = new double[set.horizon()];
              Arrays.fill(ahead, Tsb.level(values));
              return ahead;
            }));
    ALL.put("sarima", model(Methods::seasonalArima));
    ALL.put("elastic-net", Methods::elasticNet);
    ALL.put(ENGINE, Methods::engine);
    ALL.put("naive2", Methods::naive2);
    ALL.put("snaive", Methods::snaive);
    ALL.put("global-boosting", new GlobalBoosting());
    ALL.put("engine+global", new EngineAndGlobal());
  }

  private Methods() {}

  /** The engine as a whole. */
  static Method.Result engine(BenchmarkSet set, BenchmarkSet.Case one) {
    AutomaticForecast forecast =
        new AutomaticForecaster(
                set.frequency(),
                List.of(0.8, 0.95),
                AutomaticForecaster.USUAL_ORIGINS,
                set.holidays())
            .forecast(one.train(), one.start(), set.horizon());
    return new Method.Result(
        forecast.mean(),
        forecast.lower().get(0.8),
        forecast.upper().get(0.8),
        forecast.lower().get(0.95),
        forecast.upper().get(0.95));
  }

  /** A model of values without gaps. */
  private interface Model {
    double[] forecast(double[] values, BenchmarkSet set);
  }

  /**
   * Methods by their names.
   *
   * @param names empty for the engine as a whole
   * @throws AlmanacException naming each that is not known
   */
  static Map<String, Method> named(List<String> names) {
    List<String> unknown = names.stream().filter(name -> !ALL.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw new AlmanacException(
          ExitCode.USAGE,
          unknown.stream()
              .map(name -> "Cannot find method: " + name + ". Known are " + ALL.keySet() + ".")
              .toList());
    }
    Map<String, Method> methods = new LinkedHashMap<>();
    for (String name : names.isEmpty() ? List.of(ENGINE) : names) {
      methods.put(name, ALL.get(name));
    }
    return methods;
  }

  private static Method model(Model model) {
    return (set, one) ->
        Method.Result.point(
            model.forecast(Gaps.fill(one.train(), set.frequency().periods()[0]), set));
  }

  private static int main(BenchmarkSet set) {
    return set.scalePeriod();
  }

  /** For days of which the set says the date. */
  private static Method.Result elasticNet(BenchmarkSet set, BenchmarkSet.Case one) {
    double[] values = Gaps.fill(one.train(), set.frequency().periods()[0]);
    double[] ahead =
        one.start() == null || set.frequency() != Frequency.DAILY
            ? null
            : new CalendarElasticNet(set.holidays()).forecast(values, one.start(), set.horizon());
    return Method.Result.point(orTheta(ahead, values, set));
  }

  private static double[] seasonalArima(double[] values, BenchmarkSet set) {
    int period = set.frequency().periods()[0];
    return SeasonalArima.auto(values, new double[0][], period).forecast(set.horizon());
  }

  /** Where a model does not suit a series, Theta does. */
  private static double[] orTheta(double[] ahead, double[] values, BenchmarkSet set) {
    return ahead == null ? Theta.forecast(values, main(set), set.horizon()) : ahead;
  }

  private static double[] decomposed(double[] values, BenchmarkSet set, boolean arima) {
    Mstl parts = Mstl.decompose(values, set.frequency().periods(values.length), false);
    double[] ahead = parts.seasonalAhead(set.horizon());
    double[] rest =
        arima
            ? Arima.auto(parts.adjusted()).forecast(set.horizon())
            : Ets.auto(parts.adjusted(), 1).forecast(set.horizon());
    for (int h = 0; h < ahead.length; h++) {
      ahead[h] += rest[h];
    }
    return ahead;
  }

  /**
   * Naive2 of the M competitions: the last value, seasonally adjusted where that is significant.
   */
  static Method.Result naive2(BenchmarkSet set, BenchmarkSet.Case one) {
    double[] values = Gaps.fill(one.train(), set.scalePeriod());
    SeasonalIndices season = SeasonalIndices.naive2(values, set.scalePeriod());
    double[] ahead = new double[set.horizon()];
    Arrays.fill(ahead, season.remove(values)[values.length - 1]);
    return Method.Result.point(season.restore(ahead));
  }

  /** The last season again. */
  static Method.Result snaive(BenchmarkSet set, BenchmarkSet.Case one) {
    int period = set.scalePeriod();
    double[] values = Gaps.fill(one.train(), period);
    double[] ahead = new double[set.horizon()];
    for (int h = 0; h < ahead.length; h++) {
      ahead[h] = values[values.length - period + h % period];
    }
    return Method.Result.point(ahead);
  }
}
