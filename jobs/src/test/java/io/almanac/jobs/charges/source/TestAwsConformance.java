package io.almanac.jobs.charges.source;

import static io.almanac.jobs.charges.source.Drafts.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FOCUS asks of charges and an AWS report tells, in the legacy report and CUR 2.0 alike. */
class TestAwsConformance {
  @ParameterizedTest
  @CsvSource({
    // A monthly bill taxes what was used and has the fees of the month; upfront fees are paid once.
    "Tax, Anniversary, , Usage-Based",
    "Tax, Purchase, , One-Time",
    "Tax, , ,",
    "Fee, Anniversary, , Recurring",
    "Fee, Anniversary, arn:aws:ec2:eu-west-1:1:reserved-instances/r, One-Time",
    "Fee, Purchase, , One-Time",
    "Fee, , ,",
    "RIFee, Anniversary, arn:aws:ec2:eu-west-1:1:reserved-instances/r, Recurring",
    "SavingsPlanUpfrontFee, Anniversary, , One-Time",
    "Credit, Anniversary, , One-Time",
    "Refund, Refund, , One-Time",
    "NewThing, Anniversary, ,",
  })
  void theFrequencyFollowsTypeAndBill(String type, String bill, String arn, String frequency) {
    for (ChargeDraft draft : both(type, "bill/BillType", bill, "reservation/ReservationARN", arn)) {
      assertThat(value(draft, "ChargeFrequency")).isEqualTo(frequency);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Hrs, Hours",
    "GB-Mo, GB-Months",
    "DPU-Hour, DPU-Hours",
    "vCPU-Hours, vCPU-Hours",
    "Lambda-GB-Second, Lambda-GB-Seconds",
    "1M tokens, 1000000 Tokens",
    "1K tokens, 1000 Tokens",
    "Request, Requests",
    "API Request, API Requests",
    "GB, GB",
    "Obj-Month, Obj-Months",
    "Dashboards, Dashboards",
  })
  void unitsAreSpelledAsInFocusAndQuantitiesStay(String stated, String unit) {
    for (ChargeDraft draft : both("Usage", "pricing/unit", stated, "lineItem/UsageAmount", "1.5")) {
      assertThat(value(draft, "PricingUnit")).isEqualTo(unit);
      assertThat(value(draft, "ConsumedUnit")).isEqualTo(unit);
      assertThat(value(draft, "PricingQuantity").toString()).isEqualTo("1.5");
      assertThat(value(draft, "ConsumedQuantity").toString()).isEqualTo("1.5");
      assertThat(draft.otherColumns()).contains("\"" + stated + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Tax, , ,",
    "Tax, Dollar, ,",
    "Credit, , ,",
    "Credit, Hrs, 1, Hours",
    "Refund, , ,",
    "Fee, , 1,",
    "NewThing, , 1,",
  })
  void whatIsNotPricedHasNoPricingQuantity(
      String type, String stated, String quantity, String unit) {
    for (ChargeDraft draft : both(type, "pricing/unit", stated, "lineItem/UsageAmount", "1")) {
      Object found = value(draft, "PricingQuantity");
      assertThat(found == null ? null : found.toString()).isEqualTo(quantity);
      assertThat(value(draft, "PricingUnit")).isEqualTo(unit);
      assertThat(value(draft, "ConsumedQuantity")).isNull();
    }
  }

  @Test
  void pricesAreInTheCurrencyOfTheLineItemUnlessTheReportSaysOtherwise() {
    for (ChargeDraft draft : both("Tax")) {
      assertThat(value(draft, "PricingCurrency")).isEqualTo("USD");
      assertThat(value(draft, "PricingCurrencyEffectiveCost").toString()).isEqualTo("10");
    }
    for (ChargeDraft draft :
        both("Usage", "pricing/currency", "USD", "pricing/publicOnDemandRate", "0.25")) {
      assertThat(value(draft, "PricingCurrencyEffectiveCost").toString()).isEqualTo("10");
      assertThat(value(draft, "PricingCurrencyListUnitPrice").toString()).isEqualTo("0.25");
    }
    for (ChargeDraft draft :
        both("Usage", "pricing/currency", "CNY", "pricing/publicOnDemandRate", "0.25")) {
      assertThat(value(draft, "PricingCurrency")).isEqualTo("CNY");
      assertThat(value(draft, "PricingCurrencyEffectiveCost")).isNull();
      assertThat(value(draft, "PricingCurrencyListUnitPrice")).isNull();
    }
  }

  @Test
  void aMissingEffectiveCostIsMissingInThePricingCurrencyToo() {
    for (ChargeDraft draft : both("SavingsPlanCoveredUsage", "pricing/currency", "USD")) {
      assertThat(value(draft, "PricingCurrencyEffectiveCost")).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, , , US East (N. Virginia)",
    // One region has one name, whatever single lines call it.
    "eu-west-1, AWS Region, Europe (Ireland), EU (Ireland)",
    "us-east-1, AWS Edge Location, United States, US East (N. Virginia)",
    "xx-new-1, AWS Region, Atlantis (City), Atlantis (City)",
    "xx-new-1, AWS Edge Location, Atlantis, ",
    "global, , , Global",
  })
  void regionsHaveNames(String region, String kind, String location, String name) {
    for (ChargeDraft draft :
        both(
            "Usage",
            "product/regionCode",
            region,
            "product/locationType",
            kind,
            "product/location",
            location)) {
      assertThat(value(draft, "RegionId")).isEqualTo(region);
      assertThat(value(draft, "RegionName")).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "i-0123456789abcdef0, AmazonEC2, instance,",
    "vol-0123456789abcdef0, AmazonEC2, volume,",
    "tgw-attach-01234567, AmazonVPC, transit-gateway-attachment,",
    "my-bucket, AmazonS3, bucket,",
    "i-am-a-name, AmazonES, ,",
    "arn:aws:s3:::my-bucket, AmazonS3, bucket, my-bucket",
    "arn:aws:sqs:eu-west-1:123:jobs, AWSQueueService, queue, jobs",
    "arn:aws:rds:us-east-1:123:db:orders, AmazonRDS, db, orders",
    "arn:aws:ec2:eu-west-1:123:instance/i-1, AmazonEC2, instance, i-1",
    "arn:aws:states:eu-west-1:123, AmazonStates, ,",
  })
  void resourcesTellTheirType(String id, String code, String type, String name) {
    for (ChargeDraft draft :
        both("Usage", "lineItem/ResourceId", id, "lineItem/ProductCode", code)) {
      assertThat(value(draft, "ResourceId")).isEqualTo(id);
      assertThat(value(draft, "ResourceType")).isEqualTo(type);
      assertThat(value(draft, "ResourceName")).isEqualTo(name);
    }
  }

  @Test
  void aFeeWithoutASkuHasNoMeterAndUsageKeepsIts() {
    for (ChargeDraft draft : both("Fee", "lineItem/UsageType", "Dollar")) {
      assertThat(value(draft, "SkuMeter")).isNull();
      assertThat(draft.original("SkuMeter")).isEqualTo("Dollar");
    }
    for (ChargeDraft draft : both("Fee", "lineItem/UsageType", "Dollar", "product/sku", "S1")) {
      assertThat(value(draft, "SkuMeter")).isEqualTo("Dollar");
    }
    for (ChargeDraft draft : both("Usage", "lineItem/UsageType", "BoxUsage:p5.48xlarge")) {
      assertThat(value(draft, "SkuMeter")).isEqualTo("BoxUsage:p5.48xlarge");
    }
  }

  @Test
  void servicesHaveASubcategoryOfTheirCategory() {
    for (ChargeDraft draft : both("Usage", "lineItem/ProductCode", "AmazonS3")) {
      assertThat(value(draft, "ServiceSubcategory")).isEqualTo("Object Storage");
    }
    for (ChargeDraft draft : both("Usage", "lineItem/ProductCode", "8x7k2marketplace")) {
      assertThat(value(draft, "ServiceSubcategory")).isNull();
    }
    Map<String, String> parents = new LinkedHashMap<>();
    AwsServices.categories()
        .forEach(
            (code, category) -> {
              String subcategory = AwsServices.subcategory(code);
              assertThat(subcategory).as(code).isNotNull();
              assertThat(parents.putIfAbsent(subcategory, category))
                  .as(subcategory)
                  .isIn(null, category);
            });
  }

  /** The same line item from the legacy report and from CUR 2.0; a null is an empty field. */
  private static List<ChargeDraft> both(String type, Object... namesAndValues) {
    Map<String, Object> legacy = Drafts.aws(type, namesAndValues);
    legacy.replaceAll((name, text) -> text == null ? "" : text);
    Map<String, Object> second = new LinkedHashMap<>();
    legacy.forEach(
        (name, text) ->
            second.put(
                name.replace("/", "_")
                    .replaceAll("([a-z])([A-Z])", "$1_$2")
                    .toLowerCase(Locale.ROOT),
                text));
    second.put("resource_tags", "{}");
    return List.of(Drafts.read("aws-cur", legacy), Drafts.read("aws-cur-2", second));
  }
}
