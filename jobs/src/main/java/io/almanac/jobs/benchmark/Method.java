package io.almanac.jobs.benchmark;

/** One way to forecast the series of a set. */
@FunctionalInterface
interface Method {
  /**
   * A forecast; the bounds are null where a method gives none.
   *
   * @param mean one value a step
   */
  record Result(
      double[] mean, double[] lower80, double[] upper80, double[] lower95, double[] upper95) {
    static Result point(double[] mean) {
      return new Result(mean, null, null, null, null);
    }
  }

  /** Forecasts what follows a series. */
  Result forecast(BenchmarkSet set, BenchmarkSet.Case one);

  /**
   * The method once it has seen the training parts of all series of a set; itself when each series
   * is forecast alone.
   */
  default Method learn(BenchmarkSet set) {
    return this;
  }
}
