package io.almanac.jobs.recommendation;

import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.GpuMarts;
import io.almanac.jobs.mart.Owners;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One action for each machine and workload that holds, or leaves, GPUs idle. */
public final class Recommendations {
  private static final BigDecimal HOURS_OF_MONTH = BigDecimal.valueOf(30 * 24);
  private static final List<String> IDLE = GpuMarts.GPU_IDLE.columnNames();
  private static final List<String> CONFIDENCE = List.of("low", "medium", "high");

  private Recommendations() {}

  /**
   * Rows of {@link FindingMarts#RECOMMENDATIONS}, most money first.
   *
   * @param idle rows of {@link GpuMarts#GPU_IDLE} of one as-of date; only what counts there counts
   */
  public static List<Row> from(List<Row> idle, LocalDate asOf) {
    Map<List<String>, List<Row>> groups =
        new TreeMap<>(Comparator.comparing((List<String> key) -> key.toString()));
    for (Row row : idle) {
      BigDecimal money = value(row, "recoverable_cost");
      if (money != null && money.signum() > 0) {
        groups
            .computeIfAbsent(
                Arrays.asList(
                    value(row, "advice"),
                    value(row, "host"),
                    value(row, "workload"),
                    value(row, "team"),
                    value(row, "currency")),
                unseen -> new ArrayList<>())
            .add(row);
      }
    }
    List<Row> rows = new ArrayList<>();
    groups.forEach((key, group) -> rows.add(recommendation(key, group, asOf)));
    int money = FindingMarts.RECOMMENDATIONS.columnNames().indexOf("recoverable_cost");
    rows.sort(
        Comparator.comparing((Row row) -> row.getDecimal(money))
            .reversed()
            .thenComparing(row -> row.getString(0)));
    return rows;
  }

  private static Row recommendation(List<String> key, List<Row> group, LocalDate asOf) {
    Row first = group.get(0);
    String host = value(first, "host");
    String workload = value(first, "workload");
    String advice = value(first, "advice");
    String kind =
        switch (advice) {
          case "stop" -> "release-idle-gpu";
          case "return" -> "return-unallocated-gpu";
          default -> "share-idle-gpu";
        };
    String subject = host + (workload == null ? "" : " / " + workload);
    TreeSet<String> devices = new TreeSet<>();
    BigDecimal money = BigDecimal.ZERO;
    BigDecimal monthly = BigDecimal.ZERO;
    BigDecimal hours = BigDecimal.ZERO;
    Instant from = Instant.MAX;
    Instant until = Instant.MIN;
    int confidence = CONFIDENCE.size() - 1;
    for (Row row : group) {
      devices.add(value(row, "device"));
      money = money.add(value(row, "recoverable_cost"));
      monthly = monthly.add(perMonth(row));
      hours = hours.add(value(row, "idle_gpu_hours")).add(value(row, "unallocated_gpu_hours"));
      Instant start = value(row, "evidence_start");
      Instant end = value(row, "evidence_end");
      from = start.isBefore(from) ? start : from;
      until = end.isAfter(until) ? end : until;
      confidence = Math.min(confidence, CONFIDENCE.indexOf((String) value(row, "confidence")));
    }
    List<Object> row = new ArrayList<>();
    row.add(id(kind, key));
    row.add(kind);
    row.add(subject);
    row.add(action(advice, host, workload, devices.size()));
    Owners.NAMES.forEach(name -> row.add(value(first, name)));
    row.add(value(first, "currency"));
    row.add(money);
    row.add(monthly);
    row.add(from);
    row.add(until);
    row.add(
        hours.setScale(1, RoundingMode.HALF_EVEN).toPlainString()
            + " GPU hours without work on "
            + gpus(devices.size()));
    row.add(CONFIDENCE.get(confidence));
    row.add(YearMonth.from(asOf).toString());
    row.add(asOf.toString());
    return RowFactory.create(row.toArray());
  }

  private static String action(String advice, String host, String workload, int count) {
    String gpus = gpus(count);
    String them = count == 1 ? "it" : "them";
    return switch (advice) {
      case "stop" ->
          "Stop "
              + workload
              + " on "
              + host
              + ", or let it give up its "
              + gpus
              + " while it waits.";
      case "return" ->
          "Return "
              + gpus
              + " of "
              + host
              + ", or let a queue use "
              + them
              + "; nobody holds "
              + them
              + ".";
      default ->
          (workload == null ? "" : workload + " was idle in the past. ")
              + "Share "
              + gpus
              + " of "
              + host
              + " by a queue, or switch "
              + them
              + " off between jobs.";
    };
  }

  private static String gpus(int count) {
    return count + (count == 1 ? " GPU" : " GPUs");
  }

  /** By all of the device's time in the window: what idled once need not idle all the month. */
  private static BigDecimal perMonth(Row row) {
    BigDecimal money = value(row, "recoverable_cost");
    return money
        .multiply(HOURS_OF_MONTH)
        .divide(
            BigDecimal.valueOf(Recommendations.<Long>value(row, "observed_hours")),
            6,
            RoundingMode.HALF_EVEN);
  }

  private static String id(String kind, List<String> key) {
    return UUID.nameUUIDFromBytes((kind + "\n" + key).getBytes(StandardCharsets.UTF_8)).toString();
  }

  @SuppressWarnings("unchecked")
  private static <T> T value(Row row, String column) {
    return (T) row.get(IDLE.indexOf(column));
  }
}
