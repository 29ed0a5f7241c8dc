package io.almanac.jobs.kubernetes;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * Remembers what was worked out, a bounded number of answers, for one task: bills repeat the same
 * machines, and those of one kind cost the same in every hour of a day.
 */
final class SplitMemory implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_ROWS = 50_000;
  private static final int MOST_PARTS = 500_000;

  private transient Map<Row, Object> clusters;
  private transient Map<DayShares, Map<BigDecimal, List<BigDecimal>>> parts;
  private transient int size;

  /** The cluster that a row of inputs belongs to; null when none. */
  synchronized Cluster cluster(Row input, Function<Row, Cluster> find) {
    if (clusters == null || clusters.size() >= MOST_ROWS) {
      clusters = new HashMap<>();
    }
    Object known = clusters.get(input);
    if (known == null) {
      Cluster found = find.apply(input);
      // This stands for no cluster, which is an answer as well.
      known = found == null ? this : found;
      clusters.put(input.copy(), known);
    }
    return known == this ? null : (Cluster) known;
  }

  /** The parts of an amount on a day, as {@link DayShares#divide} gives them. */
  synchronized List<BigDecimal> parts(DayShares day, BigDecimal amount) {
    if (parts == null || size > MOST_PARTS) {
      parts = new IdentityHashMap<>();
      size = 0;
    }
    return parts
        .computeIfAbsent(day, unseen -> new HashMap<>())
        .computeIfAbsent(
            amount,
            unseen -> {
              size += day.workloads().size();
              return day.divide(amount);
            });
  }
}
