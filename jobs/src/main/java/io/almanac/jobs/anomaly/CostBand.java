package io.almanac.jobs.anomaly;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The usual range of one team's day, by median and median absolute deviation (MAD) of comparable
 * days, which a few odd days cannot move.
 *
 * <p>Comparable are the same weekday of the {@value #WEEKS} weeks before, without firsts of a
 * month. On firsts, support and tax are booked: what a first costs more than its own weekdays is
 * compared with what the firsts of the {@value #MONTHS} months before cost more than theirs, so
 * that neither weekends nor another level of usage make one odd. Fewer than {@value #LEAST_PEERS}
 * known days give no answer.
 *
 * @param expected the median of the comparable days; of a first, that of its weekdays and the
 *     median surplus of firsts
 * @param score (cost - expected) / spread, signed; the spread is 1.4826 x MAD, which estimates the
 *     standard deviation of normal noise, and at least 1 % of the expected cost, so that constant
 *     costs do not make every cent an anomaly; of a first, the larger of weekdays and surpluses
 * @param peers how many days were compared
 */
record CostBand(BigDecimal expected, double score, int peers) {
  static final int WEEKS = 8;
  static final int MONTHS = 8;
  static final int LEAST_PEERS = 4;

  private static final double MAD_TO_DEVIATION = 1.4826;
  private static final double LEAST_SPREAD_RATIO = 0.01;

  /**
   * The band of a day; empty with too few comparable days.
   *
   * @param costs every known day of the team, zero days included
   */
  static Optional<CostBand> of(LocalDate day, NavigableMap<LocalDate, BigDecimal> costs) {
    List<BigDecimal> weekdays = weekdays(day, costs);
    if (weekdays.size() < LEAST_PEERS) {
      return Optional.empty();
    }
    BigDecimal usual = median(weekdays);
    if (day.getDayOfMonth() != 1) {
      return Optional.of(band(costs.get(day), usual, deviation(weekdays), weekdays.size()));
    }
    List<BigDecimal> surpluses = new ArrayList<>();
    for (int back = 1; back <= MONTHS; back++) {
      LocalDate first = day.minusMonths(back);
      List<BigDecimal> its = weekdays(first, costs);
      if (costs.get(first) != null && its.size() >= LEAST_PEERS) {
        surpluses.add(costs.get(first).subtract(median(its)));
      }
    }
    return surpluses.size() < LEAST_PEERS
        ? Optional.empty()
        : Optional.of(
            band(
                costs.get(day),
                usual.add(median(surpluses)),
                Math.max(deviation(weekdays), deviation(surpluses)),
                surpluses.size()));
  }

  /** What the same weekday cost in the weeks before, firsts of a month left out. */
  private static List<BigDecimal> weekdays(
      LocalDate day, NavigableMap<LocalDate, BigDecimal> costs) {
    List<BigDecimal> peers = new ArrayList<>();
    for (int back = 1; back <= WEEKS; back++) {
      LocalDate peer = day.minusWeeks(back);
      if (costs.get(peer) != null && peer.getDayOfMonth() != 1) {
        peers.add(costs.get(peer));
      }
    }
    return peers;
  }

  /** The standard deviation of normal noise that has this MAD. */
  private static double deviation(List<BigDecimal> peers) {
    BigDecimal median = median(peers);
    return MAD_TO_DEVIATION
        * median(peers.stream().map(cost -> cost.subtract(median).abs()).toList()).doubleValue();
  }

  private static CostBand band(BigDecimal cost, BigDecimal expected, double deviation, int peers) {
    double moved = cost.subtract(expected).doubleValue();
    double spread = Math.max(deviation, LEAST_SPREAD_RATIO * Math.abs(expected.doubleValue()));
    // Only zeros to compare with: any cost is as far outside as can be said, and stays finite.
    double score = spread > 0 ? moved / spread : Math.signum(moved) * (1 / LEAST_SPREAD_RATIO);
    return new CostBand(expected, score, peers);
  }

  static BigDecimal median(List<BigDecimal> values) {
    List<BigDecimal> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted
            .get(middle - 1)
            .add(sorted.get(middle))
            .divide(BigDecimal.valueOf(2), 18, RoundingMode.HALF_EVEN);
  }
}
