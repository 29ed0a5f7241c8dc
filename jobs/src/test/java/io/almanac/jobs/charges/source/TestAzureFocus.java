package io.almanac.jobs.charges.source;

import static io.almanac.jobs.charges.source.Drafts.focus;
import static io.almanac.jobs.charges.source.Drafts.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FOCUS as Azure exports it, by the published lists of columns. */
class TestAzureFocus {
  @ParameterizedTest
  @CsvSource({
    "export-schemas/focuscost_1.0.json, 96, 1.0",
    "export-schemas/focuscost_1.0r2.json, 96, 1.0",
    "export-schemas/focuscost_1.2-preview.json, 105, 1.2-preview",
    "export-schemas/focuscost_1.2.json, 104, 1.2",
    "dataset-metadata/FocusCost_1.0-preview(v1).json, 94, 1.0-preview",
    "dataset-metadata/FocusCost_1.0.json, 96, 1.0",
    "dataset-metadata/FocusCost_1.2-preview.json, 106, 1.2-preview",
  })
  void everyPublishedSchemaIsReadInFull(String file, int columns, String version)
      throws IOException {
    List<String> names = columns(TestAzureTables.shared("azure/" + file));
    assertThat(names).hasSize(columns);
    Header header = Header.of(names);
    ChargeReader reader = ChargeReaders.named("focus");
    assertThat(reader.faults(header)).isEmpty();
    assertThat(reader.focusVersion(header)).contains(version);

    Map<String, Object> record = new LinkedHashMap<>();
    names.forEach(name -> record.put(name, text(name)));
    ChargeDraft draft = Drafts.read("focus", record);
    assertThat(draft.faults()).isNull();
    assertThat(value(draft, "InvoiceId")).isIn("of InvoiceId", "of x_InvoiceId");
    assertThat(value(draft, "PricingCurrency")).isIn("of PricingCurrency", "of x_PricingCurrency");
    assertThat(value(draft, "SkuMeter")).isIn("of SkuMeter", "of x_SkuMeterName");
    assertThat(value(draft, "ContractedCost")).isNotNull();
    assertThat(value(draft, "HostProviderName")).isEqualTo("of ProviderName");
    // What is no column of FOCUS is kept, and what became one is not kept twice.
    assertThat(draft.otherColumns())
        .contains("\"x_CostCenter\":\"of x_CostCenter\"")
        .doesNotContain("x_InvoiceId", "x_PricingCurrency", "\"BilledCost\"");
  }

  @ParameterizedTest
  @CsvSource({"2024-09-02T00:00Z", "2024-09-02T00:00:00Z"})
  void datesAreTheSameWithSecondsAndWithout(String day) {
    ChargeDraft draft = Drafts.read("focus", focus("ChargePeriodStart", day));
    assertThat(value(draft, "ChargePeriodStart")).isEqualTo(1725235200000000L);
    assertThat(draft.faults()).isNull();
  }

  @Test
  void detailsOfTheSkuComeFromTheOlderColumnWhereTheNewOneIsEmpty() {
    String azure = "{\"ServiceType\":\"Standard_ND96asr_v4\",\"VCPUs\":96,\"ImageType\":\"\"}";
    ChargeDraft older = Drafts.read("focus", focus("SkuPriceDetails", "", "x_SkuDetails", azure));
    assertThat(value(older, "SkuPriceDetails"))
        .isEqualTo("{\"CoreCount\":96,\"InstanceType\":\"Standard_ND96asr_v4\"}");
    ChargeDraft newer =
        Drafts.read("focus", focus("SkuPriceDetails", "{\"a\":1}", "x_SkuDetails", azure));
    assertThat(value(newer, "SkuPriceDetails")).isEqualTo("{\"a\":1}");
  }

  @Test
  void servicesThatAzureLeavesEmptyAreFilledAndFlagged() {
    ChargeDraft marketplace =
        Drafts.read(
            "focus",
            focus(
                "ServiceName",
                "",
                "PublisherName",
                "Red Hat, Inc.",
                "ProviderName",
                "Microsoft",
                "x_SkuMeterSubcategory",
                "none"));
    assertThat(value(marketplace, "ServiceName")).isEqualTo("Red Hat, Inc.");
    assertThat(marketplace.flags()).contains("FilledFromOtherColumns");
    ChargeDraft commitment =
        Drafts.read(
            "focus",
            focus(
                "ServiceName",
                "",
                "PublisherName",
                "",
                "x_SkuMeterSubcategory",
                "Savings Plan",
                "ChargeDescription",
                "",
                "CommitmentDiscountStatus",
                "Unused",
                "CommitmentDiscountType",
                "Savings Plan",
                "CommitmentDiscountName",
                "plan-1"));
    assertThat(value(commitment, "ServiceName")).isEqualTo("Savings Plan");
    assertThat(value(commitment, "ChargeDescription")).isEqualTo("Unused savings plan: plan-1");
    ChargeDraft elsewhere = Drafts.read("focus", focus("ServiceName", "", "PublisherName", "X"));
    assertThat(value(elsewhere, "ServiceName")).isNull();
  }

  @Test
  void exportsThatHoldNoChargesAreNamed() throws IOException {
    List<String> prices =
        columns(TestAzureTables.shared("azure/export-schemas/pricesheet_2023-05-01_mca.json"));
    assertThat(FileKind.describe(Header.of(prices))).contains("Azure price sheet: leave it out");
    assertThat(FileKind.describe(Header.of(List.of("ReservationId", "UsageDate", "UsedHours"))))
        .contains("Azure reservation details");
  }

  @Test
  void whatADeliverySaysOfItsDataSetCounts() {
    Header header = Header.of(List.copyOf(Drafts.azure().keySet()));
    FileTraits amortized = new FileTraits(null, CostView.AMORTIZED);
    assertThat(
            ChargeReaders.named("azure-actual")
                .survey(header, "part-0.csv", amortized)
                .orElseThrow()
                .problems())
        .singleElement()
        .asString()
        .contains("It was delivered as amortized cost", "\"azure-amortized\"");
    assertThat(
            ChargeReaders.named("azure-cost-details")
                .survey(header, "actual/part-0.csv", amortized)
                .orElseThrow()
                .traits())
        .isEqualTo(amortized);
  }

  @ParameterizedTest
  @CsvSource({"actualcost_c360-2025-04", "amortizedcost_c360-2025-04"})
  void thePublishedColumnsOfCostDetailsAreAllThere(String schema) throws IOException {
    Header header =
        Header.of(columns(TestAzureTables.shared("azure/export-schemas/" + schema + ".json")));
    assertThat(ChargeReaders.named("azure-actual").faults(header)).isEmpty();
    assertThat(FileKind.describe(header))
        .contains("\"azure-actual\"", "\"azure-amortized\"", "\"azure-cost-details\"");
  }

  private static String text(String name) {
    if (name.endsWith("PeriodStart")) {
      return "2024-09-01T00:00Z";
    }
    if (name.endsWith("PeriodEnd")) {
      return "2024-10-01T00:00Z";
    }
    boolean number = name.endsWith("Cost") || name.endsWith("Price") || name.endsWith("Quantity");
    return number ? "1" : name.equals("BillingCurrency") ? "USD" : "of " + name;
  }

  private static List<String> columns(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    List<String> names = new ArrayList<>();
    root.path("Columns").forEach(column -> names.add(column.path("ColumnName").asText()));
    root.path("translator")
        .path("mappings")
        .forEach(column -> names.add(column.path("source").path("name").asText()));
    return names;
  }
}
