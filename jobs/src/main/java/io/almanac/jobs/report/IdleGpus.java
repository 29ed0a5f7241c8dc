package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.almanac.jobs.mart.GpuMarts;
import io.almanac.reports.IdleGpuLine;
import io.almanac.reports.IdleGpuLine.PriceSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;

/** The mart {@code gpu_idle} as lines of the report. */
final class IdleGpus {
  private IdleGpus() {}

  static List<IdleGpuLine> read(MartReader marts, ReportBasis basis) {
    return marts
        .read(GpuMarts.GPU_IDLE)
        .where(col("as_of_date").equalTo(lit(basis.asOf().toString())))
        .orderBy("rank")
        .collectAsList()
        .stream()
        .map(row -> line(row, basis.currency()))
        .toList();
  }

  private static IdleGpuLine line(Row row, String currency) {
    boolean priced = currency.equals(row.getAs("currency"));
    String mig = row.getAs("mig_instance");
    Instant end = row.getAs("evidence_end");
    return new IdleGpuLine(
        Math.toIntExact(row.<Long>getAs("rank")),
        row.getAs("host"),
        mig == null ? row.getAs("device") : row.getAs("device") + " MIG " + mig,
        row.getAs("gpu_model"),
        row.getAs("team"),
        row.getAs("idle_gpu_hours"),
        row.getAs("unallocated_gpu_hours"),
        row.getAs("unknown_gpu_hours"),
        row.<Long>getAs("samples"),
        day(row.getAs("evidence_start")),
        day(end.minusSeconds(1)),
        priced ? row.<BigDecimal>getAs("hourly_cost") : null,
        source(priced ? row.getAs("cost_source") : null),
        priced ? row.<BigDecimal>getAs("recoverable_cost") : null,
        action(row),
        row.getAs("not_counted_because"));
  }

  /** What can be done, in words; null when the row does not count. */
  static String action(Row row) {
    String advice = row.getAs("advice");
    if (advice == null) {
      return null;
    }
    String workload = row.getAs("workload");
    boolean works =
        row.<BigDecimal>getAs("active_gpu_hours").signum() > 0
            || row.<BigDecimal>getAs("underused_gpu_hours").signum() > 0;
    return switch (advice) {
      case "stop" ->
          works
              ? "Ask for " + workload + " to give up the GPU while it waits."
              : "Ask for " + workload + " to be stopped; it holds the GPU without using it.";
      case "return" -> "Return the GPU or give it to a queue; nobody holds it.";
      default ->
          (workload == null ? "" : workload + " was idle in the past. ")
              + "Share the GPU by a queue, or switch it off between jobs.";
    };
  }

  private static PriceSource source(String source) {
    return source == null
        ? PriceSource.UNKNOWN
        : PriceSource.valueOf(source.toUpperCase(java.util.Locale.ROOT));
  }

  private static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
