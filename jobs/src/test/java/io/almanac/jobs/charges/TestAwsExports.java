package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.charges.delivery.DeliveredFiles;
import io.almanac.jobs.config.Overlap;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small AWS reports, read without Spark, with sums that were worked out by hand. */
class TestAwsExports {
  @TempDir private Path folder;

  @Test
  void usageTaxAndCredit() {
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line("Usage", "12.5", "resource_tags", "{\"user_team\":\"vision\"}")
                .line("Usage", "0.000000001234")
                .line("Tax", "2.375")
                .line("Credit", "-5"));
    // 12.5 + 0.000000001234 + 2.375 - 5
    assertTotals(rows, 4, "9.875000001234", "9.875000001234");
    assertThat(texts(rows, "ChargeCategory")).containsExactly("Usage", "Usage", "Tax", "Credit");
    assertThat(texts(rows, "billing_period")).containsOnly("2026-09");
  }

  @Test
  void aSavingsPlanIsSpreadOverItsUse() {
    String arn = "arn:aws:savingsplans::012345678901:savingsplan/s";
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line(
                    "SavingsPlanCoveredUsage",
                    "10",
                    "savings_plan_savings_plan_a_r_n",
                    arn,
                    "savings_plan_savings_plan_effective_cost",
                    "6.5")
                .line("SavingsPlanNegation", "-10", "savings_plan_savings_plan_a_r_n", arn)
                .line(
                    "SavingsPlanCoveredUsage",
                    "4",
                    "savings_plan_savings_plan_a_r_n",
                    arn,
                    "savings_plan_savings_plan_effective_cost",
                    "2.75")
                .line("SavingsPlanNegation", "-4", "savings_plan_savings_plan_a_r_n", arn)
                .line(
                    "SavingsPlanRecurringFee",
                    "12",
                    "savings_plan_savings_plan_a_r_n",
                    arn,
                    "savings_plan_total_commitment_to_date",
                    "12",
                    "savings_plan_used_commitment",
                    "9.25")
                .line("SavingsPlanUpfrontFee", "100", "savings_plan_savings_plan_a_r_n", arn));
    // Billed: 10 - 10 + 4 - 4 + 12 + 100. Effective: 6.5 + 2.75 + (12 - 9.25).
    assertTotals(rows, 6, "112", "12");
  }

  @Test
  void hoursOfAMachineAreCountedOnceWhateverTakesItsCostBack() {
    String[] machine = {"line_item_resource_id", "i-0abc", "line_item_usage_amount", "24"};
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line("SavingsPlanCoveredUsage", "10", machine)
                .line("SavingsPlanNegation", "-10", machine)
                .line("EdpDiscount", "-1", machine)
                .line("PrivateRateDiscount", "-1", machine)
                .line("BundledDiscount", "-1", machine)
                .line("Discount", "-1", machine));
    assertThat(texts(rows, "ResourceId")).containsOnly("i-0abc");
    assertThat(texts(rows, "ChargeCategory")).containsOnly("Usage");
    assertThat(numbers(rows, "ConsumedQuantity"))
        .containsExactly("24", null, null, null, null, null);
    assertThat(texts(rows, "ConsumedUnit").subList(1, 6)).containsOnlyNulls();
    // What the report states stays where it is no consumption.
    assertThat(numbers(rows, "PricingQuantity")).containsOnly("24");
  }

  @Test
  void aReservationIsSpreadOverItsUse() {
    String arn = "arn:aws:ec2:us-east-1:012345678901:reserved-instances/r";
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line("DiscountedUsage", "0", "reservation_effective_cost", "0.375")
                .line("DiscountedUsage", "0", "reservation_effective_cost", "0.125")
                .line(
                    "RIFee",
                    "1",
                    "reservation_unused_amortized_upfront_fee_for_billing_period",
                    "0.25",
                    "reservation_unused_recurring_fee",
                    "0.25")
                .line("Fee", "4.5", "reservation_reservation_arn", arn)
                .line("Fee", "7"));
    // Billed: 1 + 4.5 + 7. Effective: 0.375 + 0.125 + (0.25 + 0.25) + 0 + 7.
    assertTotals(rows, 5, "12.5", "8");
  }

  @Test
  void netCostsReplaceGrossOnesLineByLine() {
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line("Usage", "10", "line_item_net_unblended_cost", "9")
                .line("Usage", "20", "line_item_net_unblended_cost", "18")
                .line("EdpDiscount", "-3", "line_item_net_unblended_cost", "0")
                .line("Tax", "2.7")
                .line(
                    "SavingsPlanCoveredUsage",
                    "8",
                    "line_item_net_unblended_cost",
                    "7.2",
                    "savings_plan_savings_plan_effective_cost",
                    "5",
                    "savings_plan_net_savings_plan_effective_cost",
                    "4.5")
                .line("SavingsPlanNegation", "-8", "line_item_net_unblended_cost", "-7.2"));
    // Billed: 9 + 18 + 0 + 2.7 + 7.2 - 7.2. Effective: 9 + 18 + 0 + 2.7 + 4.5 + 0.
    assertTotals(rows, 6, "29.7", "34.2");
  }

  @Test
  void splitItemsOfGpuPodsAddNothingToTheirInstance() {
    String node = "i-0abc";
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line("Usage", "98.32", "line_item_resource_id", node)
                .line("Usage", "0", split(node, "pod/a", "49.16", "0"))
                .line("Usage", "0", split(node, "pod/b", "24.58", "24.58"))
                .line("Usage", "", split(node, "unused", "24.58", "")));
    assertTotals(rows, 4, "98.32", "98.32");
    assertThat(texts(rows, "ResourceId")).containsOnly(node);
    assertThat(texts(rows, "AllocatedResourceId"))
        .containsExactly(null, "pod/a", "pod/b", "unused");
  }

  @Test
  void aReportOfAnotherPartitionLacksColumns() {
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line(
                    "Usage",
                    "7.77",
                    "line_item_currency_code",
                    "CNY",
                    "bill_payer_account_id",
                    "000000000042")
                .line("Tax", "0.4662", "line_item_currency_code", "CNY"));
    assertTotals(rows, 2, "8.2362", "8.2362");
    assertThat(texts(rows, "BillingCurrency")).containsOnly("CNY");
    assertThat(texts(rows, "BillingAccountId")).containsExactly("000000000042", null);
  }

  @Test
  void columnsMayChangeFromMonthToMonth() {
    Path august =
        AwsLines.legacy("2026-08")
            .line(
                "Usage", "3.10", "resourceTags/user:team", "vision", "product/region", "eu-west-1")
            .line("Usage", "1.90", "lineItem/UsageAccountId", "001234567890")
            .write(folder, "august.csv");
    Path september =
        AwsLines.legacy("2026-09")
            .line("Usage", "2.22", "costCategory/Env", "prod", "product/regionCode", "eu-west-1")
            .write(folder, "september.csv");
    List<Row> rows = new ArrayList<>(read("aws-cur", august));
    rows.addAll(read("aws-cur", september));

    assertTotals(rows, 3, "7.22", "7.22");
    assertThat(texts(rows, "Tags"))
        .containsExactly("{\"team\":\"vision\"}", null, "{\"cost_category:Env\":\"prod\"}");
    assertThat(texts(rows, "RegionId")).containsExactly("eu-west-1", null, "eu-west-1");
    assertThat(texts(rows, "SubAccountId")).containsExactly(null, "001234567890", null);
    assertThat(texts(rows, "billing_period")).containsExactly("2026-08", "2026-08", "2026-09");
  }

  @Test
  void aLegacyReportAsAthenaHasIt() {
    List<Row> rows =
        read(
            "aws-cur",
            AwsLines.flat("2026-09")
                .line(
                    "DiscountedUsage",
                    "0",
                    "reservation_effective_cost",
                    "5.25",
                    "resource_tags_user_team",
                    "vision",
                    "product_region",
                    "us-east-1")
                .line("RIFee", "6", "reservation_unused_recurring_fee", "0.75"));
    // Billed: 0 + 6. Effective: 5.25 + 0.75.
    assertTotals(rows, 2, "6", "6");
    assertThat(texts(rows, "Tags")).containsExactly("{\"team\":\"vision\"}", null);
  }

  @Test
  void carriageReturnsByteOrderMarkCommaTooManyAndAFileWithoutRows() throws IOException {
    String text = AwsLines.legacy("2026-09").line("Usage", "1.1").line("Usage", "2.2").text();
    String ragged =
        "\uFEFF" + text.strip().replace("\n", ",\r\n").replaceFirst(",\r", "\r") + ",\r\n";
    Path file = folder.resolve("cur-1.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(ragged.getBytes(StandardCharsets.UTF_8));
    }
    Path empty = Exports.write(folder, "cur-2.csv", text.substring(0, text.indexOf('\n') + 1));

    List<Row> rows = read("aws-cur", file);
    assertTotals(rows, 2, "3.3", "3.3");
    assertThat(texts(rows, "x_Flags")).allMatch(flags -> flags.contains("RaggedRow"));
    assertThat(read("aws-cur", empty)).isEmpty();
    assertThat(RecordCount.of(SourceFiles.list(file).get(0))).isEqualTo(2);
    assertThat(RecordCount.of(SourceFiles.list(empty).get(0))).isZero();
  }

  @Test
  void marketplaceRefundsAndTwoCurrencies() {
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line(
                    "Usage",
                    "15",
                    "bill_billing_entity",
                    "AWS Marketplace",
                    "line_item_legal_entity",
                    "Model Maker Inc.")
                .line("Refund", "-2.5", "bill_bill_type", "Refund")
                .line("Usage", "3", "line_item_currency_code", "EUR"));
    List<Row> dollars = rows.subList(0, 2);
    assertTotals(dollars, 2, "12.5", "12.5");
    assertTotals(rows.subList(2, 3), 1, "3", "3");
    assertThat(texts(rows, "BillingCurrency")).containsExactly("USD", "USD", "EUR");
    assertThat(texts(rows, "ServiceProviderName"))
        .containsExactly("Model Maker Inc.", "AWS", "AWS");
    assertThat(texts(rows, "ChargeCategory")).containsExactly("Usage", "Adjustment", "Usage");
  }

  @Test
  void exponentsUnknownTypesAndALineWithoutACost() {
    List<Row> rows =
        read(
            "aws-cur-2",
            AwsLines.flat("2026-09")
                .line("Usage", "-5.59E-05")
                .line("SomethingNew", "1E-7")
                .line("Usage", ""));
    // -0.0000559 + 0.0000001; the last line is a reject.
    assertTotals(rows.subList(0, 2), 2, "-0.0000558", "-0.0000558");
    assertThat(texts(rows, "x_Flags").get(1)).contains("UnknownLineItemType");
    assertThat(texts(rows, ChargeRows.REJECT_REASON))
        .containsExactly(null, null, "Cannot find BilledCost");
  }

  @Test
  void theSamplesAddUpToWhatTheirFilesSay() throws IOException {
    for (String name :
        List.of(
            "aws-legacy-cur/sample-anonymous-aws-export-dataset.csv",
            "aws-legacy-cur/restatement/2023-06-01-not-final.csv",
            "aws-legacy-cur/restatement/2023-06-01.csv")) {
      Path file = Exports.shared(name);
      List<CSVRecord> records = Exports.records(file);
      List<Row> rows = read("aws-cur", file);
      assertThat(rows).as(name).hasSameSizeAs(records);
      assertThat(sum(rows, "BilledCost"))
          .as(name)
          .isEqualByComparingTo(Exports.sum(records, "lineItem/UnblendedCost"));
      BigDecimal effective = BigDecimal.ZERO;
      for (CSVRecord record : records) {
        boolean covered = record.get("lineItem/LineItemType").equals("SavingsPlanCoveredUsage");
        effective =
            effective.add(
                new BigDecimal(
                    record.get(
                        covered
                            ? "savingsPlan/SavingsPlanEffectiveCost"
                            : "lineItem/UnblendedCost")));
      }
      assertThat(sum(rows, "EffectiveCost")).as(name).isEqualByComparingTo(effective);
      assertThat(texts(rows, "BillingAccountId")).as(name).doesNotContainNull();
    }
  }

  @Test
  void aReportThatBecomesFinalIsReadFromItsNewAssembly() throws IOException {
    Path period = Files.createDirectories(folder.resolve("cur/20230601-20230701"));
    for (String assembly : List.of("-not-final", "")) {
      Path run = Files.createDirectories(period.resolve("run" + assembly));
      Files.copy(
          Exports.shared("aws-legacy-cur/restatement/2023-06-01" + assembly + ".csv"),
          run.resolve("cur-1.csv"));
      Files.writeString(
          period.resolve("cur-Manifest.json"),
          "{\"assemblyId\":\"run%s\",\"account\":\"1\",\"reportName\":\"cur\",\"billingPeriod\":{\"start\":\"20230601T000000.000Z\",\"end\":\"20230701T000000.000Z\"},\"reportKeys\":[\"/cur/20230601-20230701/run%s/cur-1.csv\"]}"
              .formatted(assembly, assembly));
      List<SourceFile> files =
          DeliveredFiles.find("aws", "aws-cur", folder, Overlap.REFUSE).files();
      assertThat(files).hasSize(1);
      // An open month has no invoice yet.
      assertThat(texts(read("aws-cur", Path.of(files.get(0).path())), "InvoiceId"))
          .hasSize(3)
          .containsOnly(assembly.isEmpty() ? "987654321" : null);
    }
  }

  private static String[] split(String node, String pod, String cost, String unused) {
    return new String[] {
      "line_item_resource_id", pod,
      "split_line_item_parent_resource_id", node,
      "split_line_item_split_cost", cost,
      "split_line_item_unused_cost", unused
    };
  }

  private List<Row> read(String format, AwsLines lines) {
    return read(format, lines.write(folder, "report.csv"));
  }

  private static List<Row> read(String format, Path file) {
    SourceFile listed = SourceFiles.list(file).get(0);
    assertThat(ChargeLoad.headerProblems("bill", format, List.of(listed))).isEmpty();
    List<Row> rows = new ArrayList<>();
    CsvFile.rows("bill", format, listed, LeftOut.UNHEARD).forEachRemaining(rows::add);
    return rows;
  }

  private static void assertTotals(List<Row> rows, int count, String billed, String effective) {
    assertThat(rows).hasSize(count);
    assertThat(texts(rows, ChargeRows.REJECT_REASON)).containsOnlyNulls();
    assertThat(sum(rows, "BilledCost")).isEqualByComparingTo(billed);
    assertThat(sum(rows, "EffectiveCost")).isEqualByComparingTo(effective);
  }

  private static BigDecimal sum(List<Row> rows, String column) {
    return Exports.sum(rows, row -> row.getDecimal(ChargeRows.SCHEMA.fieldIndex(column)));
  }

  /** The shortest text of each number; null where there is none. */
  private static List<String> numbers(List<Row> rows, String column) {
    List<String> numbers = new ArrayList<>();
    for (Row row : rows) {
      BigDecimal number = row.getDecimal(ChargeRows.SCHEMA.fieldIndex(column));
      numbers.add(number == null ? null : number.stripTrailingZeros().toPlainString());
    }
    return numbers;
  }

  private static List<String> texts(List<Row> rows, String column) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.getString(ChargeRows.SCHEMA.fieldIndex(column))));
    return texts;
  }
}
