package io.almanac.jobs.charges.source;

import static io.almanac.jobs.charges.source.Drafts.focus;
import static io.almanac.jobs.charges.source.Drafts.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestFocusReader {
  @ParameterizedTest
  @CsvSource({
    "BilledCost;AmortizedCost;ChargeType;Region, 0.5",
    "BilledCost;EffectiveCost;ChargeSubcategory;UsageQuantity, 1.0-preview",
    "BilledCost;ContractedCost;BillingAccountType;x_InvoiceId, 1.0",
    "provider;publisher;region, 1.0",
    "ContractedCost;SkuPriceDetails, 1.1",
    "ProviderName;InvoiceId, 1.2",
    "InvoiceId;x_SkuDetails;SkuPriceDetails, 1.2-preview",
    "ProviderName;ServiceProviderName;InvoiceId, 1.3",
    "ServiceProviderName;HostProviderName;InvoiceId, 1.4",
    "ProviderName;InvoiceDetailId, 1.4",
  })
  void tellsTheVersionByTheColumns(String columns, String version) {
    assertThat(
            FocusVersion.of(
                Header.of(List.of(columns.replace(";", "\n").lines().toArray(String[]::new)))))
        .contains(version);
  }

  @Test
  void everyColumnOfTheLatestVersionIsKept() {
    Map<String, Object> record = focus();
    for (String column : ChargeDraft.COLUMNS) {
      record.putIfAbsent(column, FocusValues.JSON.contains(column) ? "{\"k\":1}" : "7");
    }
    ChargeDraft draft = Drafts.read("focus", record);

    assertThat(draft.faults()).isNull();
    assertThat(draft.otherColumns()).isNull();
    assertThat(ChargeDraft.COLUMNS)
        .filteredOn(column -> !column.equals("CapacityReservationStatus"))
        .allSatisfy(column -> assertThat(value(draft, column)).as(column).isNotNull());
  }

  @Test
  void bringsTheFirstVersionsUp() {
    Map<String, Object> record =
        focus(
            "AmortizedCost",
            "3",
            "ChargeType",
            "usage",
            "UsageQuantity",
            "4",
            "UsageUnit",
            "Hours");
    record.remove("EffectiveCost");
    record.put("Region", "eu-west-1");
    record.put("PricingCategory", "On-Demand");
    ChargeDraft draft = Drafts.read("focus", record);

    assertThat(value(draft, "EffectiveCost")).isEqualTo(new BigDecimal("3"));
    assertThat(value(draft, "ChargeCategory")).isEqualTo("Usage");
    assertThat(value(draft, "ConsumedQuantity")).isEqualTo(new BigDecimal("4"));
    assertThat(value(draft, "RegionId")).isEqualTo("eu-west-1");
    assertThat(value(draft, "RegionName")).isNull();
    assertThat(value(draft, "PricingCategory")).isEqualTo("Standard");
    assertThat(draft.originals())
        .isEqualTo("{\"ChargeCategory\":\"usage\",\"PricingCategory\":\"On-Demand\"}");
    assertThat(draft.flags()).contains("EnumCaseFixed,EnumRenamed");
  }

  @Test
  void takesTheNamesOfAzureAndOracle() {
    ChargeDraft azure =
        Drafts.read("focus", focus("x_InvoiceId", "INV", "x_PricingCurrency", "EUR"));
    assertThat(value(azure, "InvoiceId")).isEqualTo("INV");
    assertThat(value(azure, "PricingCurrency")).isEqualTo("EUR");
    assertThat(azure.otherColumns()).isNull();

    ChargeDraft oracle =
        Drafts.read(
            "focus",
            focus(
                "provider",
                "Oracle",
                "publisher",
                "Oracle",
                "invoiceissuer",
                "OCI",
                "region",
                "fra"));
    assertThat(value(oracle, "HostProviderName")).isEqualTo("Oracle");
    assertThat(value(oracle, "InvoiceIssuerName")).isEqualTo("OCI");
    assertThat(value(oracle, "RegionId")).isEqualTo("fra");
    assertThat(value(oracle, "RegionName")).isEqualTo("fra");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS, 'Amazon Web Services, Inc.', AWS, AWS",
    "AWS, Red Hat Inc., AWS, Red Hat Inc.",
    "Microsoft, NULL, Microsoft, Microsoft",
    "Nimbus, Nimbus Cloud Ltd, Nimbus, Nimbus",
  })
  void splitsProviderAndPublisher(
      String provider, String publisher, String host, String serviceProvider) {
    ChargeDraft draft =
        Drafts.read("focus", focus("ProviderName", provider, "PublisherName", publisher));
    assertThat(value(draft, "HostProviderName")).isEqualTo(host);
    assertThat(value(draft, "ServiceProviderName")).isEqualTo(serviceProvider);
    assertThat(draft.otherColumns()).contains("\"ProviderName\":");
  }

  @Test
  void aStatedServiceProviderWinsAndEvidenceNamesAProvider() {
    ChargeDraft stated =
        Drafts.read(
            "focus",
            focus(
                "ProviderName",
                "AWS",
                "HostProviderName",
                "GCP",
                "ServiceProviderName",
                "Snowflake"));
    assertThat(value(stated, "HostProviderName")).isEqualTo("GCP");
    assertThat(value(stated, "ServiceProviderName")).isEqualTo("Snowflake");

    ChargeDraft guessed =
        Drafts.read("focus", focus("ProviderName", "", "x_ServiceCode", "AmazonS3"));
    assertThat(value(guessed, "ServiceProviderName")).isEqualTo("AWS");
  }

  @Test
  void whatIsMissingIsNullWithAFlagAndNotZero() {
    ChargeDraft draft =
        Drafts.read(
            "focus", focus("EffectiveCost", "", "ListCost", "NULL", "ContractedCost", "n.a."));
    assertThat(draft.faults()).isNull();
    assertThat(value(draft, "EffectiveCost")).isNull();
    assertThat(value(draft, "ListCost")).isNull();
    assertThat(value(draft, "ContractedCost")).isNull();
    assertThat(draft.flags())
        .contains(
            "MissingContractedCost",
            "MissingEffectiveCost",
            "MissingListCost",
            "NullLiteral",
            "UnparsedNumber");
    assertThat(draft.originals()).isEqualTo("{\"ContractedCost\":\"n.a.\"}");
  }

  @Test
  void keepsTheDigitsThatDoNotFit() {
    ChargeDraft draft = Drafts.read("focus", focus("BilledCost", "0.0000000072922557592391990000"));
    assertThat(value(draft, "BilledCost")).isEqualTo(new BigDecimal("0.000000007292255759"));
    assertThat(draft.flags()).contains("RoundedNumber");
    assertThat(draft.originals()).isEqualTo("{\"BilledCost\":\"0.0000000072922557592391990000\"}");
  }

  @Test
  void aCleanRowHasNothingToSay() {
    ChargeDraft draft =
        Drafts.read("focus", focus("HostProviderName", "AWS", "ServiceProviderName", "AWS"));
    assertThat(draft.flags()).isNull();
    assertThat(draft.originals()).isNull();
    assertThat(draft.otherColumns()).isNull();
  }

  @Test
  void headersMatchInAnyCaseWithBlanksAndMark() {
    Map<String, Object> record = new LinkedHashMap<>();
    focus()
        .forEach((name, text) -> record.put("\uFEFF " + name.toUpperCase(Locale.ROOT) + " ", text));
    assertThat(Drafts.read("focus", record).faults()).isNull();
  }

  @Test
  void anUnknownFormatIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> ChargeReaders.named("aws-curr"))
        .isInstanceOf(AlmanacException.class)
        .hasMessage(
            "Cannot find cost export format: aws-curr. Did you mean \"aws-cur\"? Use one of "
                + String.join(", ", ChargeReaders.formats())
                + ".");
  }
}
