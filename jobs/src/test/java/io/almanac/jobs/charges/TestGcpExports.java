package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.RecordFiles.charges;
import static io.almanac.jobs.charges.RecordFiles.number;
import static io.almanac.jobs.charges.RecordFiles.rejects;
import static io.almanac.jobs.charges.RecordFiles.sum;
import static io.almanac.jobs.charges.RecordFiles.text;
import static io.almanac.jobs.charges.RecordFiles.time;
import static io.almanac.jobs.charges.RecordFiles.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.charges.source.ChargeDraft;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SparkTest.class)
class TestGcpExports {
  private static final Pattern AMOUNT = Pattern.compile("'amount': ([-0-9.e]+)");

  @TempDir private Path folder;

  @Test
  void everyRowOfTheRealExportIsAChargeAndCreditsTieOut() throws IOException {
    Path file =
        Exports.shared("gcp/202011_30c31bca571d9b7f3b2c8459dd8bc34a_2020-11-08_2020-11-11.csv");
    List<CSVRecord> records = Exports.records(file);
    List<Row> rows = RecordFiles.rows("gcp-billing", file);

    BigDecimal credits = BigDecimal.ZERO;
    for (CSVRecord record : records) {
      for (Matcher amount = AMOUNT.matcher(record.get("credits")); amount.find(); ) {
        credits = credits.add(new BigDecimal(amount.group(1)));
      }
    }
    assertThat(rejects(rows)).isEmpty();
    assertThat(rows).hasSameSizeAs(records).hasSize(25);
    assertThat(sum(rows, "ContractedCost"))
        .isEqualByComparingTo(Exports.sum(records, "cost"))
        .isEqualByComparingTo("0.000032");
    assertThat(sum(rows, "BilledCost"))
        .isEqualByComparingTo(Exports.sum(records, "cost").add(credits))
        .isEqualByComparingTo("0");
    assertThat(rows)
        .allMatch(row -> number(row, "EffectiveCost").compareTo(number(row, "BilledCost")) == 0);
    assertThat(rows).extracting(row -> text(row, "billing_period")).containsOnly("2020-11");
    assertThat(rows).allMatch(row -> value(row, "ServiceCategory") != null);
    assertThat(rows)
        .filteredOn(row -> value(row, "Tags") != null)
        .hasSize((int) records.stream().filter(row -> row.get("labels").length() > 2).count());
  }

  /** Sums by hand: net is cost with credits, gross is cost. */
  @ParameterizedTest
  @CsvSource({
    "01-detailed.jsonl, 2, 0, 1.502887, 1.752888",
    "02-credits.jsonl, 4, 0, 5.874999, 34.75",
    "03-crossover.ndjson, 3, 0, 6.155, 6.155",
    "04-adjustments.json, 5, 0, -21.134999, -21.384999",
    "05-standard.csv, 2, 1, 0.50000785, 0.50001385",
    "06-json-text.csv, 2, 0, 13, 14.5",
    "07-flat-credits.csv, 3, 0, 13.375, 24",
    "08-currencies.jsonl, 2, 0, 99.623456788, 99.623456789",
    "09-malformed.jsonl, 2, 8, 3.75, 3.75",
    "10-gke-and-gpus.jsonl, 2, 0, 3.294023, 3.294023",
  })
  void smallExportsTieOut(String name, int charges, int rejects, BigDecimal net, BigDecimal gross) {
    List<Row> rows = rows(name);

    assertThat(charges(rows)).hasSize(charges);
    assertThat(rejects(rows)).hasSize(rejects);
    assertThat(sum(charges(rows), "BilledCost")).isEqualByComparingTo(net);
    assertThat(sum(charges(rows), "EffectiveCost")).isEqualByComparingTo(net);
    assertThat(sum(charges(rows), "ContractedCost")).isEqualByComparingTo(gross);
  }

  @Test
  void structsListsAndLabelsBecomeColumns() {
    Row charge = rows("01-detailed.jsonl").get(0);

    assertThat(text(charge, "ServiceName")).isEqualTo("Compute Engine");
    assertThat(text(charge, "ServiceCategory")).isEqualTo("Compute");
    assertThat(text(charge, "SkuId")).isEqualTo("2E27-4F75-95CD");
    assertThat(text(charge, "SubAccountId")).isEqualTo("vision-prod");
    assertThat(text(charge, "SubAccountName")).isEqualTo("Vision");
    assertThat(text(charge, "BillingAccountId")).isEqualTo("01AB23-456789-CDEF01");
    assertThat(text(charge, "RegionId")).isEqualTo("us-central1");
    assertThat(text(charge, "AvailabilityZone")).isEqualTo("us-central1-a");
    assertThat(text(charge, "ResourceName")).isEqualTo("trainer-1");
    assertThat(text(charge, "ResourceType")).isEqualTo("instances");
    assertThat(text(charge, "SkuPriceDetails"))
        .isEqualTo("{\"CoreCount\":\"8\",\"InstanceType\":\"n1-standard-8\"}");
    assertThat(number(charge, "ListCost")).isEqualByComparingTo("0.26");
    assertThat(number(charge, "ContractedUnitPrice")).isEqualByComparingTo("0.031611");
    assertThat(number(charge, "PricingQuantity")).isEqualByComparingTo("8");
    assertThat(number(charge, "ConsumedQuantity")).isEqualByComparingTo("28800");
    assertThat(text(charge, "ChargeFrequency")).isEqualTo("Usage-Based");
    assertThat(time(charge, "ChargePeriodEnd")).isEqualTo(Instant.parse("2026-09-01T01:00:00Z"));
    assertThat(time(charge, "BillingPeriodEnd")).isEqualTo(Instant.parse("2026-10-01T00:00:00Z"));
    assertThat(text(charge, "x_OtherColumns"))
        .contains("\"export_time\":", "\"project.ancestry_numbers\":\"/1/2/\"", "\"tags\":")
        .contains("\"cost\":\"0.252888\"", "\"currency_conversion_rate\":\"1.0\"");
    Row multiRegion = rows("01-detailed.jsonl").get(1);
    assertThat(text(multiRegion, "RegionId")).isEqualTo("us");
    assertThat(number(multiRegion, "ContractedUnitPrice")).isEqualByComparingTo("0.02");
  }

