package io.almanac.jobs.gpu;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.timestamp_millis;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many GPU hours telemetry saw on each machine, without owner and price. */
public final class MachineHours {
  private static final long HOUR = 3_600_000L;

  private MachineHours() {}

  /**
   * GPU hours by month (yyyy-MM, UTC) and machine in lower case. An hour counts when there is any
   * sample of it, whatever the GPU did; a MIG instance counts as its part of a GPU. Rows without a
   * machine's name are left out.
   *
   * @param samples as a {@link TelemetryReader} gives
   * @param asOf nothing counts from its first moment on
   */
  public static Map<String, Map<String, BigDecimal>> byMonth(Dataset<Row> samples, LocalDate asOf) {
    long end = asOf.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    Map<String, Map<String, BigDecimal>> months = new TreeMap<>();
    samples
        .where(col(GpuSamples.TIME_MILLIS).lt(lit(end)).and(col(GpuSamples.HOST).isNotNull()))
        .withColumn(
            "hour", col(GpuSamples.TIME_MILLIS).minus(col(GpuSamples.TIME_MILLIS).mod(lit(HOUR))))
        .groupBy(
            col(GpuSamples.HOST), col(GpuSamples.DEVICE), col(GpuSamples.MIG_INSTANCE), col("hour"))
        .agg(max(GpuSamples.MIG_PROFILE).as("profile"))
        .groupBy(
            date_format(timestamp_millis(col("hour")), "yyyy-MM"),
            lower(col(GpuSamples.HOST)),
            col("profile"))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                months
                    .computeIfAbsent(row.getString(0), unseen -> new TreeMap<>())
                    .merge(
                        row.getString(1),
                        DeviceHours.fraction(row.getString(2))
                            .multiply(BigDecimal.valueOf(row.getLong(3))),
                        BigDecimal::add));
    return months;
  }
}
