package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.currency.Conversion;
import io.almanac.jobs.currency.CurrencyMonth;
import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.mart.ControlTotal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Converts what was allocated, and says which months must be converted anew. Closed billing periods
 * are neither: they keep the rates that they were closed with, and need none.
 */
final class CurrencyStage {
  private final ExchangeRates rates;
  private final Set<String> closed;
  private final Map<String, String> months;

  private CurrencyStage(ExchangeRates rates, Set<String> closed, Map<String, String> months) {
    this.rates = rates;
    this.closed = closed;
    this.months = months;
  }

  /**
   * Checks that every charge of an open billing period can be converted, if anything is.
   *
   * @throws AlmanacException with one problem for every currency and month without a rate
   */
  static CurrencyStage prepare(ExchangeRates rates, ChargeStage.Result charges) {
    return prepare(rates, charges.charges(), charges.closed());
  }

  static CurrencyStage prepare(
      ExchangeRates rates, Collection<ControlTotal> charges, Set<String> closed) {
    Set<CurrencyMonth> needed = new TreeSet<>();
    charges.stream()
        .filter(total -> !closed.contains(total.period()))
        .forEach(total -> needed.add(new CurrencyMonth(total.currency(), total.period())));
    rates.require(needed);
    return new CurrencyStage(rates, closed, rates.textByMonth(needed));
  }

  /** Allocated costs with their rates and what they are in the reporting currency. */
  Dataset<Row> convert(Dataset<Row> allocated) {
    return Conversion.convert(allocated, rates);
  }

  /** The rates that months were converted at, for the manifest. */
  Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    months.forEach((month, text) -> facts.put(Facts.EXCHANGE_RATES + month, text));
    return facts;
  }

  /**
   * The billing periods to convert anew, by source: those that were replaced, and those of months
   * whose rates are others than in the version before.
   *
   * @param before facts of the version before
   * @param partitions of charges now, such as {@code source=aws/billing_period=2026-10}
   */
  Map<String, Set<String>> affected(
      Map<String, Set<String>> replaced, Map<String, String> before, Set<String> partitions) {
    Set<String> changed = AffectedPeriods.changed(Facts.EXCHANGE_RATES, before, facts());
    AffectedPeriods affected = new AffectedPeriods(replaced);
    affected.addMonths(partitions, period -> changed.contains(period) && !closed.contains(period));
    return affected.bySource();
  }
}
