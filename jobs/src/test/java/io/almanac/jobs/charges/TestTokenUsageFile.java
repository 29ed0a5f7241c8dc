package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.RecordFiles.number;
import static io.almanac.jobs.charges.RecordFiles.sum;
import static io.almanac.jobs.charges.RecordFiles.text;
import static io.almanac.jobs.charges.RecordFiles.time;
import static io.almanac.jobs.charges.RecordFiles.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.source.FileTraits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTokenUsageFile {
  private static final String USAGE =
      "date,provider,model,input_tokens,cached_tokens,output_tokens,requests,project,api_key,tags\n";
  private static final String PRICES =
      "provider,model,kind,price,per,currency,valid_from\n"
          + "acme,large-2,input,2.50,1000000,USD,2026-01-01\n"
          + "acme,large-2,input,2.00,1000000,USD,2026-09-02\n"
          + "acme,large-2,cached,0.25,1000000,USD,2026-01-01\n"
          + "acme,large-2,output,10,1000000,USD,2026-01-01\n"
          + "Acme,embed,input,0.000013,1,EUR,2026-01-01\n";

  @TempDir private Path folder;

  @Test
  void eachKindOfTokensIsAChargeWithItsArithmetic() {
    List<Row> rows =
        read(
            "2026-09-01,acme,large-2,1234567,1000000,89,12,chat,bot-key,\"{\"\"team\"\":\"\"nlp\"\"}\"\n");

    // By hand: 1.234567 x 2.50 = 3.0864175; 1 x 0.25; 0.000089 x 10 = 0.00089.
    assertThat(rows)
        .extracting(
            row -> text(row, "SkuMeter"),
            row -> number(row, "BilledCost").stripTrailingZeros().toPlainString(),
            row -> number(row, "ConsumedQuantity").toPlainString(),
            row -> number(row, "PricingQuantity").stripTrailingZeros().toPlainString(),
            row -> number(row, "ListUnitPrice").toPlainString())
        .containsExactly(
            tuple("input tokens", "3.0864175", "1234567", "1.234567", "2.50"),
            tuple("cached tokens", "0.25", "1000000", "1", "0.25"),
            tuple("output tokens", "0.00089", "89", "0.000089", "10"));
    assertThat(sum(rows, "EffectiveCost")).isEqualByComparingTo("3.3373075");
    for (Row row : rows) {
      assertThat(text(row, ChargeRows.REJECT_REASON)).isNull();
      assertThat(text(row, "x_Flags")).isNull();
      assertThat(number(row, "ListUnitPrice").multiply(number(row, "PricingQuantity")))
          .isEqualByComparingTo(number(row, "ListCost"));
      assertThat(text(row, "PricingUnit")).isEqualTo("1000000 Tokens");
      assertThat(text(row, "ConsumedUnit")).isEqualTo("Tokens");
      assertThat(text(row, "BillingCurrency")).isEqualTo("USD");
      assertThat(text(row, "billing_period")).isEqualTo("2026-09");
      assertThat(time(row, "ChargePeriodEnd")).isEqualTo(Instant.parse("2026-09-02T00:00:00Z"));
      assertThat(text(row, "SubAccountId")).isEqualTo("chat");
      assertThat(text(row, "Tags")).isEqualTo("{\"api_key\":\"bot-key\",\"team\":\"nlp\"}");
      assertThat(text(row, "ServiceCategory")).isEqualTo("AI and Machine Learning");
      assertThat(text(row, "x_OtherColumns")).contains("\"requests\":\"12\"");
      assertThat(value(row, "x_SourceRow")).isEqualTo(1L);
    }
  }

  @Test
  void thePriceOfTheDayCountsWhateverCaseNamesHave() {
    List<Row> rows =
        read(
            "2026-09-01,acme,large-2,1000000,,,,,,\n"
                + "2026-09-02,ACME,Large-2,1000000,,,,,,\n"
                + "2026-10-31,acme,large-2,1000000,,0,,,,\n"
                + "2026-10-31,acme,embed,3,,,,,key,\n");

    assertThat(rows)
        .extracting(
            row -> number(row, "BilledCost").stripTrailingZeros().toPlainString(),
            row -> text(row, "BillingCurrency"),
            row -> text(row, "SkuPriceId"))
        .containsExactly(
            tuple("2.5", "USD", "acme/large-2/input/2026-01-01"),
            tuple("2", "USD", "ACME/Large-2/input/2026-09-02"),
            tuple("2", "USD", "acme/large-2/input/2026-09-02"),
            tuple("0", "USD", "acme/large-2/output/2026-01-01"),
            tuple("0.000039", "EUR", "acme/embed/input/2026-01-01"));
    assertThat(text(rows.get(4), "PricingUnit")).isEqualTo("Tokens");
    assertThat(text(rows.get(4), "Tags")).isEqualTo("{\"api_key\":\"key\"}");
  }

  @Test
  void missingPricesAreOneErrorThatNamesThem() {
    usage(
        "2025-12-31,acme,large-2,1,,,,,,\n"
            + "2026-09-01,acme,huge,1,,,,,,\n"
            + "2026-09-03,acme,huge,1,,1,,,,\n"
            + "2026-09-03,acme,large-2,1,,1,,,,\n");
    Path prices = Exports.write(folder, "prices.csv", PRICES);

    assertThat(ChargeLoad.headerProblems("llm", "llm-tokens", files()))
        .containsExactly(
            "Cannot find prices of tokens of source llm: acme huge input from 2026-09-01 to"
                + " 2026-09-03, acme huge output on 2026-09-03, acme large-2 input on 2025-12-31 ("
                + folder.resolve("usage/usage.csv")
                + "). Add them to "
                + prices
                + ".");
  }

  @Test
  void whatCannotBeReadIsARejectWithItsRecord() {
    List<Row> rows =
        read(
            "soon,acme,large-2,1,,,,,,\n"
                + "2026-09-01,,large-2,1,,,,,,\n"
                + "2026-09-01,acme,large-2,-5,,,,,,\n"
                + "2026-09-01,acme,large-2,,,,,,,\n"
                + "2026-09-01,acme\n"
                + "2026-09-01,acme,large-2,1.5,,,,,,\n"
                + "2026-09-01,acme,large-2,1,,,,,,not json\n");

    assertThat(RecordFiles.rejects(rows))
        .extracting(row -> value(row, "x_SourceRow"), row -> text(row, ChargeRows.REJECT_REASON))
        .containsExactly(
            tuple(1L, "Cannot read date: soon, write a day as 2026-01-31"),
            tuple(2L, "Cannot find provider"),
            tuple(3L, "Cannot read input_tokens: -5"),
            tuple(4L, "Cannot find any tokens"),
            tuple(5L, "Cannot read record: 2 fields stand below 10 columns"),
            tuple(6L, "Cannot read input_tokens: 1.5"));
    assertThat(RecordFiles.charges(rows))
        .singleElement()
        .satisfies(row -> assertThat(text(row, "x_Flags")).isEqualTo("TagNotJson"));
  }

  @Test
  void aPriceFileTellsAllItsProblems() {
    usage("2026-09-01,acme,large-2,1,,,,,,\n");
    Exports.write(
        folder,
        "prices.csv",
        PRICES
            + "acme,large-2,input,3,1000000,USD,2026-09-02\n"
            + "acme,x,inputs,-1,12,usd,soon\n"
            + "acme,x,input,0.0000000000001,1000000,USD,2026-01-01\n");

    assertThatThrownBy(() -> ChargeLoad.headerProblems("llm", "llm-tokens", files()))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure ->
                assertThat(failure.problems())
                    .hasSize(7)
                    .allMatch(problem -> problem.startsWith("Cannot use "))
                    .anyMatch(problem -> problem.contains("kind: inputs (prices.csv, record 8)"))
                    .anyMatch(problem -> problem.contains("input from 2026-09-02")));
    assertThatThrownBy(
            () ->
                ChargeLoad.headerProblems(
                    "llm", "llm-tokens", SourceFiles.list(folder.resolve("usage"), "llm-tokens")))
        .hasMessageContaining("Cannot find token prices of source: llm");
  }

  private List<Row> read(String records) {
    usage(records);
    Exports.write(folder, "prices.csv", PRICES);
    List<Row> rows = new ArrayList<>();
    for (SourceFile file : files()) {
      TokenUsageFile.rows("llm", file, TokenPrices.of("llm", file)).forEachRemaining(rows::add);
    }
    return rows;
  }

  private void usage(String records) {
    folder.resolve("usage").toFile().mkdir();
    Exports.write(folder.resolve("usage"), "usage.csv", USAGE + records);
  }

  private List<SourceFile> files() {
    return SourceFiles.list(folder.resolve("usage"), "llm-tokens").stream()
        .map(file -> file.with(FileTraits.NONE.withPrices(folder.resolve("prices.csv"))))
        .toList();
  }
}
