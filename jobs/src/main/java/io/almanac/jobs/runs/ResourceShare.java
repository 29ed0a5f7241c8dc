package io.almanac.jobs.runs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Divides a resource's charge over the runs that were on the resource meanwhile. In every moment
 * the runs of that moment bear the cost in equal parts; moments without a run are nobody's.
 *
 * <p>The parts are rounded down to 18 digits and the digits left over go to the run with the
 * largest part, so that the parts never exceed the charge, and are the whole of it when it is
 * covered.
 */
final class ResourceShare {
  private static final int SCALE = 18;
  private static final MathContext EXACT_ENOUGH = new MathContext(60, RoundingMode.DOWN);
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private ResourceShare() {}

  /**
   * One run on the resource.
   *
   * @param run identifies it
   * @param start inclusive
   * @param end exclusive
   */
  record Use(String run, Instant start, Instant end) {}

  /**
   * One run's part.
   *
   * @param run identifies it
   * @param hours how long it was on the resource during the charge, shared or not
   * @param weight its part of the charge, 0 to 1
   */
  record Part(String run, BigDecimal hours, BigDecimal weight) {}

  /** The parts of the runs that overlap a charge's period, by run; none when it has no length. */
  static List<Part> parts(Instant from, Instant until, List<Use> uses) {
    if (!from.isBefore(until)) {
      return List.of();
    }
    SortedSet<Instant> cuts = new TreeSet<>(List.of(from, until));
    for (Use use : uses) {
      for (Instant cut : List.of(use.start(), use.end())) {
        if (cut.isAfter(from) && cut.isBefore(until)) {
          cuts.add(cut);
        }
      }
    }
    BigDecimal whole = seconds(from, until);
    Map<String, BigDecimal> weights = new TreeMap<>();
    Map<String, BigDecimal> hours = new TreeMap<>();
    Instant begin = null;
    for (Instant cut : cuts) {
      if (begin != null) {
        share(begin, cut, uses, whole, weights, hours);
      }
      begin = cut;
    }
    List<Part> parts = new ArrayList<>();
    weights.forEach(
        (run, weight) ->
            parts.add(
                new Part(
                    run,
                    hours.get(run).divide(SECONDS_PER_HOUR, SCALE, RoundingMode.HALF_EVEN),
                    weight)));
    return parts;
  }

  /** The amounts of the parts of a cost, in their order. */
  static List<BigDecimal> divide(BigDecimal cost, List<Part> parts) {
    BigDecimal covered = BigDecimal.ZERO;
    List<BigDecimal> amounts = new ArrayList<>();
    BigDecimal given = BigDecimal.ZERO;
    for (Part part : parts) {
      BigDecimal amount = cost.multiply(part.weight()).setScale(SCALE, RoundingMode.DOWN);
      amounts.add(amount);
      given = given.add(amount);
      covered = covered.add(part.weight());
    }
    // Weights have 60 digits: their sum is off by less than 1e-50 when all of it is covered.
    BigDecimal target =
        cost.multiply(covered.round(new MathContext(40, RoundingMode.HALF_EVEN)))
            .setScale(SCALE, RoundingMode.DOWN);
    if (!parts.isEmpty()) {
      int largest =
          parts.indexOf(
              parts.stream()
                  .max(
                      Comparator.comparing(Part::weight)
                          .thenComparing(Part::run, Comparator.reverseOrder()))
                  .orElseThrow());
      amounts.set(largest, amounts.get(largest).add(target.subtract(given)));
    }
    return amounts;
  }

  private static void share(
      Instant begin,
      Instant end,
      List<Use> uses,
      BigDecimal whole,
      Map<String, BigDecimal> weights,
      Map<String, BigDecimal> hours) {
    SortedSet<String> present = new TreeSet<>();
    for (Use use : uses) {
      if (!use.start().isAfter(begin) && !use.end().isBefore(end)) {
        present.add(use.run());
      }
    }
    if (present.isEmpty()) {
      return;
    }
    BigDecimal seconds = seconds(begin, end);
    BigDecimal weight =
        seconds.divide(whole.multiply(BigDecimal.valueOf(present.size())), EXACT_ENOUGH);
    for (String run : present) {
      weights.merge(run, weight, BigDecimal::add);
      hours.merge(run, seconds, BigDecimal::add);
    }
  }

  private static BigDecimal seconds(Instant from, Instant until) {
    Duration duration = Duration.between(from, until);
    return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
  }
}
