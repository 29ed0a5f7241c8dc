package io.almanac.jobs.currency;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;

/**
 * The rates that the rows of {@code allocated_costs} have, read back from it: closed billing
 * periods keep those that they were closed with, whatever the file says now.
 *
 * @param into the reporting currency
 * @param uses every bill in another currency
 */
public record AppliedRates(String into, List<Use> uses) {

  /**
   * One currency of a source's billing period.
   *
   * @param source the cost export
   * @param of the currency and the billing period
   * @param rate in the reporting currency; null when the rows have none
   */
  public record Use(String source, CurrencyMonth of, BigDecimal rate) {}

  /** Takes the uses of other currencies, each once, sorted. */
  public static AppliedRates of(String into, Collection<Use> uses) {
    SortedSet<Use> sorted =
        new TreeSet<>(
            Comparator.comparing(Use::of)
                .thenComparing(Use::source)
                .thenComparing(Use::rate, Comparator.nullsFirst(Comparator.naturalOrder())));
    uses.stream().filter(use -> !use.of().currency().equals(into)).forEach(sorted::add);
    return new AppliedRates(into, List.copyOf(sorted));
  }

  /** Copies its list. */
  public AppliedRates {
    uses = List.copyOf(uses);
  }

  /**
   * What a reader of a report must know, in sentences: the rates by currency and year, and what has
   * none although there are rates.
   *
   * @param rates those of the file, if there is one
   */
  public List<String> notes(ExchangeRates rates) {
    TreeMap<CurrencyMonth, TreeSet<String>> converted = new TreeMap<>();
    TreeMap<CurrencyMonth, TreeSet<String>> without = new TreeMap<>();
    for (Use use : uses) {
      if (use.rate() == null) {
        add(without, use.of(), use.of().month());
      } else {
        add(converted, use.of(), use.of().month() + " " + ExchangeRates.plain(use.rate()));
      }
    }
    List<String> notes = new ArrayList<>();
    converted.forEach(
        (of, months) ->
            notes.add(
                "%s is converted into %s at the rate of the billing month: %s."
                    .formatted(of.currency(), into, String.join(", ", months))));
    if (rates.isConfigured()) {
      without.forEach(
          (of, months) ->
              notes.add(
                  "%s has no exchange rate in billing months that were closed without one: %s."
                      .formatted(of.currency(), String.join(", ", months))));
    }
    return notes;
  }

  /** One line a year: what is longer runs out of a page. */
  private static void add(
      TreeMap<CurrencyMonth, TreeSet<String>> texts, CurrencyMonth of, String monthAndRate) {
    CurrencyMonth january = new CurrencyMonth(of.currency(), of.month().substring(0, 4) + "-01");
    texts.computeIfAbsent(january, unseen -> new TreeSet<>()).add(monthAndRate);
  }

  /**
   * Effective costs that have no rate of their own, at the rates of the same bills in {@code
   * allocated_costs}: converted ones with {@code effective_cost} and {@code billing_currency} in
   * the reporting currency, others as they are.
   *
   * @param costs with source, billing period, currency and effective cost
   */
  public Dataset<Row> convert(Dataset<Row> costs) {
    HashMap<String, BigDecimal> rates =
        uses.stream()
            .filter(use -> use.rate() != null)
            .collect(
                Collectors.toMap(
                    use -> key(use.source(), use.of().month(), use.of().currency()),
                    Use::rate,
                    (one, other) -> one,
                    HashMap::new));
    if (rates.isEmpty()) {
      return costs;
    }
    Column rate =
        udf(
                (UDF3<String, String, String, BigDecimal>)
                    (source, month, currency) -> rates.get(key(source, month, currency)),
                Mart.MONEY)
            .apply(col("source"), col("billing_period"), col("billing_currency"));
    return costs
        .withColumn("own_rate", rate)
        .withColumn(
            "effective_cost",
            when(col("own_rate").isNull(), col("effective_cost"))
                .otherwise(Conversion.product(col("effective_cost"), col("own_rate"))))
        .withColumn(
            "billing_currency",
            when(col("own_rate").isNull(), col("billing_currency")).otherwise(lit(into)))
        .drop("own_rate");
  }

  private static String key(String source, String month, String currency) {
    return source + "/" + month + "/" + currency;
  }
}
