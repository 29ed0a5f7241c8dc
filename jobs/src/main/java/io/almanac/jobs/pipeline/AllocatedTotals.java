package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.currency.AppliedRates;
import io.almanac.jobs.currency.CurrencyMonth;
import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.period.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What {@code allocated_costs} adds up to, read back once for all that needs it.
 *
 * @param allocated costs with an owner
 * @param unallocated costs without one
 * @param newestDays the newest charge date of each source before the as-of date
 * @param periods every source, billing period and currency, with its days and invoices
 * @param rates what other currencies were converted at
 * @param reportedBilled converted billed cost by reporting currency
 * @param reportedEffective converted effective cost by reporting currency
 */
record AllocatedTotals(
    List<ControlTotal> allocated,
    List<ControlTotal> unallocated,
    Map<String, LocalDate> newestDays,
    List<Period> periods,
    AppliedRates rates,
    Map<String, BigDecimal> reportedBilled,
    Map<String, BigDecimal> reportedEffective) {

  /**
   * Reads them.
   *
   * @param currency the reporting currency
   */
  static AllocatedTotals read(Dataset<Row> allocatedCosts, LocalDate asOf, String currency) {
    List<ControlTotal> allocated = new ArrayList<>();
    List<ControlTotal> unallocated = new ArrayList<>();
    Map<String, LocalDate> newest = new TreeMap<>();
    List<Row> rows =
        allocatedCosts
            .groupBy(
                col("source"),
                col("billing_period"),
                col("invoice_id"),
                col("billing_currency"),
                col("team").isNull(),
                col("reporting_currency"),
                col("exchange_rate"))
            .agg(
                sum("charge_rows"),
                sum("billed_cost"),
                sum("effective_cost"),
                functions.max(
                    functions.when(col("charge_date").lt(functions.lit(asOf)), col("charge_date"))),
                functions.min("charge_date"),
                functions.max("charge_date"),
                sum("reporting_billed_cost"),
                sum("reporting_effective_cost"))
            .collectAsList();
    Map<ControlTotal, Period> periods =
        new TreeMap<>(
            Comparator.comparing(ControlTotal::source)
                .thenComparing(ControlTotal::period)
                .thenComparing(ControlTotal::currency));
    List<AppliedRates.Use> uses = new ArrayList<>();
    Map<String, BigDecimal> reportedBilled = new TreeMap<>();
    Map<String, BigDecimal> reportedEffective = new TreeMap<>();
    for (Row row : rows) {
      ControlTotal total =
          new ControlTotal(
              row.getString(0),
              row.getString(1),
              row.isNullAt(2) ? "" : row.getString(2),
              row.isNullAt(3) ? "" : row.getString(3),
              row.getLong(7),
              orZero(row.getDecimal(8)),
              orZero(row.getDecimal(9)));
      (row.getBoolean(4) ? unallocated : allocated).add(total);
      if (!row.isNullAt(10)) {
        newest.merge(row.getString(0), row.getAs(10), (a, b) -> a.isAfter(b) ? a : b);
      }
      Period period = period(total, row.getAs(11), row.getAs(12));
      periods.merge(period.total().zero(), period, Period::plus);
      if (!row.isNullAt(5)) {
        reportedBilled.merge(row.getString(5), orZero(row.getDecimal(13)), BigDecimal::add);
        reportedEffective.merge(row.getString(5), orZero(row.getDecimal(14)), BigDecimal::add);
      }
      uses.add(
          new AppliedRates.Use(
              total.source(),
              new CurrencyMonth(total.currency(), total.period()),
              currency.equals(row.getString(5)) ? row.getDecimal(6) : null));
    }
    return new AllocatedTotals(
        ControlTotal.merge(allocated),
        ControlTotal.merge(unallocated),
        newest,
        List.copyOf(periods.values()),
        AppliedRates.of(currency, uses),
        reportedBilled,
        reportedEffective);
  }

  private static Period period(ControlTotal total, LocalDate first, LocalDate last) {
    boolean invoiced = !total.invoice().isEmpty();
    ControlTotal all = PeriodEvents.totals(List.of(total), total.period()).get(0);
    return new Period(
        all, invoiced ? total.rows() : 0, invoiced ? BigDecimal.ZERO : total.billed(), first, last);
  }

  /** Effective cost by currency, owned or not. */
  Map<String, BigDecimal> effectiveByCurrency() {
    return byCurrency(ControlTotal::effective);
  }

  /** Billed cost by currency, owned or not. */
  Map<String, BigDecimal> billedByCurrency() {
    return byCurrency(ControlTotal::billed);
  }

  private Map<String, BigDecimal> byCurrency(
      java.util.function.Function<ControlTotal, BigDecimal> amount) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (List<ControlTotal> totals : List.of(allocated, unallocated)) {
      totals.forEach(total -> sums.merge(total.currency(), amount.apply(total), BigDecimal::add));
    }
    return sums;
  }

  private static BigDecimal orZero(BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }
}
