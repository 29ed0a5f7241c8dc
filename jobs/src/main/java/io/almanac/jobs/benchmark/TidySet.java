package io.almanac.jobs.benchmark;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.series.TidySeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Anybody's series as a set to be scored on. */
final class TidySet {
  private TidySet() {}

  /**
   * The last steps of every series are judged, and those before them from earlier origins.
   *
   * @param name for people
   * @param horizon steps that are forecast and judged
   * @param origins from how many past moments, a horizon apart
   * @param holidays days that may differ from their weekday; may be empty
   * @throws AlmanacException when no series is long enough for any origin
   */
  static BenchmarkSet of(
      String name, List<TidySeries> series, int horizon, int origins, List<LocalDate> holidays) {
    List<BenchmarkSet.Case> cases = new ArrayList<>();
    for (TidySeries one : series) {
      double[] values = one.values();
      for (int k = 1; k <= origins; k++) {
        int known = values.length - k * horizon;
        double[] train = Arrays.copyOf(values, Math.max(0, known));
        if (Arrays.stream(train).filter(Double::isFinite).distinct().count() > 1) {
          cases.add(
              new BenchmarkSet.Case(
                  one.id(),
                  one.firstDay(),
                  train,
                  Arrays.copyOfRange(values, known, known + horizon)));
        }
      }
    }
    if (cases.isEmpty()) {
      throw AlmanacException.input(
          "Cannot judge forecasts of steps: "
              + horizon
              + ". Every series of "
              + name
              + " is too short for that.");
    }
    boolean neverNegative =
        series.stream().flatMapToDouble(one -> Arrays.stream(one.values())).noneMatch(y -> y < 0);
    Frequency frequency = series.get(0).frequency();
    int period = frequency.periods()[0];
    boolean seasonal = cases.stream().allMatch(one -> one.train().length > period);
    return new BenchmarkSet(
        name, frequency, horizon, seasonal ? period : 1, neverNegative, false, cases, holidays);
  }
}
