package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.Exports.FOCUS_HEADER;
import static io.almanac.jobs.charges.Exports.FOCUS_PERIODS;
import static io.almanac.jobs.charges.Exports.FOCUS_ROW;
import static io.almanac.jobs.charges.PlainRows.billed;
import static io.almanac.jobs.charges.PlainRows.flags;
import static io.almanac.jobs.charges.PlainRows.reject;
import static io.almanac.jobs.charges.PlainRows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What broke the ingestion of others, one test a known case; the number is that of the case in the
 * list of what breaks in practice. Cases 1 to 6 are about deliveries and are tested where those are
 * read, 24 to 26 about cluster exports and GPU telemetry.
 */
class TestBadInput {
  private static final List<String> TYPED_NAMES =
      List.of(
          "BilledCost",
          "EffectiveCost",
          "BillingCurrency",
          "BillingPeriodStart",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "ListCost",
          "RegionId");
  private static final Instant START = Instant.parse("2024-09-01T00:00:00Z");
  private static final Instant END = Instant.parse("2024-09-02T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void case05AUsageOfTheFirstBilledToTheMonthBeforeIsKeptOnceInThatMonth() {
    List<Row> rows =
        focus(
            "7,7,7,7,USD,2024-08-01T00:00:00Z,2024-09-01T00:00:00Z,2024-09-01T00:00:00Z,"
                + "2024-09-01T01:00:00Z,Usage,,\n");
    assertThat(rows).hasSize(1);
    assertThat(text(rows.get(0), "billing_period")).isEqualTo("2024-08");
    assertThat(flags(rows.get(0))).contains("ChargeOutsideBillingPeriod");
    assertThat(reject(rows.get(0))).isNull();
  }

  @Test
  void case07EqualRowsAreAllKeptBecauseNoRowHasAKey() {
    List<Row> rows = focus(FOCUS_ROW + FOCUS_ROW + FOCUS_ROW);
    assertThat(rows).hasSize(3);
    assertThat(billed(rows)).isEqualByComparingTo("4.5");
  }

  @Test
  void case08CorrectionsOfEveryStyleAreChargesAndNegativeOnesReduceTheSum() {
    String row = ",0,0,0,USD," + FOCUS_PERIODS + ",";
    List<Row> rows =
        read(
            FOCUS_HEADER.replace("x_Own", "ChargeClass"),
            "100" + row + "Usage,,\n",
            "-100" + row + "Usage,,Correction\n",
            "90" + row + "Usage,,Correction\n",
            "-2.5" + row + "Credit,,\n");
    assertThat(rows).allMatch(one -> reject(one) == null);
    assertThat(billed(rows)).isEqualByComparingTo("87.5");
    assertThat(rows)
        .extracting(one -> text(one, "ChargeClass"))
        .containsExactly(null, "Correction", "Correction", null);
  }

  @Test
  void case09AVersionThatOnlyAddsSecondsToDatesIsReadAsTheOneBefore() {
    String minutes = FOCUS_ROW.replace(":00Z", "Z");
    assertThat(minutes).contains("2024-09-01T00:00Z");
    List<Row> rows = focus(FOCUS_ROW + minutes);
    for (String column : List.of("BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd")) {
      assertThat(text(rows.get(1), column)).isEqualTo(text(rows.get(0), column));
    }
    assertThat(rows).allMatch(row -> reject(row) == null);
  }

