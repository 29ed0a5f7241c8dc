package io.almanac.forecasting.automatic;

import io.almanac.forecasting.schedule.ScheduledCharges;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A daily series of nothing but charges on days of their own, forecast by the calendar that they
 * follow: no level that is spread over all days says when the next fee comes, or what a month will
 * be with one.
 *
 * @param mean what is expected of the charges, one value a day ahead; 0 where none is due
 * @param charges what was found
 * @param sizes of the errors of charges at past origins, where one was expected or came, ascending
 */
record ScheduledSeries(double[] mean, ScheduledCharges charges, double[] sizes) {

  /**
   * The schedule of a series, when past origins would have been forecast better by it.
   *
   * @param values NaN is missing
   * @param start day of the first value
   * @param combination of models, judged at the same origins
   */
  static Optional<ScheduledSeries> of(
      double[] values,
      LocalDate start,
      int horizon,
      Collection<LocalDate> holidays,
      List<Combination.Origin> origins,
      Combination combination) {
    Optional<ScheduledCharges> found = ScheduledCharges.whole(start, values, horizon, holidays);
    if (found.isEmpty() || origins.isEmpty()) {
      return Optional.empty();
    }
    ScheduledCharges charges = found.get();
    double[] rest = charges.rest(values);
    double[][] others = combination.errors();
    double own = 0;
    double other = 0;
    List<Double> sizes = new ArrayList<>();
    for (int k = 0; k < others.length; k++) {
      Combination.Origin origin = origins.get(k);
      double[] errors = charges.errors(origin.known(), origin.ahead());
      double[] came = charges.came(origin.known(), origin.known() + origin.ahead());
      for (int h = 0; h < errors.length; h++) {
        own += Math.abs(errors[h] - rest[origin.known() + h]);
        other += Math.abs(others[k][h]);
        if (errors[h] != 0 || came[h] != 0) {
          sizes.add(Math.abs(errors[h]));
        }
      }
    }
    double[] sorted = sizes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return own < other
        ? Optional.of(new ScheduledSeries(charges.ahead(horizon), charges, sorted))
        : Optional.empty();
  }

  /** Half the width of an interval on a day with a charge, from past errors (conformal). */
  double halfWidth(double content) {
    return Intervals.conformal(sizes, content);
  }

  /** What is expected, or a bound of it: so many half-widths away on days with a charge. */
  double[] with(double[] rest, double halfWidth) {
    double[] sum = new double[rest.length];
    Arrays.setAll(sum, h -> rest[h] + mean[h] + (mean[h] == 0 ? 0 : halfWidth));
    return sum;
  }
}
