package io.almanac.jobs.benchmark;

/**
 * How good forecasts were: of one series, or the mean over several. Percentages are 0 to 100; NaN
 * where a measure is not defined.
 *
 * @param smape symmetric absolute percentage error, as in M4
 * @param mase absolute error over the scale of the series
 * @param rmsse root of squared errors over squared changes
 * @param total absolute error of the sum over the horizon, in percent of the sum
 * @param coverage80 how many values lie inside of the 80 % interval
 * @param coverage95 how many values lie inside of the 95 % interval
 * @param msis mean scaled interval score at 95 % (Gneiting and Raftery 2007)
 */
record Score(
    double smape,
    double mase,
    double rmsse,
    double total,
    double coverage80,
    double coverage95,
    double msis) {

  private static final double PENALTY = 40;

  /** Scores one series. */
  static Score of(Method.Result forecast, BenchmarkSet.Case one, int scalePeriod) {
    double scale = 0;
    double squareScale = 0;
    int changes = 0;
    double[] train = one.train();
    for (int t = scalePeriod; t < train.length; t++) {
      double change = train[t] - train[t - scalePeriod];
      if (Double.isFinite(change)) {
        scale += Math.abs(change);
        squareScale += change * change;
        changes++;
      }
    }
    scale /= changes;
    squareScale /= changes;
    double smape = 0;
    double absolute = 0;
    double squares = 0;
    double sumForecast = 0;
    double sumActual = 0;
    double inside80 = 0;
    double inside95 = 0;
    double interval = 0;
    int judged = 0;
    for (int h = 0; h < one.test().length; h++) {
      double actual = one.test()[h];
      if (Double.isNaN(actual)) {
        continue;
      }
      double mean = forecast.mean()[h];
      double error = Math.abs(actual - mean);
      double size = Math.abs(actual) + Math.abs(mean);
      judged++;
      smape += size == 0 ? 0 : 200 * error / size;
      absolute += error;
      squares += error * error;
      sumForecast += mean;
      sumActual += actual;
      if (forecast.lower95() != null) {
        inside80 += actual >= forecast.lower80()[h] && actual <= forecast.upper80()[h] ? 100 : 0;
        double lower = forecast.lower95()[h];
        double upper = forecast.upper95()[h];
        inside95 += actual >= lower && actual <= upper ? 100 : 0;
        interval +=
            upper
                - lower
                + PENALTY * Math.max(0, lower - actual)
                + PENALTY * Math.max(0, actual - upper);
      }
    }
    boolean intervals = forecast.lower95() != null;
    return new Score(
        smape / judged,
        absolute / judged / scale,
        Math.sqrt(squares / judged / squareScale),
        100 * Math.abs(sumForecast - sumActual) / Math.abs(sumActual),
        intervals ? inside80 / judged : Double.NaN,
        intervals ? inside95 / judged : Double.NaN,
        intervals ? interval / judged / scale : Double.NaN);
  }

  /** The mean of each measure over those series where it is finite. */
  static Score mean(java.util.List<Score> scores) {
    return new Score(
        mean(scores, Score::smape),
        mean(scores, Score::mase),
        mean(scores, Score::rmsse),
        mean(scores, Score::total),
        mean(scores, Score::coverage80),
        mean(scores, Score::coverage95),
        mean(scores, Score::msis));
  }

  private static double mean(
      java.util.List<Score> scores, java.util.function.ToDoubleFunction<Score> measure) {
    return scores.stream()
        .mapToDouble(measure)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}
