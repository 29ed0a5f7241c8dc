package io.almanac.jobs.gpu;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.almanac.jobs.config.AlmanacConfig.IdleSetting;
import io.almanac.jobs.mart.GpuMarts;
import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** From samples to the state of every GPU hour, and to its owner and price. */
public final class GpuHours {
  private static final StructType CLASSIFIED =
      new StructType()
          .add("telemetry", DataTypes.StringType)
          .add("host", DataTypes.StringType)
          .add("device", DataTypes.StringType)
          .add("mig_instance", DataTypes.StringType)
          .add("gpu_model", DataTypes.StringType)
          .add("gpu_fraction", Mart.MONEY)
          .add("hour", DataTypes.TimestampType)
          .add("state", DataTypes.StringType)
          .add("state_reason", DataTypes.StringType)
          .add("activity_metric", DataTypes.StringType)
          .add("max_activity", DataTypes.DoubleType)
          .add("mean_activity", DataTypes.DoubleType)
          .add("max_memory_used_mib", DataTypes.DoubleType)
          .add("mean_power_watts", DataTypes.DoubleType)
          .add("samples", DataTypes.LongType)
          .add("expected_samples", DataTypes.LongType)
          .add("namespace", DataTypes.StringType)
          .add("workload", DataTypes.StringType)
          .add("day", DataTypes.StringType);

  private GpuHours() {}

  /**
   * One row per device (or MIG instance) and hour of the evidence window, which ends with the day
   * before the as-of date: {@link GpuMarts#GPU_HOURS} without owner and price.
   *
   * @param samples as a {@link TelemetryReader} gives; a device's window must fit in a task
   */
  public static Dataset<Row> classify(Dataset<Row> samples, IdleSetting setting, LocalDate asOf) {
    long end = asOf.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    long start =
        asOf.minusDays(setting.windowDays())
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .toEpochMilli();
    return samples
        .where(
            col(GpuSamples.TIME_MILLIS)
                .geq(lit(start))
                .and(col(GpuSamples.TIME_MILLIS).lt(lit(end))))
        .groupByKey((MapFunction<Row, String>) GpuHours::key, Encoders.STRING())
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>)
                (key, rows) -> hours(rows, setting).iterator(),
            Encoders.row(CLASSIFIED));
  }

  private static String key(Row sample) {
    return String.join(
        "\n",
        List.of(
            String.valueOf(sample.getString(0)),
            String.valueOf(sample.getString(1)),
            String.valueOf(sample.getString(2)),
            String.valueOf(sample.getString(3))));
  }

  private static List<Row> hours(Iterator<Row> samples, IdleSetting setting) {
    DeviceHours device = null;
    Row any = null;
    String model = null;
    String profile = null;
    while (samples.hasNext()) {
      Row sample = samples.next();
      if (any == null) {
        any = sample;
        device = new DeviceHours(setting, sample.getString(3) != null);
      }
      profile = larger(profile, sample.getString(4));
      model = larger(model, sample.getString(5));
      device.add(
          GpuMetric.valueOf(sample.getString(8)),
          sample.getLong(9),
          sample.isNullAt(10) ? null : (Double) sample.getDouble(10),
          sample.getString(6),
          sample.getString(7));
    }
    List<Row> rows = new ArrayList<>();
    BigDecimal fraction = DeviceHours.fraction(profile);
    for (DeviceHours.Classified hour : device.classify()) {
      Instant begin = Instant.ofEpochMilli(hour.startMillis());
      rows.add(
          RowFactory.create(
              any.getString(0),
              any.getString(1),
              any.getString(2),
              any.getString(3),
              model,
              fraction,
              begin,
              hour.state(),
              hour.reason(),
              hour.metric(),
              hour.maxActivity(),
              hour.meanActivity(),
              hour.maxMemory(),
              hour.meanPower(),
              hour.samples(),
              hour.expected(),
              hour.namespace(),
              hour.workload(),
              begin.atOffset(ZoneOffset.UTC).toLocalDate().toString()));
    }
    return rows;
  }

  /** The later in the alphabet of two texts, so that order of samples does not matter. */
  private static String larger(String one, String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