  @Test
  void labelsOfTheResourceWinOverThoseOfTheProjectAndThoseOverTags() {
    assertThat(text(rows("01-detailed.jsonl").get(0), "Tags"))
        .isEqualTo("{\"cost-center\":\"cc-7\",\"env\":\"prod\",\"team\":\"vision\"}");
    assertThat(text(rows("01-detailed.jsonl").get(1), "Tags"))
        .isEqualTo("{\"env\":\"prod\",\"team\":\"platform\"}");
    assertThat(text(rows("10-gke-and-gpus.jsonl").get(1), "Tags"))
        .as("a label without a value hides none")
        .isEqualTo("{\"goog-k8s-cluster-name\":\"ml\",\"team\":\"speech\"}");
    assertThat(text(rows("05-standard.csv").get(0), "Tags"))
        .isEqualTo("{\"owner\":\"O'Neill\",\"team\":\"platform\"}");
  }

  @Test
  void creditsAreNettedNeverClampedAndKept() {
    List<Row> rows = rows("02-credits.jsonl");

    assertThat(rows)
        .extracting(row -> number(row, "EffectiveCost").stripTrailingZeros().toPlainString())
        .containsExactly("0", "6.874999", "-1", "0");
    assertThat(rows)
        .extracting(
            row -> text(row, "CommitmentDiscountId"),
            row -> text(row, "CommitmentDiscountCategory"),
            row -> text(row, "PricingCategory"))
        .containsExactly(
            tuple(null, null, "Standard"),
            tuple("CUD-1", "Usage", "Committed"),
            tuple(null, null, "Dynamic"),
            tuple("CUD-2", "Spend", "Committed"));
    assertThat(text(rows.get(1), "x_OtherColumns"))
        .contains("\"cost\":\"12.5\"", "SUSTAINED_USAGE_DISCOUNT", "-1.000001");
    assertThat(text(rows("07-flat-credits.csv").get(0), "x_OtherColumns"))
        .contains("\"credits.0.amount\":\"-2.5\"");
  }

  @Test
  void theInvoiceMonthIsTheBillingPeriodWheneverTheUsageWas() {
    List<Row> rows = rows("03-crossover.ndjson");

    assertThat(rows)
        .extracting(row -> text(row, "billing_period"), row -> time(row, "ChargePeriodStart"))
        .containsExactly(
            tuple("2026-09", Instant.parse("2026-08-31T23:00:00Z")),
            tuple("2026-08", Instant.parse("2026-09-01T06:00:00Z")),
            tuple("2026-09", Instant.parse("2026-09-01T08:00:00Z")));
    assertThat(rows)
        .filteredOn(row -> String.valueOf(text(row, "x_Flags")).contains("ChargeOutside"))
        .hasSize(2);
    assertThat(rows).allMatch(row -> text(row, "ChargeClass") == null);
    assertThat(rows).extracting(row -> value(row, "x_SourceRow")).containsExactly(1L, 2L, 4L);
  }

  @Test
  void theCostTypeDecidesTheCategoryAndAnEarlierMonthMakesACorrection() {
    assertThat(rows("04-adjustments.json"))
        .extracting(row -> text(row, "ChargeCategory"), row -> text(row, "ChargeClass"))
        .containsExactly(
            tuple("Adjustment", "Correction"),
            tuple("Adjustment", null),
            tuple("Tax", null),
            tuple("Adjustment", null),
            tuple(null, null));
    Row correction = rows("04-adjustments.json").get(0);
    assertThat(text(correction, "x_OtherColumns"))
        .contains("\"adjustment_info.mode\":\"COMPLETE_NEGATION\"", "\"usage.amount\":\"-86400\"");
    assertThat(text(correction, "ConsumedQuantity")).isNull();
    assertThat(text(rows("04-adjustments.json").get(4), "x_Flags")).contains("UnknownCostType");
  }

