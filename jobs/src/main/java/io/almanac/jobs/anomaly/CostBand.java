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
 * month; for the first of a month, on which support and tax are booked, the firsts of the {@value
 * #MONTHS} months before. Fewer than {@value #LEAST_PEERS} known days give no answer.
 *
 * @param expected the median of the comparable days
 * @param score (cost - expected) / spread, signed; the spread is 1.4826 x MAD, which estimates the
 *     standard deviation of normal noise, and at least 1 % of the expected cost, so that constant
 *     costs do not make every cent an anomaly
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
    List<BigDecimal> peers = new ArrayList<>();
    boolean isFirst = day.getDayOfMonth() == 1;
    for (int back = 1; back <= (isFirst ? MONTHS : WEEKS); back++) {
      LocalDate peer = isFirst ? day.minusMonths(back) : day.minusWeeks(back);
      BigDecimal cost = costs.get(peer);
      if (cost != null && (isFirst || peer.getDayOfMonth() != 1)) {
        peers.add(cost);
      }
    }
    if (peers.size() < LEAST_PEERS) {
      return Optional.empty();
    }
    BigDecimal median = median(peers);
    BigDecimal mad = median(peers.stream().map(cost -> cost.subtract(median).abs()).toList());
    double moved = costs.get(day).subtract(median).doubleValue();
    double spread =
        Math.max(
            MAD_TO_DEVIATION * mad.doubleValue(),
            LEAST_SPREAD_RATIO * Math.abs(median.doubleValue()));
    // Only zeros to compare with: any cost is as far outside as can be said, and stays finite.
    double score = spread > 0 ? moved / spread : Math.signum(moved) * (1 / LEAST_SPREAD_RATIO);
    return Optional.of(new CostBand(median, score, peers.size()));
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
