package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.Exports.FOCUS_HEADER;
import static io.almanac.jobs.charges.Exports.FOCUS_PERIODS;
import static io.almanac.jobs.charges.Exports.FOCUS_ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.mart.CostMarts;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestChargeLoad {
  @TempDir private Path folder;

  @Test
  void everyRowOfTheFocusSampleIsAChargeAndItsCostsSumToTheFiles() throws IOException {
    Path file = Exports.shared("focus-1.0/focus_sample.csv");
    List<CSVRecord> records = Exports.records(file);
    List<Row> charges = Exports.charges("focus", file);

    assertThat(Exports.rejects("focus", file)).isEmpty();
    assertThat(charges).hasSize(records.size()).hasSize(1000);
    for (String cost : List.of("BilledCost", "EffectiveCost", "ListCost")) {
      assertThat(Exports.sum(charges, row -> row.getDecimal(row.fieldIndex(cost))))
          .isEqualByComparingTo(Exports.sum(records, cost));
    }
    assertThat(Exports.sum(records, "BilledCost")).isEqualByComparingTo("20.52022672899");
    assertThat(charges).extracting(row -> row.<String>getAs("x_FocusVersion")).containsOnly("1.0");
    assertThat(charges)
        .filteredOn(row -> flags(row).contains("ChargeOutsideBillingPeriod"))
        .hasSize(1);
    assertThat(charges)
        .filteredOn(row -> flags(row).contains("DuplicateTagKeyIgnoringCase"))
        .hasSameSizeAs(
            records.stream()
                .filter(row -> row.get("Tags").contains("\"org\""))
                .filter(row -> row.get("Tags").contains("\" org\""))
                .toList());
    assertThat(charges).filteredOn(row -> flags(row).contains("EnumCaseFixed")).hasSize(7);
    assertThat(charges).filteredOn(row -> flags(row).contains("MissingContractedCost")).hasSize(7);
    for (int i = 0; i < records.size(); i++) {
      assertThat(charges.get(i).<Long>getAs("x_SourceRow")).isEqualTo(i + 1L);
      assertThat(charges.get(i).<String>getAs("x_OtherColumns"))
          .contains("\"Id\":\"" + records.get(i).get("Id") + "\"");
    }
  }

  @Test
  void everyRowOfTheAwsSampleIsAChargeAndItsCostsSumToTheFiles() throws IOException {
    Path file = Exports.shared("aws-legacy-cur/sample-anonymous-aws-export-dataset.csv");
    List<CSVRecord> records = Exports.records(file);
    List<Row> charges = Exports.charges("aws-cur", file);

    assertThat(Exports.rejects("aws-cur", file)).isEmpty();
    assertThat(charges).hasSize(records.size()).hasSize(1281);
    assertThat(Exports.sum(charges, row -> row.getDecimal(row.fieldIndex("BilledCost"))))
        .isEqualByComparingTo(Exports.sum(records, "lineItem/UnblendedCost"))
        .isEqualByComparingTo("1.68230869740");
    assertThat(charges)
        .extracting(row -> row.<String>getAs("ChargeCategory"))
        .containsOnly("Usage", "Tax");
    assertThat(charges)
        .extracting(row -> row.<String>getAs("billing_period"))
        .containsOnly("2023-11");
    assertThat(charges).allMatch(row -> row.getAs("ServiceCategory") != null);
    assertThat(charges).allMatch(row -> row.getAs("x_FocusVersion") == null);
  }

  @Test
  void readsSavingsPlanUsageAndAccountsWithLeadingZeros() {
    List<Row> charges =
        Exports.charges("aws-cur", Exports.shared("aws-legacy-cur/restatement/2023-06-01.csv"));

    assertThat(charges).hasSize(3);
    assertThat(charges)
        .extracting(row -> row.<String>getAs("BillingAccountId"))
        .containsOnly("0099999999999");
    assertThat(charges).extracting(row -> row.<String>getAs("InvoiceId")).containsOnly("987654321");
    assertThat(charges)
        .allSatisfy(row -> assertThat(row.<String>getAs("Tags")).contains("cost_category:"));
    assertThat(charges)
        .filteredOn(row -> row.<String>getAs("x_OtherColumns").contains("SavingsPlanCoveredUsage"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.<BigDecimal>getAs("EffectiveCost")).isEqualByComparingTo("0.1");
              assertThat(row.<BigDecimal>getAs("BilledCost")).isEqualByComparingTo("10");
              assertThat(row.<String>getAs("PricingCategory")).isEqualTo("Committed");
              assertThat(row.<Instant>getAs("BillingPeriodStart"))
                  .isEqualTo(Instant.parse("2023-06-01T00:00:00Z"));
            });
  }

  @Test
  void readsTheSamplesOfLaterFocusVersions() throws IOException {
    for (String name :
        List.of(
            "focus-1.2/aws_1_2_cost_and_usage_rows100_seed42.csv",
            "focus-1.2/azure_1_2_cost_and_usage_rows100_seed42.csv",
            "focus-1.3/aws_1_3_cost_and_usage_rows100_seed42.csv")) {
      Path file = Exports.shared(name);
      List<CSVRecord> records = Exports.records(file);
      List<Row> charges = Exports.charges("focus", file);
      assertThat(charges).as(name).hasSameSizeAs(records);
      assertThat(Exports.sum(charges, row -> row.getDecimal(row.fieldIndex("BilledCost"))))
          .as(name)
          .isEqualByComparingTo(Exports.sum(records, "BilledCost"));
      assertThat(charges)
          .as(name)
          .extracting(row -> row.<String>getAs("x_FocusVersion"))
          .containsOnly(name.substring(6, 9));
    }
  }

  @Test
  void csvGzipAndParquetOfTheSameRowsGiveTheSameCharges() throws IOException {
    String text =
        FOCUS_HEADER
            + FOCUS_ROW
            + "-0.000000000000000001,,0,0,EUR,"
            + FOCUS_PERIODS
            + ",usage,\"{\"\"b\"\":1,\"\"a\"\":\"\"x\"\"}\",own\n"
            + "oops,1,1,1,USD,"
            + FOCUS_PERIODS
            + ",Tax,,\n";
    Path csv = Files.createDirectory(folder.resolve("csv")).resolve("part.csv");
    Files.writeString(csv, text);
    Path gzip = Files.createDirectory(folder.resolve("gz")).resolve("part.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Path parquet = folder.resolve("parquet [1]");
    SparkTest.spark()
        .read()
        .option("header", "true")
        .option("escape", "\"")
        .csv(csv.toString())
        .coalesce(1)
        .write()
        .parquet(parquet.toString());

    List<String> expected = comparable(Exports.read("focus", csv));
    assertThat(expected).hasSize(3);
    assertThat(comparable(Exports.read("focus", gzip))).isEqualTo(expected);
    assertThat(comparable(Exports.read("focus", parquet))).isEqualTo(expected);
  }

  @Test
  void readsTypedParquetWithMapsAndDoubles() {
    Path parquet = folder.resolve("typed");
    SparkTest.spark()
        .sql(
            "SELECT 0.1D AS BilledCost, 1.5D AS EffectiveCost, CAST(2 AS DECIMAL(38,28)) AS ListCost,"
                + " CAST(3 AS DECIMAL(10,2)) AS ContractedCost, 'USD' AS BillingCurrency,"
                + " TIMESTAMP '2024-09-01 00:00:00' AS BillingPeriodStart,"
                + " TIMESTAMP_NTZ '2024-10-01 00:00:00' AS BillingPeriodEnd,"
                + " TIMESTAMP '2024-09-30 23:00:00.123456' AS ChargePeriodStart,"
                + " DATE '2024-10-01' AS ChargePeriodEnd, 17L AS SubAccountId,"
                + " map('b', '2', 'a', '1') AS Tags, map('z', 1, 'y', 2) AS x_Discounts,"
                + " array('r') AS RegionId")
        .write()
        .parquet(parquet.toString());

    Row charge = Exports.charges("focus", parquet).get(0);

    assertThat(charge.<BigDecimal>getAs("BilledCost")).isEqualByComparingTo("0.1");
    assertThat(charge.<BigDecimal>getAs("ListCost")).isEqualByComparingTo("2");
    assertThat(charge.<String>getAs("Tags")).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(charge.<String>getAs("SubAccountId")).isEqualTo("17");
    assertThat(charge.<Instant>getAs("ChargePeriodStart"))
        .isEqualTo(Instant.parse("2024-09-30T23:00:00.123456Z"));
    assertThat(charge.<Instant>getAs("ChargePeriodEnd"))
        .isEqualTo(Instant.parse("2024-10-01T00:00:00Z"));
    assertThat(charge.<String>getAs("x_OtherColumns")).contains("x_Discounts");
    assertThat(charge.<String>getAs("RegionId")).isNull();
    assertThat(charge.<String>getAs("x_OriginalValues"))
        .isEqualTo("{\"RegionId\":\"[\\\"r\\\"]\"}");
    assertThat(flags(charge)).contains("NestedValue");
  }

  @Test
  void partitionCountChangesNothing() {
    Path file = Exports.shared("focus-1.3/aws_1_3_cost_and_usage_rows100_seed42.csv");
    List<String> expected = comparable(Exports.read("focus", file));
    for (int partitions : List.of(1, 2, 7)) {
      Path parts = folder.resolve("parts" + partitions);
      Exports.read("focus", file).repartition(partitions).write().parquet(parts.toString());
      assertThat(comparable(SparkTest.spark().read().parquet(parts.toString())))
          .isEqualTo(expected);
    }
  }

  @Test
  void resultsHaveExactlyTheMartsColumns() {
    Dataset<Row> read =
        Exports.read("focus", Exports.write(folder, "a.csv", FOCUS_HEADER + FOCUS_ROW));

    assertThat(Exports.charges(read).schema().fields())
        .extracting(StructField::name, StructField::dataType)
        .isEqualTo(typed(CostMarts.CHARGES.schema().fields()));
    assertThat(Exports.rejects(read).schema().fields())
        .extracting(StructField::name, StructField::dataType)
        .isEqualTo(typed(CostMarts.CHARGE_REJECTS.schema().fields()));
  }

  @Test
  void rejectsWhatCannotBeAChargeAndSaysWhy() {
    String text =
        FOCUS_HEADER
            + FOCUS_ROW
            + "1,1,1,1,USD,2023-01-01T00:00:00Z,2023-02-01T00:00:00Z,2023-01-01T20:00:00Z,"
            + "2023-02-01T30:00:00Z,Usage,,\n"
            + "NULL,1,1,1,,"
            + FOCUS_PERIODS
            + ",Usage,,\n"
            + "2.5,1,1,1,USD,soon,,"
            + "2024-09-02T00:00:00Z,2024-09-03T00:00:00Z,Usage,,\n";
    Path file = Exports.write(folder, "a.csv", text);

    List<Row> rejects = Exports.rejects("focus", file);

    assertThat(Exports.charges("focus", file)).hasSize(1);
    assertThat(rejects)
        .extracting(
            row -> row.<Long>getAs("source_row"),
            row -> row.<String>getAs("reason"),
            row -> row.<String>getAs("billing_period"))
        .containsExactly(
            tuple(2L, "Cannot read ChargePeriodEnd: 2023-02-01T30:00:00Z", "2023-01"),
            tuple(3L, "Cannot find BilledCost; Cannot find BillingCurrency", "2024-09"),
            tuple(4L, "Cannot read BillingPeriodStart: soon", ChargeLoad.UNKNOWN_PERIOD));
    assertThat(rejects.get(2).<BigDecimal>getAs("billed_cost")).isEqualByComparingTo("2.5");
    assertThat(rejects.get(2).<String>getAs("raw_row"))
        .startsWith("{\"BilledCost\":\"2.5\"")
        .contains("\"BillingPeriodStart\":\"soon\"");
  }

  @Test
  void survivesHostileText() {
    String million = "x".repeat(1 << 20);
    String text =
        ("\uFEFF" + FOCUS_HEADER + FOCUS_ROW).replace("\n", "\r\n")
            + "\r\n  \r\n"
            + "2,2,2,2,USD,"
            + FOCUS_PERIODS
            + ",Usage,,a\0b\n"
            + "3,3,3,3,USD,"
            + FOCUS_PERIODS
            + ",Usage,,"
            + million
            + "\n"
            + "4,4,4,4,USD,"
            + FOCUS_PERIODS
            + ",Usage,,\"two\r\nlines\"\n"
            + "5,5,5,5,USD,"
            + FOCUS_PERIODS
            + ",Usage,,own,,\n"
            + "6,6,6,6,USD,"
            + FOCUS_PERIODS
            + ",Usage,,own,extra\n"
            + "7,7,7,7,USD\n"
            + "8,8,8,8,USD,"
            + FOCUS_PERIODS
            + ",Usage,,\"never closed\n"
            + "9,9,9,9,USD,"
            + FOCUS_PERIODS
            + ",Usage,,last";
    Path file = Exports.write(folder, "a.csv", text);

    List<Row> charges = Exports.charges("focus", file);
    List<Row> rejects = Exports.rejects("focus", file);

    assertThat(charges)
        .extracting(row -> row.<BigDecimal>getAs("BilledCost").stripTrailingZeros().toPlainString())
        .containsExactly("1.5", "2", "3", "4", "5", "9");
    assertThat(charges.get(1).<String>getAs("x_OtherColumns"))
        .isEqualTo("{\"x_Own\":\"a\\u0000b\"}");
    assertThat(charges.get(2).<String>getAs("x_OtherColumns")).hasSizeGreaterThan(1 << 20);
    assertThat(charges.get(3).<String>getAs("x_OtherColumns"))
        .isEqualTo("{\"x_Own\":\"two\\r\\nlines\"}");
    assertThat(flags(charges.get(4))).contains("RaggedRow");
    assertThat(rejects)
        .extracting(row -> row.<Long>getAs("source_row"), row -> row.<String>getAs("reason"))
        .containsExactly(
            tuple(6L, "Cannot read record: 13 fields stand below 12 columns"),
            tuple(7L, "Cannot read record: 5 fields stand below 12 columns"),
            tuple(8L, "Cannot read record: a quote is not closed"));
    assertThat(rejects.get(2).<String>getAs("raw_row")).contains("never closed");
  }

  @Test
  void acceptsEmptyAndHeaderOnlyFiles() {
    Exports.write(folder, "empty.csv", "");
    Exports.write(folder, "header.csv", FOCUS_HEADER);

    assertThat(Exports.charges("focus", folder)).isEmpty();
    assertThat(Exports.rejects("focus", folder)).isEmpty();
  }

  @Test
  void refusesFilesOfOtherKindsAllAtOnce() {
    Exports.write(folder, "azure.csv", "Date,CostInBillingCurrency,MeterCategory\n");
    Exports.write(folder, "cur.csv", "lineItem/UsageAmount,identity/LineItemId\n");
    Exports.write(folder, "twice.csv", FOCUS_HEADER.replace("x_Own", "billedcost"));
    Exports.write(folder, "good.csv", FOCUS_HEADER);
    Exports.write(folder, "broken.parquet", "no parquet");

    assertThatThrownBy(() -> ChargeLoad.checkHeaders("bill", "focus", SourceFiles.list(folder)))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure -> {
              assertThat(failure.problems()).hasSize(4);
              assertThat(failure.problems().get(0))
                  .contains("azure.csv", "BilledCost is missing", "azure-actual");
              assertThat(failure.problems().get(1)).contains("broken.parquet");
              assertThat(failure.problems().get(2)).contains("cur.csv", "AWS legacy CUR");
              assertThat(failure.problems().get(3))
                  .contains("twice.csv", "BilledCost stands there twice");
            });
  }

  @Test
  void refusesTheTinyExamplesOfTheSpecificationForWhatTheyLack() {
    Path examples = Exports.shared("focus-spec-examples/v1.2/commitment_discount_scenarios");
    assertThat(ChargeLoad.headerProblems("bill", "focus", SourceFiles.list(examples)))
        .hasSize(7)
        .allSatisfy(problem -> assertThat(problem).contains("BillingCurrency is missing"));
  }

  @Test
  void readsMonthFirstDatesOfAVirtualCurrencyPurchase() {
    Row charge =
        Exports.charges(
                "focus",
                Exports.shared(
                    "focus-spec-examples/v1.2/saas_examples/virtual_currency_pricing_model_a1.csv"))
            .get(0);
    assertThat(charge.<Instant>getAs("BillingPeriodStart"))
        .isEqualTo(Instant.parse("2025-04-01T00:00:00Z"));
    assertThat(charge.<BigDecimal>getAs("BilledCost")).isEqualByComparingTo("200000");
    assertThat(charge.<BigDecimal>getAs("EffectiveCost")).isEqualByComparingTo("0");
    assertThat(charge.<String>getAs("x_FocusVersion")).isEqualTo("1.2");
    assertThat(charge.<String>getAs("x_OriginalValues"))
        .contains("\"BillingPeriodStart\":\"4/1/25\"");
  }

  @Test
  void tokenUsageIsPricedWhereverItIsRead() {
    Path usage =
        Exports.write(
            folder,
            "usage.csv",
            "date,provider,model,input_tokens,output_tokens\n2026-09-01,acme,m,2000,10\nbroken\n");
    Path prices =
        Exports.write(
            folder,
            "prices",
            "provider,model,kind,price,per,currency,valid_from\n"
                + "acme,m,input,0.5,1000,USD,2026-01-01\nacme,m,output,0.25,1,USD,2026-01-01\n");
    List<SourceFile> files =
        SourceFiles.list(usage, "llm-tokens").stream()
            .map(file -> file.with(FileTraits.NONE.withPrices(prices)))
            .toList();

    Dataset<Row> read =
        ChargeLoad.read(SparkTest.spark(), "llm", "llm-tokens", files, LeftOut.UNHEARD);

    assertThat(Exports.sum(Exports.charges(read).collectAsList(), row -> row.getAs("BilledCost")))
        .isEqualByComparingTo("3.5");
    assertThat(Exports.rejects(read).count()).isEqualTo(1);
  }

  private static String flags(Row row) {
    String flags = row.getAs("x_Flags");
    return flags == null ? "" : flags;
  }

  /**
   * Every column but the file's name and the raw text (null or empty by file type), one text a row,
   * in the order of the records.
   */
  private static List<String> comparable(Dataset<Row> read) {
    return read.drop("x_SourceFile", "x_RawRow").orderBy("x_SourceRow").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private static List<Tuple> typed(StructField[] fields) {
    return Arrays.stream(fields).map(field -> tuple(field.name(), field.dataType())).toList();
  }
}