  @Test
  void currencyRateAndSellerAreKept() {
    List<Row> rows = rows("08-currencies.jsonl");

    assertThat(rows).extracting(row -> text(row, "BillingCurrency")).containsOnly("EUR");
    assertThat(text(rows.get(0), "x_OtherColumns"))
        .contains("\"currency_conversion_rate\":\"0.92123456789\"");
    assertThat(rows)
        .extracting(row -> text(row, "HostProviderName"), row -> text(row, "ServiceProviderName"))
        .containsExactly(
            tuple("Google Cloud", "Google Cloud"), tuple("Google Cloud", "Example Databases Ltd"));
    assertThat(number(rows.get(1), "ListCost")).as("no data is not zero").isNull();
    assertThat(text(rows.get(1), "x_Flags")).contains("MissingListCost");
  }

  @Test
  void brokenLinesAreRejectsWithLineReasonAndText() {
    List<Row> rejects = rejects(rows("09-malformed.jsonl"));

    assertThat(rejects)
        .extracting(row -> value(row, "x_SourceRow"))
        .containsExactly(2L, 3L, 4L, 5L, 7L, 8L, 9L, 10L);
    assertThat(rejects)
        .extracting(row -> text(row, "x_SourceFile"))
        .containsOnly("09-malformed.jsonl");
    List<String> reasons =
        rejects.stream().map(row -> text(row, ChargeRows.REJECT_REASON)).toList();
    assertThat(reasons.subList(0, 4))
        .allMatch(reason -> reason.startsWith("Cannot read record: no JSON object ("));
    assertThat(reasons.get(2)).contains("Duplicate field 'cost'");
    assertThat(reasons.get(4)).isEqualTo("Cannot read BilledCost: a lot");
    assertThat(reasons.get(5)).contains("Cannot read credits: [{\"amount\":\"some\"}]");
    assertThat(reasons.get(6)).isEqualTo("Cannot read BillingPeriodStart: 202613");
    assertThat(reasons.get(7)).isEqualTo("Cannot find BillingCurrency");
    assertThat(text(rejects.get(0), ChargeRows.RAW_ROW))
        .isEqualTo(
            "{\"_raw\":\"{\\\"service\\\":{\\\"description\\\":\\\"Cloud SQL\\\"},"
                + "\\\"cost\\\":1.25,\\\"currency\\\":\\\"USD\\\",\\\"invo\"}");
    assertThat(text(rejects.get(4), ChargeRows.RAW_ROW)).contains("\"cost\":\"a lot\"");
  }

  @Test
  void compressedLinesGiveTheSameCharges() throws IOException {
    for (String ending : List.of(".jsonl.gz", ".ndjson.gz", ".json.gz")) {
      Path gzip = folder.resolve("x" + ending);
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
        Files.copy(export("02-credits.jsonl"), out);
      }
      assertThat(RecordFiles.rows("gcp-billing", gzip))
          .usingElementComparator((one, other) -> comparable(one).compareTo(comparable(other)))
          .containsExactlyElementsOf(rows("02-credits.jsonl"));
    }
  }

  @Test
  void nestedParquetGivesTheSameCharges() {
    List<String> names = List.of("01-detailed.jsonl", "02-credits.jsonl", "04-adjustments.json");
    Path parquet = folder.resolve("export.parquet");
    SparkTest.spark()
        .read()
        .json(names.stream().map(name -> export(name).toString()).toArray(String[]::new))
        .withColumn("usage_start_time", functions.expr("to_timestamp(left(usage_start_time, 19))"))
        .withColumn("usage_end_time", functions.expr("to_timestamp(left(usage_end_time, 19))"))
        .coalesce(1)
        .write()
        .parquet(parquet.toString());

    Dataset<Row> read =
        ChargeLoad.read(
            SparkTest.spark(),
            "bill",
            "gcp-billing",
            SourceFiles.list(parquet, "gcp-billing"),
            LeftOut.UNHEARD);
    List<String> nested =
        read.collectAsList().stream().map(row -> summary(row, read.schema())).toList();

    assertThat(nested)
        .containsExactlyInAnyOrderElementsOf(
            names.stream()
                .flatMap(name -> rows(name).stream())
                .map(row -> summary(row, ChargeRows.SCHEMA))
                .toList());
  }

  /** What must not depend on the kind of the file; numbers without trailing zeros. */
  private static String summary(Row row, StructType schema) {
    List<String> values = new ArrayList<>();
    for (String column : ChargeDraft.COLUMNS) {
      Object value = row.get(schema.fieldIndex(column));
      if (value instanceof BigDecimal number) {
        values.add(column + "=" + number.stripTrailingZeros().toPlainString());
      } else if (value instanceof Long micros) {
        values.add(column + "=" + Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
      } else if (value != null) {
        values.add(column + "=" + value);
      }
    }
    return String.join("\n", values);
  }

  private static String comparable(Row row) {
    return row.toString().replaceAll("\\b[-a-z0-9]+\\.(?:jsonl|ndjson|json)(?:\\.gz)?\\b", "");
  }

  private static List<Row> rows(String name) {
    return RecordFiles.rows("gcp-billing", export(name));
  }

  private static Path export(String name) {
    return Path.of("src/test/resources/io/almanac/jobs/charges/gcp").resolve(name);
  }
}
