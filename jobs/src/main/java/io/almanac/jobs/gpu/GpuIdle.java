package io.almanac.jobs.gpu;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.GpuMarts;
import io.almanac.jobs.mart.Owners;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Ranks devices by the money that could be recovered: idle and unallocated hours at the price of
 * the hour. What does not count says why.
 */
public final class GpuIdle {
  /** Less than a day of idleness is how work looks between two jobs. */
  static final BigDecimal LEAST_IDLE_HOURS = BigDecimal.valueOf(24);

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal HIGH_COVERAGE = new BigDecimal("0.95");
  private static final BigDecimal MEDIUM_COVERAGE = new BigDecimal("0.8");
  private static final int GROUP_COLUMNS = 9;

  /** Finer than any price, and coarser than what fractions of slices leave behind. */
  private static final int PRICE_SCALE = 6;

  private GpuIdle() {}

  /**
   * Rows of {@link GpuMarts#GPU_IDLE} as of one date: of every device and workload with any idle or
   * unallocated hour.
   *
   * @param gpuHours {@link GpuMarts#GPU_HOURS} of the evidence window
   */
  public static List<Row> rank(Dataset<Row> gpuHours, LocalDate asOf) {
    List<Column> by = new ArrayList<>();
    for (String name :
        List.of(
            "telemetry",
            "host",
            "device",
            "mig_instance",
            "gpu_model",
            "workload",
            "resource_id",
            "currency",
            "cost_source")) {
      by.add(col(name));
    }
    Owners.NAMES.forEach(name -> by.add(col(name)));
    Column idle = col("state").isin("idle", "unallocated");
    List<Group> groups =
        gpuHours
            .groupBy(by.toArray(Column[]::new))
            .agg(
                hours("idle"),
                hours("unallocated"),
                hours("underused"),
                hours("active"),
                hours("unknown"),
                min("hour"),
                max("hour"),
                sum("samples"),
                sum("expected_samples"),
                max("activity_metric"),
                max("gpu_fraction"),
                sum(when(idle, col("hourly_cost"))),
                sum(when(idle.and(col("hourly_cost").isNull()), lit(1)).otherwise(lit(0))),
                max(when(col("state").notEqual("unknown"), col("hour"))))
            .collectAsList()
            .stream()
            .map(GpuIdle::group)
            .toList();
    Map<List<String>, DeviceUse> devices = DeviceUse.of(groups);
    List<Group> ranked =
        groups.stream().filter(group -> group.wasted().signum() > 0).sorted(Group.ORDER).toList();
    List<Row> rows = new ArrayList<>();
    for (Group group : ranked) {
      rows.add(group.row(rows.size() + 1L, devices.get(group.deviceKey()), asOf));
    }
    return rows;
  }

  private static Column hours(String state) {
    return sum(when(col("state").equalTo(state), col("gpu_fraction")).otherwise(lit(0)));
  }

