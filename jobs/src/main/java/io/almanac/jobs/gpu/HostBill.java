package io.almanac.jobs.gpu;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.Owners;
import io.almanac.jobs.mart.SplitColumns;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the bill says of the machines that telemetry knows: owner and effective cost of one machine
 * hour, by day. Held on the driver: one entry per machine and day of the evidence window.
 */
final class HostBill {
  private static final int SCALE = 18;
  private static final BigDecimal HOURS_OF_DAY = BigDecimal.valueOf(24);

  private final Map<String, NavigableMap<LocalDate, Day>> days = new HashMap<>();

  private HostBill() {}

  /**
   * One machine on one day.
   *
   * @param resource the bill's resource
   * @param currency the currency of the cost
   * @param hourlyCost effective cost of the machine for one hour
   * @param owner values of {@link Owners#NAMES}: those of the largest part of the cost
   */
  record Day(String resource, String currency, BigDecimal hourlyCost, List<String> owner) {}

  /** Sums while rows go by. */
  private static final class Sums {
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal hours = BigDecimal.ZERO;
    private final Map<List<String>, BigDecimal> byOwner = new HashMap<>();
  }

  /**
   * Reads the days before the as-of date from {@code allocated_costs}.
   *
   * @param hosts names of machines in the telemetry; one is a resource of the bill when it equals,
   *     without case, its id, the last part of its id, or its name
   */
  static HostBill read(
      Dataset<Row> allocatedCosts, Set<String> hosts, LocalDate from, LocalDate asOf) {
    Object[] wanted = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toArray();
    Column id = lower(col("resource_id"));
    Column last = org.apache.spark.sql.functions.regexp_extract(id, "([^/]+)$", 1);
    Column host =
        when(id.isin(wanted), id)
            .when(last.isin(wanted), last)
            .when(lower(col("resource_name")).isin(wanted), lower(col("resource_name")));
    List<Column> by =
        new ArrayList<>(
            List.of(
                col("host_key"),
                col("charge_date"),
                coalesce(col("resource_id"), col("resource_name")).as("resource"),
                col("billing_currency")));
    // Of a shared machine, the owner is who had it before its cost was shared out.
    Owners.NAMES.forEach(name -> by.add(ownerBefore(name)));
    Column inHours = lower(col("consumed_unit")).rlike("^(hours?|hrs?)$");
    HostBill bill = new HostBill();
    Map<List<Object>, Sums> sums = new HashMap<>();
    allocatedCosts
        .where(
            col("charge_category")
                .equalTo("Usage")
                .and(col("is_gpu"))
                .and(col("charge_date").geq(lit(from)))
                .and(col("charge_date").lt(lit(asOf))))
        .withColumn("host_key", host)
        .where(col("host_key").isNotNull())
        .groupBy(by.toArray(Column[]::new))
        .agg(sum("effective_cost"), sum(when(inHours, col("consumed_quantity"))))
        .collectAsList()
        .forEach(row -> bill.add(row, sums));
    sums.forEach(bill::put);
    return bill;
  }

  private static Column ownerBefore(String name) {
    Column before =
        switch (name) {
          case "team", "project", "cost_center" -> SplitColumns.ownerBefore(name);
          default -> when(not(SplitColumns.GIVEN), col(name));
        };
    return before.as(name);
  }

  /**
   * A machine on a day. Where the bill has nothing for that day yet, the nearest earlier day
   * counts, or else the nearest later one: prices of a running machine do not change by the day.
   * Empty when the bill does not know the machine.
   */
  Optional<Day> find(String host, LocalDate day) {
    NavigableMap<LocalDate, Day> known = days.get(host.toLowerCase(Locale.ROOT));
    if (known == null) {
      return Optional.empty();
    }
    Map.Entry<LocalDate, Day> entry = known.floorEntry(day);
    return Optional.of((entry == null ? known.firstEntry() : entry).getValue());
  }

  private void add(Row row, Map<List<Object>, Sums> sums) {
    List<String> owner = new ArrayList<>();
    for (int i = 0; i < Owners.NAMES.size(); i++) {
      owner.add(row.getString(4 + i));
    }
    BigDecimal cost = row.getDecimal(4 + Owners.NAMES.size());
    BigDecimal hours = row.getDecimal(5 + Owners.NAMES.size());
    List<Object> key =
        Arrays.asList(row.getString(0), row.getAs(1), row.getString(2), row.getString(3));
    Sums sum = sums.computeIfAbsent(key, unseen -> new Sums());
    sum.cost = cost == null ? sum.cost : sum.cost.add(cost);
    sum.hours = hours == null ? sum.hours : sum.hours.add(hours);
    sum.byOwner.merge(owner, cost == null ? BigDecimal.ZERO : cost, BigDecimal::add);
  }

  private void put(List<Object> key, Sums sum) {
    // More hours than a day has are several prices of the same hours, such as a licence's.
    BigDecimal hours = sum.hours.signum() > 0 ? sum.hours.min(HOURS_OF_DAY) : HOURS_OF_DAY;
    List<String> owner =
        sum.byOwner.entrySet().stream()
            .max(
                Map.Entry.<List<String>, BigDecimal>comparingByValue()
                    .thenComparing(entry -> entry.getKey().toString()))
            .orElseThrow()
            .getKey();
    Day day =
        new Day(
            (String) key.get(2),
            (String) key.get(3),
            sum.cost.divide(hours, SCALE, RoundingMode.HALF_EVEN),
            owner);
    days.computeIfAbsent((String) key.get(0), unseen -> new TreeMap<>())
        .merge(
            (LocalDate) key.get(1),
            day,
            (one, other) ->
                Comparator.comparing(Day::hourlyCost)
                            .thenComparing(Day::resource)
                            .compare(one, other)
                        >= 0
                    ? one
                    : other);
  }
}
