package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.RecordFiles.number;
import static io.almanac.jobs.charges.RecordFiles.sum;
import static io.almanac.jobs.charges.RecordFiles.text;
import static io.almanac.jobs.charges.RecordFiles.time;
import static io.almanac.jobs.charges.RecordFiles.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.charges.source.FileKind;
import io.almanac.jobs.charges.source.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestOracleExports {
  private static final Path REPORT =
      Path.of("src/test/resources/io/almanac/jobs/charges/oci/focus-report.csv");

  @Test
  void theReportIsReadByItsOwnNamesToTheEighteenthDecimal() {
    List<Row> rows = RecordFiles.rows("focus", REPORT);

    assertThat(RecordFiles.rejects(rows)).isEmpty();
    assertThat(rows).extracting(row -> text(row, "x_FocusVersion")).containsOnly("1.0");
    // By hand: 0.012345678901234567 + 0.00000015 - 0.000000000000000001.
    assertThat(sum(rows, "BilledCost")).isEqualByComparingTo("0.012345828901234566");
    Row charge = rows.get(0);
    assertThat(text(charge, "HostProviderName")).isEqualTo("Oracle");
    assertThat(text(charge, "ServiceProviderName")).isEqualTo("Oracle");
    assertThat(text(rows.get(1), "ServiceProviderName")).isEqualTo("Partner Ltd");
    assertThat(text(charge, "InvoiceIssuerName")).isEqualTo("Oracle");
    assertThat(text(charge, "RegionId")).isEqualTo("us-sanjose-1");
    assertThat(text(charge, "RegionName")).isEqualTo("us-sanjose-1");
    assertThat(text(charge, "BillingAccountId")).isEqualTo("0020209880");
    assertThat(text(charge, "ChargeFrequency")).isEqualTo("Usage-Based");
    assertThat(text(charge, "x_OriginalValues")).contains("\"ChargeFrequency\":\"Usage-based\"");
    assertThat(text(charge, "PricingCategory")).isNull();
    assertThat(number(charge, "ConsumedQuantity")).isEqualByComparingTo("8");
    assertThat(time(charge, "ChargePeriodStart")).isEqualTo(Instant.parse("2026-09-21T17:00:00Z"));
  }

  @Test
  void columnsThatTheReportLacksAreMissingAndNotZero() {
    for (Row row : RecordFiles.rows("focus", REPORT)) {
      for (String column :
          List.of(
              "ChargeClass", "CommitmentDiscountStatus", "ContractedCost", "ContractedUnitPrice")) {
        assertThat(value(row, column)).as(column).isNull();
      }
      assertThat(text(row, "x_Flags")).contains("MissingContractedCost");
    }
    assertThat(text(RecordFiles.rows("focus", REPORT).get(2), "x_OtherColumns"))
        .isEqualTo(
            "{\"oci_BackReferenceNumber\":\"ref-17\",\"provider\":\"Oracle\","
                + "\"publisher\":\"Oracle\"}");
  }

  @Test
  void oraclesRowsOfTheFocusSampleTieOut() throws IOException {
    Path file = Exports.shared("focus-1.0/focus_sample.csv");
    List<CSVRecord> records =
        Exports.records(file).stream()
            .filter(record -> record.get("ProviderName").equals("Oracle"))
            .toList();
    List<Row> rows =
        RecordFiles.rows("focus", file).stream()
            .filter(row -> "Oracle".equals(text(row, "HostProviderName")))
            .toList();

    assertThat(rows).hasSameSizeAs(records).isNotEmpty();
    for (String cost : List.of("BilledCost", "EffectiveCost", "ListCost")) {
      assertThat(sum(rows, cost)).as(cost).isEqualByComparingTo(Exports.sum(records, cost));
    }
    assertThat(rows).extracting(row -> text(row, "ChargeFrequency")).containsOnly("Usage-Based");
    assertThat(rows).allMatch(row -> text(row, "x_Flags").contains("EnumCaseFixed"));
    assertThat(rows).allMatch(row -> text(row, "RegionName").startsWith("us-"));
  }

  @Test
  void otherExportsAreNamedForWhatTheyAre() {
    assertThat(describe("lineItem/referenceNo", "lineItem/intervalUsageStart", "cost/myCost"))
        .contains("OCI cost report", "use Oracle's FOCUS report");
    assertThat(describe("Date", "Namespace", "ControllerKind", "CPUCost", "TotalCost"))
        .contains("OpenCost or Kubecost export", "splits a bill", "name it under kubernetes");
    assertThat(describe("code", "status", "data")).contains("OpenCost or Kubecost allocation");
    assertThat(describe("name", "properties", "window", "totalCost"))
        .contains("OpenCost or Kubecost allocation");
    assertThat(describe("running_start_time", "totalCost", "label.team"))
        .contains("OpenCost or Kubecost allocation");
    assertThat(describe("usage_start_time", "sku.id", "credits"))
        .contains("Google Cloud billing export with columns left out");
    assertThat(describe("cost", "currency", "invoice", "usage_start_time", "usage_end_time"))
        .contains("set format to \"gcp-billing\"");
  }

  @Test
  void theRealOpenCostExportIsNoBill() throws IOException {
    Path file = Exports.shared("opencost/export-sample.csv");
    assertThat(ChargeLoad.headerProblems("bill", "focus", SourceFiles.list(file, "focus")))
        .singleElement()
        .asString()
        .contains("OpenCost or Kubecost export, which splits a bill and is none");
  }

  private static String describe(String... columns) {
    return FileKind.describe(Header.of(List.of(columns)));
  }
}
