package io.almanac.jobs.pipeline;

import io.almanac.jobs.Progress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Runs the stages of a night, also side by side, and tells each one's rows and seconds. */
final class StageClock {
  private final Progress progress;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  StageClock(Progress progress) {
    this.progress = progress;
  }

  /** Runs a stage and tells how many rows it made. */
  <T> T run(String stage, Supplier<T> work, ToLongFunction<T> rows) {
    long begin = System.nanoTime();
    T result = work.get();
    double elapsed = (System.nanoTime() - begin) / 1e9;
    tell(stage, rows.applyAsLong(result), elapsed);
    return result;
  }

  private synchronized void tell(String stage, long rows, double elapsed) {
    seconds.merge(stage, elapsed, Double::sum);
    progress.say(String.format(Locale.ROOT, "%-16s %,12d rows %8.1f s", stage, rows, elapsed));
  }

  /** The seconds of each stage, in the order they ended; those side by side share the cores. */
  synchronized Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }
}
