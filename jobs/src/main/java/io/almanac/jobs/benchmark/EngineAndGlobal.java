package io.almanac.jobs.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The weighted mean of the engine and a model of all series. The weight is one for the whole set:
 * the one that would have been best for the last steps of all training parts, forecast by both from
 * what came before them.
 */
final class EngineAndGlobal implements Method {
  private static final int WEIGHTS = 20;

  private final GlobalBoosting global;
  private final double weight;

  /** Has learned nothing yet: the engine alone. */
  EngineAndGlobal() {
    this(new GlobalBoosting(), 0);
  }

  private EngineAndGlobal(GlobalBoosting global, double weight) {
    this.global = global;
    this.weight = weight;
  }

  @Override
  public EngineAndGlobal learn(BenchmarkSet set) {
    BenchmarkSet past = set.earlier(1);
    GlobalBoosting then = new GlobalBoosting().learn(past);
    List<Pair> pairs =
        IntStream.range(0, past.series().size())
            .parallel()
            .mapToObj(i -> pair(past, past.series().get(i), then))
            .toList();
    double best =
        IntStream.rangeClosed(0, WEIGHTS)
            .mapToObj(i -> i / (double) WEIGHTS)
            .min((one, other) -> Double.compare(error(past, pairs, one), error(past, pairs, other)))
            .orElseThrow();
    return new EngineAndGlobal(new GlobalBoosting().learn(set), best);
  }

  @Override
  public Result forecast(BenchmarkSet set, BenchmarkSet.Case one) {
    Result engine = Methods.engine(set, one);
    double[] both =
        global
            .mean(set, one)
            .map(ahead -> mean(engine.mean(), ahead, weight))
            .orElse(engine.mean());
    return new Result(
        both,
        moved(engine.lower80(), engine.mean(), both),
        moved(engine.upper80(), engine.mean(), both),
        moved(engine.lower95(), engine.mean(), both),
        moved(engine.upper95(), engine.mean(), both));
  }

  /** Two forecasts of one series. */
  private record Pair(BenchmarkSet.Case one, double[] engine, double[] global) {}

  private static Pair pair(BenchmarkSet set, BenchmarkSet.Case one, GlobalBoosting global) {
    double[] engine = Methods.engine(set, one).mean();
    return new Pair(one, engine, global.mean(set, one).orElse(engine));
  }

  /** The mean scaled error of all series with a weight of the global model. */
  private static double error(BenchmarkSet set, List<Pair> pairs, double weight) {
    return Score.mean(
            pairs.stream()
                .map(
                    pair ->
                        Score.of(
                            Result.point(mean(pair.engine(), pair.global(), weight)),
                            pair.one(),
                            set.scalePeriod()))
                .toList())
        .mase();
  }

  private static double[] mean(double[] engine, double[] global, double weight) {
    double[] mean = new double[engine.length];
    for (int h = 0; h < mean.length; h++) {
      mean[h] = (1 - weight) * engine[h] + weight * global[h];
    }
    return mean;
  }

  /** A bound at the same distance from another mean. */
  private static double[] moved(double[] bound, double[] from, double[] to) {
    double[] moved = new double[bound.length];
    for (int h = 0; h < moved.length; h++) {
      moved[h] = bound[h] + to[h] - from[h];
    }
    return moved;
  }
}
