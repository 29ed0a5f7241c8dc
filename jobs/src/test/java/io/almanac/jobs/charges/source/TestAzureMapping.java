package io.almanac.jobs.charges.source;

import static io.almanac.jobs.charges.source.Drafts.azure;
import static io.almanac.jobs.charges.source.Drafts.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestAzureMapping {
  /** Type, model, cost; then billed and effective cost, category, class and status. */
  @ParameterizedTest
  @CsvSource({
    "Usage, OnDemand, 10, 10, 10, Usage, , ",
    "Usage, Spot, 10, 10, 10, Usage, , ",
    "Usage, Reservation, 0, 0, , Usage, , Used",
    "Usage, SavingsPlan, 0, 0, , Usage, , Used",
    "Purchase, Reservation, 10, 10, 0, Purchase, , ",
    "Purchase, SavingsPlan, 10, 10, 0, Purchase, , ",
    "Refund, Reservation, -10, -10, 0, Purchase, Correction, ",
    "Purchase, OnDemand, 10, 10, 10, Purchase, , ",
    "Refund, OnDemand, -10, -10, -10, Purchase, Correction, ",
    "Tax, , 10, 10, 10, Tax, , ",
    "Credit, , -10, -10, -10, Credit, , ",
    "RoundingAdjustment, , 0.01, 0.01, 0.01, Adjustment, , ",
  })
  void actualCostIsWhatIsBilled(
      String type,
      String model,
      String cost,
      String billed,
      String effective,
      String category,
      String chargeClass,
      String status) {
    ChargeDraft draft = row("azure-actual", type, model, cost);
    assertThat(draft.faults()).isNull();
    assertCosts(draft, billed, effective);
    assertThat(value(draft, "ChargeCategory")).isEqualTo(category);
    assertThat(value(draft, "ChargeClass")).isEqualTo(chargeClass);
    assertThat(value(draft, "CommitmentDiscountStatus")).isEqualTo(status);
    assertThat(String.valueOf(draft.flags()).contains("MissingEffectiveCost"))
        .isEqualTo(effective == null);
  }

  @ParameterizedTest
  @CsvSource({
    "Usage, OnDemand, 10, 10, 10, ",
    "Usage, Reservation, 10, 0, 10, Used",
    "Usage, SavingsPlan, 10, 0, 10, Used",
    "UnusedReservation, Reservation, 10, 0, 10, Unused",
    "UnusedSavingsPlan, SavingsPlan, 10, 0, 10, Unused",
    "UnusedReservation, , 10, 0, 10, Unused",
    "Purchase, OnDemand, 10, 10, 10, ",
    "Purchase, Reservation, 0, 0, 0, ",
    "RoundingAdjustment, , -0.01, -0.01, -0.01, ",
  })
  void amortizedCostIsWhatIsEffective(
      String type, String model, String cost, String billed, String effective, String status) {
    ChargeDraft draft = row("azure-amortized", type, model, cost);
    assertThat(draft.faults()).isNull();
    assertCosts(draft, billed, effective);
    assertThat(value(draft, "CommitmentDiscountStatus")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "azure-actual, Usage, Reservation, usage covered by a reservation for 10",
    "azure-actual, UnusedSavingsPlan, SavingsPlan, the unused part of a savings plan for 10",
    "azure-amortized, Purchase, SavingsPlan, the purchase of a savings plan for 10",
    "azure-amortized, Refund, Reservation, the refund of a reservation for 10",
  })
  void aRowOfTheOtherDataSetIsRejectedWithItsCost(
      String format, String type, String model, String evidence) {
    ChargeDraft draft = row(format, type, model, "10");
    assertThat(draft.faults()).contains("Cannot use " + evidence);
    assertThat(value(draft, "BilledCost")).isEqualTo(BigDecimal.TEN);
  }

  @ParameterizedTest
  @CsvSource({
    "ACTUAL, Usage, OnDemand, true",
    "ACTUAL, Usage, Reservation, true",
    "ACTUAL, Purchase, OnDemand, true",
    "ACTUAL, Tax, , true",
    "ACTUAL, Purchase, Reservation, false",
    "ACTUAL, Refund, SavingsPlan, false",
    "AMORTIZED, Usage, OnDemand, false",
    "AMORTIZED, UnusedReservation, Reservation, false",
  })
  void ofActualCostBesideAmortizedOnlyCommitmentsBoughtAreTaken(
      CostView view, String type, String model, boolean leftOut) {
    Map<String, Object> record =
        azure("ChargeType", type, "PricingModel", model, "CostInBillingCurrency", "0");
    Header header = Header.of(List.copyOf(record.keySet()));
    ChargeDraft draft = new ChargeDraft();
    ChargeReaders.named("azure-cost-details")
        .mapping(header, new FileTraits(null, view))
        .fill(record.values().toArray(), draft);
    assertThat(draft.isLeftOut()).isEqualTo(leftOut);
  }

  @Test
  void aCostThatIsNoNumberRejectsTheRowAlsoWhereItWouldNotBeBilled() {
    ChargeDraft draft = row("azure-amortized", "Usage", "Reservation", "oops");
    assertThat(draft.faults()).isEqualTo("Cannot read BilledCost: oops");
  }

  @Test
  void anUnknownChargeTypeKeepsTheRow() {
    ChargeDraft draft = row("azure-actual", "NewThing", null, "10");
    assertThat(draft.faults()).isNull();
    assertThat(draft.flags()).contains("UnknownChargeType");
    assertThat(value(draft, "ChargeCategory")).isEqualTo("Adjustment");
    assertThat(draft.otherColumns()).contains("\"ChargeType\":\"NewThing\"");
  }

  @Test
  void commitmentsAreNamedByTheirBenefit() {
    ChargeDraft plan =
        Drafts.read(
            "azure-amortized",
            azure(
                "PricingModel",
                "",
                "benefitId",
                "/providers/Microsoft.BillingBenefits/savingsPlanOrders/o/savingsPlans/p",
                "benefitName",
                "plan"));
    assertThat(value(plan, "CommitmentDiscountType")).isEqualTo("Savings Plan");
    assertThat(value(plan, "CommitmentDiscountCategory")).isEqualTo("Spend");
    assertThat(value(plan, "CommitmentDiscountName")).isEqualTo("plan");
    assertThat(value(plan, "CommitmentDiscountId").toString()).endsWith("savingsPlans/p");
    assertThat(value(plan, "PricingCategory")).isEqualTo("Committed");

    ChargeDraft reservation =
        Drafts.read(
            "azure-amortized",
            azure("PricingModel", "", "ReservationId", "r-1", "ReservationName", "web"));
    assertThat(value(reservation, "CommitmentDiscountType")).isEqualTo("Reservation");
    assertThat(value(reservation, "CommitmentDiscountCategory")).isEqualTo("Usage");
    assertThat(value(reservation, "CommitmentDiscountId")).isEqualTo("r-1");
    assertThat(value(reservation, "CommitmentDiscountName")).isEqualTo("web");
    assertCosts(reservation, "0", "10");
  }

  @Test
  void anExportWithoutPricingModelSaysSo() {
    Map<String, Object> record = azure();
    record.remove("PricingModel");
    assertThat(Drafts.read("azure-amortized", record).flags()).contains("MissingPricingModel");
    record.put("PricingModel", "");
    assertThat(String.valueOf(Drafts.read("azure-amortized", record).flags()))
        .doesNotContain("MissingPricingModel");
  }

  /** Quantity, price, cost, measure; then what is priced and what is consumed. */
  @ParameterizedTest
  @CsvSource({
    "24, 0.11, 2.64, 1 Hour, 24, Hours, 24, Hours",
    "0.0004, 0.1, 0.00004, 10K, 0.0004, 10000 Units, 4, Units",
    "40000, 0.05, 0.2, 10K, 4, 10000 Units, 40000, Units",
    "3, 0, 0, 100 Hours, 3, 100 Hours, 300, Hours",
    "24.8, 0.1, 2.48, 1 GB/Month, 24.8, GB/Month, 24.8, GB/Month",
    "2, 5, 10, 1/Day, 2, Units/Day, 2, Units/Day",
    "250, 2, 5, 100 GB, 2.5, 100 GB, 250, GB",
  })
  void quantitiesAreOfBlocksOrSinglesAsTheirOwnCostSays(
      String quantity,
      String price,
      String cost,
      String measure,
      String priced,
      String pricingUnit,
      String consumed,
      String consumedUnit) {
    ChargeDraft draft =
        Drafts.read(
            "azure-actual",
            azure(
                "Quantity",
                quantity,
                "EffectivePrice",
                price,
                "UnitPrice",
                "2",
                "CostInBillingCurrency",
                cost,
                "UnitOfMeasure",
                measure));
    assertNumber(draft, "PricingQuantity", priced);
    assertNumber(draft, "ConsumedQuantity", consumed);
    assertNumber(draft, "ContractedCost", new BigDecimal(priced).add(new BigDecimal(priced)) + "");
    assertThat(value(draft, "PricingUnit")).isEqualTo(pricingUnit);
    assertThat(value(draft, "ConsumedUnit")).isEqualTo(consumedUnit);
  }

  @Test
  void whatIsNotUsedIsNotConsumed() {
    ChargeDraft draft =
        Drafts.read(
            "azure-amortized",
            azure("ChargeType", "UnusedReservation", "Quantity", "3", "UnitOfMeasure", "1 Hour"));
    assertNumber(draft, "PricingQuantity", "3");
    assertThat(value(draft, "ConsumedQuantity")).isNull();
    assertThat(value(draft, "ConsumedUnit")).isNull();
  }

  @Test
  void pricesOfACustomerAgreementAreConvertedToTheBillingCurrency() {
    ChargeDraft draft =
        Drafts.read(
            "azure-actual",
            azure(
                "billingProfileId",
                "P-1",
                "billingProfileName",
                "Europe",
                "billingAccountId",
                "acc:1",
                "invoiceId",
                "E1",
                "costInPricingCurrency",
                "11",
                "paygCostInBillingCurrency",
                "12",
                "exchangeRatePricingToBilling",
                "0.9",
                "pricingCurrency",
                "USD",
                "BillingCurrencyCode",
                "EUR",
                "payGPrice",
                "4",
                "unitPrice",
                "3.6",
                "quantity",
                "2",
                "unitOfMeasure",
                "1 Hour",
                "partnerName",
                "Contoso",
                "ProductId",
                "DZH1"));
    assertNumber(draft, "ListCost", "12");
    assertNumber(draft, "ListUnitPrice", "3.6");
    assertNumber(draft, "ContractedUnitPrice", "3.24");
    assertNumber(draft, "ContractedCost", "6.48");
    assertNumber(draft, "PricingCurrencyListUnitPrice", "4");
    assertNumber(draft, "PricingCurrencyContractedUnitPrice", "3.6");
    assertNumber(draft, "PricingCurrencyEffectiveCost", "11");
    assertThat(value(draft, "PricingCurrency")).isEqualTo("USD");
    assertThat(value(draft, "BillingAccountId")).isEqualTo("P-1");
    assertThat(value(draft, "BillingAccountType")).isEqualTo("Billing Profile");
    assertThat(value(draft, "InvoiceId")).isEqualTo("E1");
    assertThat(value(draft, "InvoiceIssuerName")).isEqualTo("Contoso");
    assertThat(value(draft, "SkuId")).isEqualTo("DZH1");
    assertThat(draft.otherColumns()).contains("\"billingAccountId\":\"acc:1\"");
  }

  @Test
  void anEnterpriseAgreementHasNoListCost() {
    ChargeDraft draft =
        Drafts.read("azure-actual", azure("PayGPrice", "4", "BillingAccountId", "0012345"));
    assertThat(value(draft, "ListCost")).isNull();
    assertThat(draft.flags()).contains("MissingListCost");
    assertNumber(draft, "ListUnitPrice", "4");
    assertThat(value(draft, "BillingAccountId")).isEqualTo("0012345");
    assertThat(value(draft, "InvoiceIssuerName")).isEqualTo("Microsoft");
  }

  @Test
  void whatAMarketplaceSellsIsOfItsPublisher() {
    ChargeDraft draft =
        Drafts.read(
            "azure-actual",
            azure(
                "MeterCategory",
                "",
                "PublisherType",
                "Marketplace",
                "PublisherName",
                "Red Hat, Inc.",
                "ChargeType",
                "Purchase"));
    assertThat(value(draft, "ServiceName")).isEqualTo("Red Hat, Inc.");
    assertThat(value(draft, "ServiceCategory")).isEqualTo("Other");
    assertThat(value(draft, "ServiceProviderName")).isEqualTo("Red Hat, Inc.");
    assertThat(value(draft, "HostProviderName")).isEqualTo("Microsoft");
  }

  @Test
  void tagsResourcesRegionsAndDetailsAreRead() {
    String id =
        "/subscriptions/s/resourceGroups/RG/providers/Microsoft.Sql/servers/Main/databases/Ads";
    ChargeDraft draft =
        Drafts.read(
            "azure-actual",
            azure(
                "ResourceId",
                id,
                "ResourceLocation",
                "US East 2",
                "Tags",
                "\"team\": \"vision\",\"Env\": \"prod\"",
                "AdditionalInfo",
                "{\"ServiceType\":\"Standard_ND96asr_v4\",\"VCPUs\":96,\"VMName\":null}",
                "SubscriptionId",
                "s",
                "SubscriptionName",
                "ads"));
    assertThat(value(draft, "ResourceId")).isEqualTo(id.toLowerCase(Locale.ROOT));
    assertThat(draft.originals()).contains("\"ResourceId\":\"" + id + "\"");
    assertThat(value(draft, "ResourceName")).isEqualTo("Ads");
    assertThat(value(draft, "ResourceType")).isEqualTo("microsoft.sql/servers/databases");
    assertThat(value(draft, "RegionId")).isEqualTo("eastus2");
    assertThat(value(draft, "RegionName")).isEqualTo("East US 2");
    assertThat(value(draft, "Tags")).isEqualTo("{\"Env\":\"prod\",\"team\":\"vision\"}");
    assertThat(value(draft, "SkuPriceDetails"))
        .isEqualTo("{\"CoreCount\":96,\"InstanceType\":\"Standard_ND96asr_v4\"}");
    assertThat(value(draft, "SubAccountId")).isEqualTo("s");
    assertThat(value(draft, "SubAccountType")).isEqualTo("Subscription");
  }

  @Test
  void theEndOfABillingPeriodIsItsLastDayUnlessItRepeatsTheFirst() {
    assertPeriod("2026-10-01", "2026-10-31", "2026-11-01");
    assertPeriod("2026-10-15", "2026-11-14", "2026-11-15");
    assertPeriod("2026-10-01", "2026-11-01", "2026-11-01");
    assertPeriod("2026-09-02", "2026-10-01", "2026-10-02");
    assertPeriod("2026-10-01T00:00:00Z", "2026-10-31T00:00:00Z", "2026-11-01");
  }

  @Test
  void aBlankBillingPeriodIsTheMonthOfTheDay() {
    ChargeDraft draft =
        Drafts.read(
            "azure-actual", azure("BillingPeriodStartDate", "", "BillingPeriodEndDate", ""));
    assertThat(draft.flags()).contains("BillingPeriodFromDate");
    assertDay(draft, "BillingPeriodStart", "2026-10-01");
    assertDay(draft, "BillingPeriodEnd", "2026-11-01");
    assertThat(draft.faults()).isNull();

    ChargeDraft endless = Drafts.read("azure-actual", azure("BillingPeriodEndDate", ""));
    assertDay(endless, "BillingPeriodEnd", "2026-11-01");
    assertThat(endless.flags()).contains("BillingPeriodFromDate");
    ChargeDraft unreadable = Drafts.read("azure-actual", azure("BillingPeriodStartDate", "soon"));
    assertThat(unreadable.faults()).isEqualTo("Cannot read BillingPeriodStart: soon");
  }

  @Test
  void headersAreFoundInAnyCaseAndLanguage() {
    Map<String, String> localised = new LinkedHashMap<>();
    localised.put("Date", "Datum (Date)");
    localised.put("CostInBillingCurrency", "COSTINBILLINGCURRENCY");
    localised.put("MeterCategory", "Kategorie (Meter Category)");
    localised.put("ChargeType", "charge_type");
    Map<String, Object> record = new LinkedHashMap<>();
    azure().forEach((name, text) -> record.put(localised.getOrDefault(name, name), text));
    ChargeDraft draft = Drafts.read("azure-actual", record);
    ChargeDraft plain = Drafts.read("azure-actual", azure());
    assertThat(draft.faults()).isNull();
    for (String column : ChargeDraft.COLUMNS) {
      assertThat(value(draft, column)).as(column).isEqualTo(value(plain, column));
    }
  }

  @Test
  void aSlashedDateIsNeverGuessed() {
    ChargeDraft draft = Drafts.read("azure-actual", azure("Date", "09/05/2026"));
    assertThat(draft.faults()).contains("Cannot read ChargePeriodStart: 09/05/2026");
  }

  private static ChargeDraft row(String format, String type, String model, String cost) {
    return Drafts.read(
        format,
        azure(
            "ChargeType",
            type,
            "PricingModel",
            model == null ? "" : model,
            "CostInBillingCurrency",
            cost));
  }

  private static void assertPeriod(String first, String last, String end) {
    ChargeDraft draft =
        Drafts.read(
            "azure-actual", azure("BillingPeriodStartDate", first, "BillingPeriodEndDate", last));
    assertDay(draft, "BillingPeriodStart", first.substring(0, 10));
    assertDay(draft, "BillingPeriodEnd", end);
  }

  private static void assertDay(ChargeDraft draft, String column, String day) {
    assertThat(value(draft, column)).isEqualTo(LocalDate.parse(day).toEpochDay() * 86_400_000_000L);
  }

  private static void assertCosts(ChargeDraft draft, String billed, String effective) {
    assertNumber(draft, "BilledCost", billed);
    assertNumber(draft, "EffectiveCost", effective);
  }

  private static void assertNumber(ChargeDraft draft, String column, String number) {
    if (number == null) {
      assertThat(value(draft, column)).as(column).isNull();
    } else {
      assertThat((BigDecimal) value(draft, column)).as(column).isEqualByComparingTo(number);
    }
  }
}