  private static Group group(Row row) {
    int owner = GROUP_COLUMNS;
    int next = owner + Owners.NAMES.size();
    List<String> owners = new ArrayList<>();
    for (int i = owner; i < next; i++) {
      owners.add(row.getString(i));
    }
    List<String> identity = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      identity.add(row.getString(i));
    }
    return new Group(
        identity,
        owners,
        List.of(
            row.getDecimal(next),
            row.getDecimal(next + 1),
            row.getDecimal(next + 2),
            row.getDecimal(next + 3),
            row.getDecimal(next + 4)),
        row.getAs(next + 5),
        row.<Instant>getAs(next + 6).plusSeconds(3600),
        row.getAs(next + 13),
        row.getLong(next + 7),
        row.getLong(next + 8),
        row.getString(next + 9),
        row.getDecimal(next + 10),
        row.getString(7),
        row.getString(8),
        row.getLong(next + 12) > 0 ? null : row.getDecimal(next + 11));
  }

  /**
   * Hours of one device and workload that have the same owner and the same source of their price.
   *
   * @param identity telemetry, host, device, MIG instance, model, workload, resource
   * @param owner values of {@link Owners#NAMES}
   * @param hours idle, unallocated, underused, active, unknown
   * @param lastKnown the last hour whose state is known; null when none is
   * @param fraction the part of a physical GPU
   * @param cost of idle and unallocated hours; null when one of them has no price
   */
  record Group(
      List<String> identity,
      List<String> owner,
      List<BigDecimal> hours,
      Instant from,
      Instant until,
      Instant lastKnown,
      long samples,
      long expected,
      String metric,
      BigDecimal fraction,
      String currency,
      String costSource,
      BigDecimal cost) {

    /** Most recoverable money first, unpriced last; then by names, so that ties have an order. */
    private static final Comparator<Group> ORDER =
        Comparator.comparing(
                Group::recoverable, Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder()))
            .thenComparing(Group::wasted, Comparator.reverseOrder())
            .thenComparing(one -> one.identity().toString())
            .thenComparing(one -> one.owner().toString())
            .thenComparing(one -> one.currency() + " " + one.costSource());

    Group {
      identity = Collections.unmodifiableList(new ArrayList<>(identity));
      owner = Collections.unmodifiableList(new ArrayList<>(owner));
    }

    String telemetry() {
      return identity.get(0);
    }

    /** Telemetry, host, device and MIG instance. */
    List<String> deviceKey() {
      return identity.subList(0, 4);
    }

    private String workload() {
      return identity.get(5);
    }

    DeviceUse.Part part() {
      return new DeviceUse.Part(workload(), from, until, lastKnown, hours.get(2).add(hours.get(3)));
    }

    BigDecimal wasted() {
      return hours.get(0).add(hours.get(1));
    }

    private BigDecimal all() {
      return hours.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Why nothing can be recovered; null when it can. */
    String notCountedBecause() {
      if (hours.get(4).compareTo(all().multiply(HALF)) > 0) {
        return "unknown for " + plain(hours.get(4)) + " of " + plain(all()) + " GPU hours";
      }
      if (wasted().compareTo(LEAST_IDLE_HOURS.multiply(fraction)) < 0) {
        return "idle for less than " + LEAST_IDLE_HOURS + " hours";
      }
      if (cost == null) {
        return "no price in bill or catalogue";
      }
      return null;
    }

    BigDecimal recoverable() {
      if (cost == null) {
        return null;
      }
      return notCountedBecause() == null ? cost : BigDecimal.ZERO;
    }

    /** Of a whole GPU, also where the device is a slice: GPU hours times it are the cost. */
    private BigDecimal hourlyCost() {
      return cost == null ? null : cost.divide(wasted(), PRICE_SCALE, RoundingMode.HALF_EVEN);
    }

    private String confidence() {
      BigDecimal coverage =
          expected == 0
              ? BigDecimal.ZERO
              : BigDecimal.valueOf(samples)
                  .divide(BigDecimal.valueOf(expected), 4, RoundingMode.HALF_EVEN);
      return coverage.compareTo(HIGH_COVERAGE) >= 0
          ? "high"
          : coverage.compareTo(MEDIUM_COVERAGE) >= 0 ? "medium" : "low";
    }

    Row row(long rank, DeviceUse device, LocalDate asOf) {
      List<Object> row = new ArrayList<>();
      row.add(rank);
      row.addAll(identity);
      row.addAll(owner);
      row.addAll(hours);
      row.add(from);
      row.add(until);
      row.add(device.observedHours());
      row.add(device.usedByOthers(workload()));
      row.add(samples);
      row.add(expected);
      row.add(metric);
      row.add(hourlyCost());
      row.add(currency);
      row.add(costSource);
      row.add(cost);
      row.add(recoverable());
      row.add(confidence());
      row.add(notCountedBecause());
      row.add(notCountedBecause() == null ? device.advice(workload()) : null);
      row.add(YearMonth.from(asOf).toString());
      row.add(asOf.toString());
      return RowFactory.create(row.toArray());
    }

    private static String plain(BigDecimal hours) {
      return hours.setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }
  }
}
