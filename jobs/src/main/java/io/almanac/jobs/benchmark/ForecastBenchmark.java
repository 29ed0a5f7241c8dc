package io.almanac.jobs.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.Progress;
import io.almanac.jobs.series.TidySeries;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Forecasts every series of every set by every method, and says how good that was. */
public final class ForecastBenchmark {
  private static final String FORMAT = "%-14s %-20s %6s %8s %7s %6s %6s %9s %5s %5s %7s %8s";

  private final List<BenchmarkSet> sets;
  private final List<String> notes;
  private final Map<String, Method> methods;

  private ForecastBenchmark(
      List<BenchmarkSet> sets, List<String> notes, Map<String, Method> methods) {
    this.sets = sets;
    this.notes = notes;
    this.methods = methods;
  }

  /**
   * Prepares a run.
   *
   * @param data folder of the public sets
   * @param only names of sets, or parts of them; empty for all
   * @param most how many series of each set, the first ones
   * @param earlier so many horizons before the ends of the training parts; 0 for the test parts
   * @param methods names of methods; empty for the engine
   * @throws AlmanacException when there is no such set
   */
  public static ForecastBenchmark of(
      Path data, List<String> only, int most, int earlier, List<String> methods) {
    BenchmarkSets folder = new BenchmarkSets(data);
    List<BenchmarkSet> sets =
        folder.read().stream()
            .filter(
                set ->
                    only.isEmpty()
                        || only.stream()
                            .anyMatch(
                                part ->
                                    set.name()
                                        .toLowerCase(Locale.ROOT)
                                        .contains(part.toLowerCase(Locale.ROOT))))
            .map(set -> set.first(most).earlier(earlier))
            .filter(set -> !set.series().isEmpty())
            .toList();
    return new ForecastBenchmark(sets, folder.notes(), Methods.named(methods));
  }

  /**
   * Prepares a run over series of a file.
   *
   * @param horizon steps that are forecast and judged
   * @param origins from how many past moments, a horizon apart
   * @param holidays days that may differ from their weekday; may be empty
   * @param methods names of methods; empty for the engine
   * @throws AlmanacException when no series is long enough for any origin
   */
  public static ForecastBenchmark of(
      List<TidySeries> series,
      int horizon,
      int origins,
      List<LocalDate> holidays,
      List<String> methods) {
    String name = series.get(0).frequency().name().toLowerCase(Locale.ROOT);
    return new ForecastBenchmark(
        List.of(TidySet.of(name, series, horizon, origins, holidays)),
        List.of(),
        Methods.named(methods));
  }

  /** What the folder has that is no set, with the reason; one sentence each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Runs everything, and tells one line for each set and method as soon as it is known. */
  public void run(Progress progress) {
    progress.say(
        String.format(
            Locale.ROOT,
            FORMAT,
            "set",
            "method",
            "series",
            "sMAPE",
            "MASE",
            "OWA",
            "RMSSE",
            "total-APE",
            "cov80",
            "cov95",
            "MSIS95",
            "CPU ms"));
    for (BenchmarkSet set : sets) {
      Score base = null;
      Map<String, Method> all = new LinkedHashMap<>();
      all.put(set.naive2() ? "naive2" : "snaive", set.naive2() ? Methods::naive2 : Methods::snaive);
      all.putAll(methods);
      for (Map.Entry<String, Method> method : all.entrySet()) {
        Scored scored = score(set, method.getValue());
        base = base == null ? scored.mean() : base;
        progress.say(line(set, method.getKey(), scored, base));
      }
    }
  }

  private record Scored(Score mean, int series, double cpuMillis) {}

  private static Scored score(BenchmarkSet set, Method untaught) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long idle = processNanos();
    Method method = untaught.learn(set);
    long learning = method == untaught ? 0 : processNanos() - idle;
    record One(Score score, long nanos) {}
    List<One> scores =
        IntStream.range(0, set.series().size())
            .parallel()
            .mapToObj(
                i -> {
                  BenchmarkSet.Case one = set.series().get(i);
                  long begin = threads.getCurrentThreadCpuTime();
                  Method.Result forecast = method.forecast(set, one);
                  long nanos = threads.getCurrentThreadCpuTime() - begin;
                  Method.Result bounded = set.neverNegative() ? aboveZero(forecast) : forecast;
                  return new One(Score.of(bounded, one, set.scalePeriod()), nanos);
                })
            .toList();
    List<Score> all = new ArrayList<>();
    scores.forEach(one -> all.add(one.score()));
    return new Scored(
        Score.mean(all),
        all.size(),
        (learning + scores.stream().mapToLong(One::nanos).sum()) / 1e6 / Math.max(1, all.size()));
  }

  /** CPU time of all threads: what is learned from a set may be learned by several. */
  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static Method.Result aboveZero(Method.Result forecast) {
    return new Method.Result(
        aboveZero(forecast.mean()),
        aboveZero(forecast.lower80()),
        forecast.upper80(),
        aboveZero(forecast.lower95()),
        forecast.upper95());
  }

  private static double[] aboveZero(double[] values) {
    if (values == null) {
      return null;
    }
    double[] bounded = values.clone();
    for (int h = 0; h < bounded.length; h++) {
      bounded[h] = Math.max(0, bounded[h]);
    }
    return bounded;
  }

  private static String line(BenchmarkSet set, String method, Scored scored, Score base) {
    Score score = scored.mean();
    double owa = (score.smape() / base.smape() + score.mase() / base.mase()) / 2;
    return String.format(
        Locale.ROOT,
        FORMAT,
        set.name(),
        method,
        scored.series(),
        number(score.smape(), 3),
        number(score.mase(), 3),
        number(owa, 3),
        number(score.rmsse(), 3),
        number(score.total(), 2),
        number(score.coverage80(), 1),
        number(score.coverage95(), 1),
        number(score.msis(), 2),
        number(scored.cpuMillis(), 2));
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
