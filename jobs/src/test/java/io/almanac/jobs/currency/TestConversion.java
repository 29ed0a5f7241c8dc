package io.almanac.jobs.currency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.allocation.DailyCosts;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.KpiMarts;
import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestConversion {
  private static final ExchangeRates RATES =
      new ExchangeRates(
          "USD",
          Path.of("rates.csv"),
          new TreeMap<>(
              Map.of(
                  new CurrencyMonth("EUR", "2026-09"), new BigDecimal("1.5"),
                  new CurrencyMonth("EUR", "2026-10"), new BigDecimal("1.25"),
                  new CurrencyMonth("JPY", "2026-10"), new BigDecimal("0.0067"))));

  @Test
  void productsAreExactAndRoundedHalfUpAtTheEighteenthDecimal() {
    assertThat(product("100.000000000000000001", "1.25")).isEqualTo("125.000000000000000001");
    // 2.5 units of the last decimal become 3, on both sides of zero; 1.25 of them become 1.
    assertThat(product("0.000000000000000002", "1.25")).isEqualTo("0.000000000000000003");
    assertThat(product("-0.000000000000000002", "1.25")).isEqualTo("-0.000000000000000003");
    assertThat(product("0.000000000000000001", "1.25")).isEqualTo("0.000000000000000001");
    assertThat(product("99999999999999999999", "1")).startsWith("99999999999999999999.0");
    assertThat(Conversion.product(null, BigDecimal.ONE)).isNull();
    assertThat(Conversion.product(BigDecimal.ONE, null)).isNull();
    assertThatThrownBy(() -> product("99999999999999999999", "1.1"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot convert amount: 99999999999999999999 at the rate 1.1");
  }

  @Test
  void everyCostOfARowIsConvertedAtTheRateOfItsBillingMonth() {
    Dataset<Row> allocated =
        allocated(
            // Used in September, billed in October: October's rate.
            row("2026-09-30", "2026-10", "EUR", "8", "a"),
            row("2026-09-30", "2026-09", "EUR", "8", "a"),
            row("2026-09-30", "2026-09", "EUR", "-2", "a"),
            row("2026-09-30", "2026-09", "USD", "3", "a"),
            row("2026-10-01", "2026-10", "JPY", "1000", null),
            row("2026-09-30", "2026-09", "GBP", "7", "b"));
    Dataset<Row> converted = Conversion.convert(allocated, RATES);
    assertThat(converted.schema().simpleString())
        .isEqualTo(CostMarts.ALLOCATED_COSTS.schema().simpleString());
    assertThat(
            texts(
                converted.select(
                    "billing_currency",
                    "billing_period",
                    "billed_cost",
                    "reporting_currency",
                    "exchange_rate",
                    "reporting_billed_cost",
                    "reporting_effective_cost",
                    "reporting_list_cost")))
        .containsExactlyInAnyOrder(
            "EUR 2026-10 8 USD 1.25 10 20 null",
            "EUR 2026-09 8 USD 1.5 12 24 null",
            "EUR 2026-09 -2 USD 1.5 -3 -6 null",
            "USD 2026-09 3 USD 1 3 6 null",
            "JPY 2026-10 1000 USD 0.0067 6.7 13.4 null",
            "GBP 2026-09 7 USD null null null null");

    // One day at two rates is two rows, and neither amount gets lost.
    Dataset<Row> daily = DailyCosts.aggregate(converted, Map.of());
    assertThat(
            texts(
                daily.select(
                    "charge_date",
                    "billing_currency",
                    "exchange_rate",
                    "effective_cost",
                    "reporting_effective_cost")))
        .containsExactlyInAnyOrder(
            "2026-09-30 EUR 1.25 16 20",
            "2026-09-30 EUR 1.5 12 18",
            "2026-09-30 USD 1 6 6",
            "2026-10-01 JPY 0.0067 2000 13.4",
            "2026-09-30 GBP null 14 null");

    Dataset<Row> reported = ReportingCosts.of(CostMarts.DAILY_COSTS, daily, "USD");
    assertThat(reported.schema().names()).isEqualTo(daily.schema().names());
    assertThat(texts(reported.groupBy("billing_currency").agg(Map.of("effective_cost", "sum"))))
        .containsExactlyInAnyOrder("USD 57.4", "GBP 14");
    // Rows that were converted into what is not the reporting currency now count as they are.
    assertThat(
            texts(
                ReportingCosts.of(CostMarts.DAILY_COSTS, daily, "JPY")
                    .groupBy("billing_currency")
                    .agg(Map.of("effective_cost", "sum"))))
        .containsExactlyInAnyOrder("EUR 28", "USD 6", "JPY 2000", "GBP 14");
  }

  @Test
  void withoutRatesOnlyTheReportingCurrencyHasAmounts() {
    Dataset<Row> allocated =
        allocated(
            row("2026-10-01", "2026-10", "EUR", "8", "a"),
            row("2026-10-01", "2026-10", "USD", "3", "a"));
    Dataset<Row> converted = Conversion.convert(allocated, ExchangeRates.none("USD"));
    assertThat(
            texts(
                converted.select("billing_currency", "exchange_rate", "reporting_effective_cost")))
        .containsExactlyInAnyOrder("EUR null null", "USD 1 6");
    for (Mart mart : List.of(CostMarts.ALLOCATED_COSTS, CostMarts.RECONCILIATION)) {
      assertThat(texts(ReportingCosts.of(mart, converted, "USD")))
          .containsExactlyInAnyOrderElementsOf(texts(converted));
    }
  }

  @Test
  void daysAddUpWhateverTheOrderAndPartitions() {
    Random random = new Random(20261127L);
    List<Row> rows = new ArrayList<>();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < 300; i++) {
      String currency = List.of("EUR", "JPY", "USD").get(random.nextInt(3));
      BigDecimal cost =
          new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(19)).setScale(18);
      BigDecimal rate =
          new BigDecimal(currency.equals("EUR") ? "1.25" : currency.equals("JPY") ? "0.0067" : "1");
      // Half up by hand: a half at the 19th digit towards the sign, the rest cut off.
      BigDecimal half = new BigDecimal("5E-19").multiply(BigDecimal.valueOf(cost.signum()));
      expected =
          expected.add(cost.multiply(rate).add(half).setScale(18, java.math.RoundingMode.DOWN));
      rows.add(row("2026-10-0" + (1 + random.nextInt(5)), "2026-10", currency, cost, "a"));
    }
    for (int partitions : List.of(1, 2, 7)) {
      java.util.Collections.shuffle(rows, random);
      Dataset<Row> daily =
          DailyCosts.aggregate(
              Conversion.convert(
                  allocated(rows.toArray(Row[]::new)).repartition(partitions), RATES),
              Map.of());
      assertThat(daily.agg(Map.of("reporting_billed_cost", "sum")).first().getDecimal(0))
          .isEqualByComparingTo(expected);
    }
  }

  @Test
  void costsWithoutARateOfTheirOwnTakeThatOfTheirBill() {
    AppliedRates applied =
        AppliedRates.of(
            "USD",
            List.of(
                new AppliedRates.Use("aws", new CurrencyMonth("USD", "2026-10"), BigDecimal.ONE),
                new AppliedRates.Use("azure", new CurrencyMonth("EUR", "2026-10"), rate("1.25")),
                new AppliedRates.Use("azure", new CurrencyMonth("EUR", "2026-10"), rate("1.25")),
                new AppliedRates.Use("azure", new CurrencyMonth("EUR", "2026-09"), rate("1.5")),
                new AppliedRates.Use("azure", new CurrencyMonth("EUR", "2025-12"), rate("2")),
                new AppliedRates.Use("azure", new CurrencyMonth("EUR", "2026-08"), null)));
    assertThat(applied.notes(RATES))
        .containsExactly(
            "EUR is converted into USD at the rate of the billing month: 2025-12 2.",
            "EUR is converted into USD at the rate of the billing month: 2026-09 1.5, 2026-10 1.25.",
            "EUR has no exchange rate in billing months that were closed without one: 2026-08.");
    assertThat(AppliedRates.of("USD", List.of()).notes(RATES)).isEmpty();
    Dataset<Row> tagged =
        SparkTest.spark()
            .createDataFrame(
                List.of(
                    tagged("azure", "2026-10", "EUR", "8"),
                    tagged("azure", "2026-08", "EUR", "8"),
                    tagged("aws", "2026-10", "USD", "8")),
                KpiMarts.TAGGED_COSTS.schema());
    assertThat(
            texts(
                applied
                    .convert(tagged)
                    .select("source", "billing_period", "billing_currency", "effective_cost")))
        .containsExactlyInAnyOrder(
            "azure 2026-10 USD 10", "azure 2026-08 EUR 8", "aws 2026-10 USD 8");
  }

  private static String product(String amount, String rate) {
    return Conversion.product(new BigDecimal(amount), new BigDecimal(rate)).toPlainString();
  }

  private static BigDecimal rate(String text) {
    return new BigDecimal(text);
  }

  private static Row tagged(String source, String period, String currency, String cost) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", source);
    values.put("billing_period", period);
    values.put("billing_currency", currency);
    values.put("effective_cost", new BigDecimal(cost));
    return row(KpiMarts.TAGGED_COSTS, values);
  }

  private static Row row(String day, String period, String currency, Object cost, String team) {
    BigDecimal billed = new BigDecimal(cost.toString());
    Map<String, Object> values = new HashMap<>();
    values.put("charge_date", LocalDate.parse(day));
    values.put("source", "bill");
    values.put("billing_period", period);
    values.put("billing_currency", currency);
    values.put("billed_cost", billed);
    values.put("effective_cost", billed.add(billed));
    values.put("team", team);
    return row(CostMarts.ALLOCATED_COSTS, values);
  }

  private static Row row(Mart mart, Map<String, Object> values) {
    return RowFactory.create(mart.columnNames().stream().map(values::get).toArray());
  }

  private static Dataset<Row> allocated(Row... rows) {
    return SparkTest.spark().createDataFrame(List.of(rows), CostMarts.ALLOCATED_COSTS.schema());
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(
            row ->
                String.join(
                    " ", IntStream.range(0, row.size()).mapToObj(i -> text(row.get(i))).toList()))
        .toList();
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