  @Test
  void case10AnotherDataSetIsRecognisedAsWhatItIs() {
    assertThatThrownBy(
            () ->
                PlainRows.read(
                    "focus",
                    folder,
                    "actual.csv",
                    "Date,CostInBillingCurrency,MeterCategory,ChargeType\n"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("actual.csv")
        .hasMessageContaining("azure-actual");
  }

  @Test
  void case11OlderAzureColumnsStandInForPricingCurrencyMeterAndInvoice() {
    Row row =
        read(
                "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,"
                    + "ChargePeriodStart,ChargePeriodEnd,x_PricingCurrency,x_SkuMeterName,"
                    + "x_InvoiceId\n",
                "1,1,USD," + FOCUS_PERIODS + ",EUR,P10 Disks,G012\n")
            .get(0);
    assertThat(text(row, "PricingCurrency")).isEqualTo("EUR");
    assertThat(text(row, "SkuMeter")).isEqualTo("P10 Disks");
    assertThat(text(row, "InvoiceId")).isEqualTo("G012");
  }

  @Test
  void case12AUnitThatLooksLikeANumberStaysText() {
    Row row =
        read(FOCUS_HEADER.replace("x_Own", "PricingUnit"), unowned(FOCUS_ROW) + "0100\n").get(0);
    assertThat(text(row, "PricingUnit")).isEqualTo("0100");
  }

  @Test
  void case13AnObjectWhereANumberBelongsIsKeptAndFlaggedAndIsNoZero() {
    String object = "\"{\"\"currency\"\":\"\"USD\"\",\"\"value\"\":0.5}\"";
    Row row =
        read(FOCUS_HEADER.replace("x_Own", "ListUnitPrice"), unowned(FOCUS_ROW) + object + "\n")
            .get(0);
    assertThat(text(row, "ListUnitPrice")).isNull();
    assertThat(flags(row)).contains("UnparsedNumber");
    assertThat(text(row, "x_OriginalValues")).contains("currency");
    assertThat(reject(row)).isNull();
  }

  @Test
  void case14DoublesAndWideDecimalsBecomeTheSameDecimal() {
    Row doubles = typed(0.1, 0.1, "USD", START, START, END, 5.2E-9, "r");
    Row decimals =
        typed(
            new BigDecimal("0.1000000000000000000000000000"),
            new BigDecimal("0.1"),
            "USD",
            START,
            START,
            END,
            new BigDecimal("0.0000000052"),
            "r");
    for (String column : List.of("BilledCost", "EffectiveCost", "ListCost")) {
      assertThat(new BigDecimal(text(doubles, column)))
          .isEqualByComparingTo(text(decimals, column));
    }
  }

  @Test
  void case15ABlankColumnOfTheWrongTypeIsNullAndAFilledOneIsText() {
    assertThat(text(typed(1.0, 1.0, "USD", START, START, END, null, null), "RegionId")).isNull();
    assertThat(text(typed(1.0, 1.0, "USD", START, START, END, null, 17L), "RegionId"))
        .isEqualTo("17");
  }

  @Test
  void case16AMissingOptionalColumnIsNullAndAMissingMandatoryOneIsNamedWithAllOthers() {
    assertThat(text(focus(FOCUS_ROW).get(0), "InvoiceIssuerName")).isNull();
    assertThatThrownBy(
            () ->
                PlainRows.read(
                    "focus",
                    folder,
                    "narrow.csv",
                    "BilledCost,BillingPeriodStart,ChargePeriodStart\n"))
        .hasMessageContaining("EffectiveCost is missing")
        .hasMessageContaining("BillingCurrency is missing")
        .hasMessageContaining("ChargePeriodEnd is missing");
  }

  @Test
  void case17AMissingFieldOfANestedColumnDoesNotStopTheFile() {
    List<Row> rows =
        read(
            FOCUS_HEADER.replace("Tags", "SkuPriceDetails"),
            "1,1,1,1,USD," + FOCUS_PERIODS + ",Usage,\"{\"\"zone\"\":null}\",\n",
            "2,1,1,1,USD," + FOCUS_PERIODS + ",Usage,{},\n",
            "3,1,1,1,USD," + FOCUS_PERIODS + ",Usage,,\n");
    assertThat(rows).allMatch(row -> reject(row) == null);
    assertThat(billed(rows)).isEqualByComparingTo("6");
  }

  @Test
  void case18BothNamesOfTheAwsRegionAreRead() {
    for (String column : List.of("product_region", "product_region_code")) {
      Row row = PlainRows.read("aws-cur", folder, column + ".csv", aws(column, "eu-west-1")).get(0);
      assertThat(text(row, "RegionId")).as(column).isEqualTo("eu-west-1");
    }
  }

  @Test
  void case19TheWordNullIsNull() {
    List<Row> rows = focus("1,NULL,null,(null),USD," + FOCUS_PERIODS + ",Usage,NULL,NULL\n");
    assertThat(text(rows.get(0), "EffectiveCost")).isNull();
    assertThat(text(rows.get(0), "ListCost")).isNull();
    assertThat(text(rows.get(0), "Tags")).isNull();
    assertThat(flags(rows.get(0))).contains("NullLiteral", "MissingEffectiveCost");
  }

  @Test
  void case20AReportWithoutResourcesAndSavingsPlansIsRead() {
    Row row =
        PlainRows.read("aws-cur", folder, "china.csv", aws("line_item_operation", "x")).get(0);
    assertThat(reject(row)).isNull();
    assertThat(billed(row)).isEqualByComparingTo("1");
    assertThat(text(row, "ResourceId")).isNull();
  }

  @Test
  void case21AnExponentIsANumber() {
    assertThat(billed(focus("-5.59E-05,0,0,0,USD," + FOCUS_PERIODS + ",Usage,,\n").get(0)))
        .isEqualByComparingTo("-0.0000559");
  }

  @Test
  void case22AZeroThatStandsForUnknownIsFlagged() {
    Row row = focus("1,1,0,0,USD," + FOCUS_PERIODS + ",Usage,,\n").get(0);
    assertThat(flags(row)).contains("MissingListCost", "MissingContractedCost");
    assertThat(new BigDecimal(text(row, "ListCost"))).isZero();
  }

  @Test
  void case23TagKeysThatDifferByCaseAreAllKeptAndFlagged() {
    String tags =
        "\"{\"\"Application\"\":\"\"a\"\",\"\"APPLICATION\"\":\"\"b\"\",\"\"application\"\":\"\"c\"\"}\"";
    Row row = focus("1,1,1,1,USD," + FOCUS_PERIODS + ",Usage," + tags + ",\n").get(0);
    assertThat(text(row, "Tags"))
        .isEqualTo("{\"APPLICATION\":\"b\",\"Application\":\"a\",\"application\":\"c\"}");
    assertThat(flags(row)).contains("DuplicateTagKeyIgnoringCase");
  }

  @Test
  void case27EveryMonthBelowThePathIsReadAndNotTheNewestAlone() throws IOException {
    for (String month : List.of("2024-07", "2024-08", "2024-09")) {
      Path own = Files.createDirectories(folder.resolve("BILLING_PERIOD=" + month));
      Exports.write(own, "part.csv", FOCUS_HEADER + FOCUS_ROW.replace("2024-09", month));
    }
    assertThat(PlainRows.read("focus", folder))
        .extracting(row -> text(row, "billing_period"))
        .contains("2024-07", "2024-08", "2024-09");
  }

  @Test
  void case28ANullAnywhereIsACharge() {
    Object[] full = {1.0, 1.0, "USD", START, START, END, 1.0, "r"};
    for (int i = 0; i < full.length; i++) {
      Object[] values = full.clone();
      values[i] = null;
      String why = reject(typed(values));
      boolean needed = List.of(0, 2, 3, 4, 5).contains(i);
      assertThat(why).isEqualTo(needed ? "Cannot find " + TYPED_NAMES.get(i) : null);
    }
  }

  private static Row typed(Object... values) {
    return PlainRows.maker("focus", TYPED_NAMES).row("part.parquet", 1, values);
  }

  private List<Row> focus(String rows) {
    return PlainRows.read("focus", folder, "focus.csv", FOCUS_HEADER + rows);
  }

  private List<Row> read(String header, String... rows) {
    return PlainRows.read("focus", folder, "focus.csv", header + String.join("", rows));
  }

  /** A row of the FOCUS header up to the comma before its last column. */
  private static String unowned(String row) {
    return row.substring(0, row.length() - 1);
  }

  private static String aws(String column, String value) {
    return "line_item_unblended_cost,line_item_currency_code,line_item_line_item_type,"
        + "bill_billing_period_start_date,line_item_usage_start_date,line_item_usage_end_date,"
        + column
        + "\n1,USD,Usage,2024-09-01T00:00:00Z,2024-09-02T00:00:00Z,2024-09-03T00:00:00Z,"
        + value
        + "\n";
  }
}
