package io.almanac.jobs.benchmark;

import io.almanac.forecasting.global.GlobalModel;
import io.almanac.forecasting.global.GlobalSeries;
import io.almanac.forecasting.global.GlobalSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One model of all series of a set; what it cannot tell is forecast by the last season. */
final class GlobalBoosting implements Method {
  private final Optional<GlobalModel> model;

  /** Has learned nothing yet. */
  GlobalBoosting() {
    this(Optional.empty());
  }

  private GlobalBoosting(Optional<GlobalModel> model) {
    this.model = model;
  }

  @Override
  public GlobalBoosting learn(BenchmarkSet set) {
    return new GlobalBoosting(
        GlobalModel.fit(training(set), GlobalSettings.usual(set.frequency(), set.horizon())));
  }

  @Override
  public Result forecast(BenchmarkSet set, BenchmarkSet.Case one) {
    return mean(set, one).map(Result::point).orElseGet(() -> Methods.snaive(set, one));
  }

  /** The forecast of a series; empty when the model cannot tell. */
  Optional<double[]> mean(BenchmarkSet set, BenchmarkSet.Case one) {
    return model.map(fitted -> fitted.forecast(one.train(), one.start(), set.horizon()));
  }

  /**
   * What is known of every series. Of a series that is forecast from several origins, only the
   * oldest counts: the others hold what is asked at that one.
   */
  private static List<GlobalSeries> training(BenchmarkSet set) {
    Map<String, List<BenchmarkSet.Case>> origins = new TreeMap<>();
    set.series()
        .forEach(one -> origins.computeIfAbsent(one.id(), unseen -> new ArrayList<>()).add(one));
    return origins.values().stream()
        .map(all -> all.stream().min(Comparator.comparingLong(GlobalBoosting::end)).orElseThrow())
        .map(one -> new GlobalSeries(one.id(), one.start(), one.train()))
        .toList();
  }

  private static long end(BenchmarkSet.Case one) {
    LocalDate start = one.start();
    return one.train().length + (start == null ? 0 : start.toEpochDay());
  }
}
