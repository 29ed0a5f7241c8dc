package io.almanac.jobs.charges.source;

import static io.almanac.jobs.charges.source.Drafts.aws;
import static io.almanac.jobs.charges.source.Drafts.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestAwsCurReader {
  @ParameterizedTest
  @CsvSource({
    "Usage, 10, Usage, Usage-Based",
    "SavingsPlanCoveredUsage, 6, Usage, Usage-Based",
    "SavingsPlanNegation, 0, Usage, Usage-Based",
    "SavingsPlanUpfrontFee, 0, Purchase, One-Time",
    "SavingsPlanRecurringFee, 3, Purchase, Recurring",
    "DiscountedUsage, 4, Usage, Usage-Based",
    "RIFee, 0.75, Purchase, Recurring",
    "Fee, 0, Purchase, One-Time",
    "Tax, 10, Tax,",
    "Credit, 10, Credit, One-Time",
    "Refund, 10, Adjustment, One-Time",
    "EdpDiscount, 10, Usage, Usage-Based",
  })
  void effectiveCostFollowsTheLineItemType(
      String type, String effective, String category, String frequency) {
    ChargeDraft draft =
        Drafts.read(
            "aws-cur",
            aws(
                type,
                "savingsPlan/SavingsPlanEffectiveCost",
                "6",
                "savingsPlan/TotalCommitmentToDate",
                "5",
                "savingsPlan/UsedCommitment",
                "2",
                "reservation/EffectiveCost",
                "4",
                "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod",
                "0.5",
                "reservation/UnusedRecurringFee",
                "0.25",
                "reservation/ReservationARN",
                "arn:aws:ec2:eu:1:reserved-instances/r"));

    assertThat(value(draft, "BilledCost").toString()).isEqualTo("10");
    assertThat(value(draft, "EffectiveCost").toString()).isEqualTo(effective);
    assertThat(value(draft, "ChargeCategory")).isEqualTo(category);
    assertThat(value(draft, "ChargeFrequency")).isEqualTo(frequency);
    assertThat(value(draft, "CommitmentDiscountCategory")).isEqualTo("Usage");
    assertThat(value(draft, "CommitmentDiscountType")).isEqualTo("Reserved Instance");
    assertThat(draft.faults()).isNull();
  }

  @Test
  void netCostsAreTakenThroughout() {
    ChargeDraft draft =
        Drafts.read(
            "aws-cur",
            aws(
                "DiscountedUsage",
                "lineItem/NetUnblendedCost",
                "8",
                "reservation/EffectiveCost",
                "4",
                "reservation/NetEffectiveCost",
                "3"));
    assertThat(value(draft, "BilledCost").toString()).isEqualTo("8");
    assertThat(value(draft, "EffectiveCost").toString()).isEqualTo("3");
  }

  @Test
  void coveredUsageWithoutAnAmortisedCostIsMissingAndNotFree() {
    ChargeDraft draft = Drafts.read("aws-cur", aws("SavingsPlanCoveredUsage"));
    assertThat(value(draft, "EffectiveCost")).isNull();
    assertThat(draft.flags()).contains("MissingEffectiveCost");
  }

  @Test
  void anUnknownLineItemTypeKeepsTheRow() {
    ChargeDraft draft = Drafts.read("aws-cur", aws("NewThing"));
    assertThat(draft.faults()).isNull();
    assertThat(draft.flags()).contains("UnknownLineItemType");
    assertThat(value(draft, "ChargeCategory")).isNull();
  }

  @Test
  void tagsResourcesAndPriceDetailsAreRead() {
    ChargeDraft draft =
        Drafts.read(
            "aws-cur",
            aws(
                "Usage",
                "resourceTags/user:team",
                "vision",
                "resourceTags/aws:createdBy",
                "root",
                "costCategory/Env",
                "prod",
                "resourceTags/user:empty",
                "",
                "lineItem/ResourceId",
                "arn:aws:ec2:eu-west-1:123:instance/i-1",
                "lineItem/ProductCode",
                "AmazonEC2",
                "product/instanceType",
                "p4d.24xlarge",
                "product/gpu",
                "8"));
    assertThat(value(draft, "Tags"))
        .isEqualTo(
            "{\"aws:createdBy\":\"root\",\"cost_category:Env\":\"prod\",\"team\":\"vision\"}");
    assertThat(value(draft, "ResourceType")).isEqualTo("instance");
    assertThat(value(draft, "ResourceName")).isEqualTo("i-1");
    assertThat(value(draft, "SkuPriceDetails"))
        .isEqualTo("{\"GpuCount\":\"8\",\"InstanceType\":\"p4d.24xlarge\"}");
    assertThat(value(draft, "ServiceCategory")).isEqualTo("Compute");
    assertThat(value(draft, "HostProviderName")).isEqualTo("AWS");
  }

  @Test
  void flatHeadersGiveTheSameCharge() {
    Map<String, Object> slashes =
        aws(
            "SavingsPlanCoveredUsage",
            "savingsPlan/SavingsPlanARN",
            "arn:sp",
            "savingsPlan/SavingsPlanEffectiveCost",
            "6",
            "resourceTags/user:team",
            "vision",
            "product/regionCode",
            "eu-west-1");
    Map<String, String> flat = new LinkedHashMap<>();
    flat.put("savingsPlan/SavingsPlanARN", "savings_plan_savings_plan_a_r_n");
    flat.put("savingsPlan/SavingsPlanEffectiveCost", "savings_plan_savings_plan_effective_cost");
    flat.put("resourceTags/user:team", "resource_tags_user_team");
    Map<String, Object> flattened = new LinkedHashMap<>();
    slashes.forEach(
        (name, text) ->
            flattened.put(
                flat.getOrDefault(
                    name,
                    name.replace("/", "_")
                        .replaceAll("([a-z])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT)),
                text));

    ChargeDraft one = Drafts.read("aws-cur", slashes);
    ChargeDraft other = Drafts.read("aws-cur", flattened);
    for (String column : ChargeDraft.COLUMNS) {
      assertThat(value(other, column)).as(column).isEqualTo(value(one, column));
    }
    assertThat(value(other, "CommitmentDiscountId")).isEqualTo("arn:sp");
    assertThat(value(other, "CommitmentDiscountStatus")).isEqualTo("Used");
  }
}
