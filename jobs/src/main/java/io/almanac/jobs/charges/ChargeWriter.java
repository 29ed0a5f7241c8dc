package io.almanac.jobs.charges;

import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.TaskFiles;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * Writes records as charges or rejects while they are read, and sums up what was read: a bill is
 * scanned once. Sums come back as the answers of the tasks that succeeded, so that nothing counts
 * twice when a task is tried again.
 */
public final class ChargeWriter {
  private static final int WIDTH = CostMarts.CHARGES.columns().size();
  private static final int REASON = ChargeRows.SCHEMA.fieldIndex(ChargeRows.REJECT_REASON);
  private static final int PERIOD = ChargeRows.SCHEMA.fieldIndex("billing_period");
  private static final int SOURCE = ChargeRows.SCHEMA.fieldIndex("source");
  private static final int INVOICE = ChargeRows.SCHEMA.fieldIndex("InvoiceId");
  private static final int CURRENCY = ChargeRows.SCHEMA.fieldIndex("BillingCurrency");
  private static final int BILLED = ChargeRows.SCHEMA.fieldIndex("BilledCost");
  private static final int EFFECTIVE = ChargeRows.SCHEMA.fieldIndex("EffectiveCost");

  /** Where the columns of charge_rejects stand in a record. */
  private static final int[] REJECT = rejectColumns();

  private final Set<String> periods;
  private final TaskFiles charges;
  private final TaskFiles rejects;
  private final Map<Key, Sum> sums = new HashMap<>();
  private final Object[] values = new Object[WIDTH];

  private ChargeWriter(Set<String> periods, TaskFiles charges, TaskFiles rejects) {
    this.periods = periods;
    this.charges = charges;
    this.rejects = rejects;
  }

  /**
   * What was read and written.
   *
   * @param chargeFiles the files of charges, relative to their folder
   * @param rejectFiles the files of rejects, relative to theirs
   * @param totals what was read, charges and rejects, in no particular order and not merged;
   *     rejects have no invoice and no effective cost
   */
  public record Written(
      List<String> chargeFiles, List<String> rejectFiles, List<ControlTotal> totals)
      implements Serializable {}

  private record Key(
      String source, String period, String invoice, String currency, boolean isReject) {}

  private static final class Sum {
    private long rows;
    private BigDecimal billed = BigDecimal.ZERO;
    private BigDecimal effective = BigDecimal.ZERO;
  }

  /**
   * Writes all records.
   *
   * @param records as {@link ChargeLoad#records} answers
   * @param periods billing periods; records of others are left out, and not counted; empty for all
   * @param charges the folder for files of charges
   * @param rejects the folder for files of rejects
   */
  public static Written write(
      JavaRDD<Row> records, Optional<Set<String>> periods, Path charges, Path rejects) {
    String chargeFolder = charges.toString();
    String rejectFolder = rejects.toString();
    Set<String> wanted = periods.map(Set::copyOf).orElse(null);
    List<String> chargeFiles = new ArrayList<>();
    List<String> rejectFiles = new ArrayList<>();
    List<ControlTotal> totals = new ArrayList<>();
    for (Written task :
        records
            .mapPartitions(
                rows ->
                    List.of(write(rows, wanted, Path.of(chargeFolder), Path.of(rejectFolder)))
                        .iterator())
            .collect()) {
      chargeFiles.addAll(task.chargeFiles());
      rejectFiles.addAll(task.rejectFiles());
      totals.addAll(task.totals());
    }
    return new Written(chargeFiles, rejectFiles, totals);
  }

  private static Written write(
      Iterator<Row> rows, Set<String> periods, Path chargeFolder, Path rejectFolder)
      throws IOException {
    TaskContext task = TaskContext.get();
    String name = String.format(Locale.ROOT, "%05d-%d", task.partitionId(), task.taskAttemptId());
    ChargeWriter writer;
    try (TaskFiles charges = new TaskFiles(CostMarts.CHARGES, chargeFolder, name);
        TaskFiles rejects = new TaskFiles(CostMarts.CHARGE_REJECTS, rejectFolder, name)) {
      writer = new ChargeWriter(periods, charges, rejects);
      while (rows.hasNext()) {
        writer.write(rows.next());
      }
    }
    return new Written(writer.charges.files(), writer.rejects.files(), writer.totals());
  }

  private void write(Row row) throws IOException {
    String period = row.getString(PERIOD);
    if (periods != null && !periods.contains(period)) {
      return;
    }
    boolean isReject = !row.isNullAt(REASON);
    if (isReject) {
      Object[] reject = new Object[REJECT.length];
      for (int i = 0; i < REJECT.length; i++) {
        reject[i] = row.get(REJECT[i]);
      }
      rejects.write(reject);
    } else {
      for (int i = 0; i < WIDTH; i++) {
        values[i] = row.get(i);
      }
      charges.write(values);
    }
    Sum sum =
        sums.computeIfAbsent(
            new Key(
                row.getString(SOURCE),
                period,
                isReject ? "" : orEmpty(row.getString(INVOICE)),
                orEmpty(row.getString(CURRENCY)),
                isReject),
            unseen -> new Sum());
    sum.rows++;
    if (!row.isNullAt(BILLED)) {
      sum.billed = sum.billed.add(row.getDecimal(BILLED));
    }
    if (!isReject && !row.isNullAt(EFFECTIVE)) {
      sum.effective = sum.effective.add(row.getDecimal(EFFECTIVE));
    }
  }

  private List<ControlTotal> totals() {
    List<ControlTotal> totals = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            totals.add(
                new ControlTotal(
                    key.source(),
                    key.period(),
                    key.invoice(),
                    key.currency(),
                    sum.rows,
                    sum.billed,
                    sum.effective)));
    return totals;
  }

  private static int[] rejectColumns() {
    Map<String, String> renamed =
        Map.of(
            "source_format", "x_SourceFormat",
            "source_file", "x_SourceFile",
            "source_row", "x_SourceRow",
            "reason", ChargeRows.REJECT_REASON,
            "billing_currency", "BillingCurrency",
            "billed_cost", "BilledCost",
            "raw_row", ChargeRows.RAW_ROW);
    return CostMarts.CHARGE_REJECTS.columnNames().stream()
        .mapToInt(name -> ChargeRows.SCHEMA.fieldIndex(renamed.getOrDefault(name, name)))
        .toArray();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
