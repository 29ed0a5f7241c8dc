package io.almanac.jobs.charges;

import io.almanac.jobs.mart.OverlappingDays;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * Passes over rows of days for which another delivery counts, and sums up what files have of days
 * that several deliveries cover. A row without a readable day stays: it is a reject, and no other
 * delivery can be known to have it.
 */
final class CountedDays extends RowsAhead {
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int FILE = ChargeRows.SCHEMA.fieldIndex("x_SourceFile");
  private static final int START = ChargeRows.SCHEMA.fieldIndex("ChargePeriodStart");
  private static final int PERIOD = ChargeRows.SCHEMA.fieldIndex("billing_period");
  private static final int CURRENCY = ChargeRows.SCHEMA.fieldIndex("BillingCurrency");
  private static final int BILLED = ChargeRows.SCHEMA.fieldIndex("BilledCost");

  private final Iterator<Row> rows;
  private final Map<String, DayShare> shares;
  private final LeftOut leftOut;
  private final Map<Key, Sum> sums = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  private CountedDays(Iterator<Row> rows, Map<String, DayShare> shares, LeftOut leftOut) {
    this.rows = rows;
    this.shares = shares;
    this.leftOut = leftOut;
  }

  private record Key(String file, long day, String currency) {}

  private static final class Sum {
    private long rows;
    private BigDecimal billed = BigDecimal.ZERO;
  }

  /** The rows that count; all of them when all days of all files do. */
  static JavaRDD<Row> of(JavaRDD<Row> rows, List<SourceFile> files, LeftOut leftOut) {
    Map<String, DayShare> shares = new HashMap<>();
    for (SourceFile file : files) {
      if (file.days() != null) {
        shares.put(file.relativePath(), file.days());
      }
    }
    return shares.isEmpty()
        ? rows
        : rows.mapPartitions(some -> new CountedDays(some, shares, leftOut));
  }

  @Override
  Row advance() {
    while (rows.hasNext()) {
      Row row = rows.next();
      if (counts(row)) {
        return row;
      }
    }
    tell();
    return null;
  }

  private boolean counts(Row row) {
    String file = row.getString(FILE);
    DayShare share = shares.get(file);
    if (share == null || row.isNullAt(START)) {
      return true;
    }
    long day = Math.floorDiv(row.getLong(START), DAY_MICROS);
    DayShare.Span span = share.spanOf(day);
    boolean counts = share.counts(span);
    if (span.shared() || !counts) {
      String currency = row.isNullAt(CURRENCY) ? "" : row.getString(CURRENCY);
      Sum sum = sums.computeIfAbsent(new Key(file, day, currency), unseen -> new Sum());
      sum.rows++;
      if (!row.isNullAt(BILLED)) {
        sum.billed = sum.billed.add(row.getDecimal(BILLED));
      }
    }
    if (!counts && told.add(file + "\n" + row.getString(PERIOD))) {
      leftOut.add(file, row.getString(PERIOD));
    }
    return counts;
  }

  private void tell() {
    int partition = TaskContext.getPartitionId();
    sums.forEach(
        (key, sum) ->
            leftOut.add(
                new LeftOut.Part(
                    partition,
                    key.file(),
                    new OverlappingDays.Amount(
                        LocalDate.ofEpochDay(key.day()).toString(),
                        key.currency(),
                        sum.rows,
                        sum.billed))));
  }
}
