package io.almanac.jobs.charges.source;

import static io.almanac.jobs.charges.source.Drafts.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestAwsCur2Reader {
  @Test
  void mapsBecomeTagsAndPriceDetailsFromCsvTextAndParquetMapsAlike() {
    String tags = "{\"user_team\":\"vision\",\"aws_created_by\":\"root\",\"user_empty\":\"\"}";
    String product =
        "{\"vcpu\":\"96\",\"gpu\":\"8\",\"operating_system\":\"Linux\","
            + "\"product_name\":\"Amazon Elastic Compute Cloud\"}";
    String discount = "{\"total_discount\":\"-1.5\",\"edp\":\"-1.5\"}";
    Map<String, Object> csv =
        cur2(
            "Usage",
            "resource_tags",
            tags,
            "cost_category",
            "{\"Env\":\"prod\"}",
            "product",
            product,
            "discount",
            discount,
            "product_instance_type",
            "p4d.24xlarge");
    Map<String, Object> parquet = new LinkedHashMap<>(csv);
    for (String map : List.of("resource_tags", "cost_category", "product", "discount")) {
      parquet.put(map, new NestedValue((String) csv.get(map)));
    }

    ChargeDraft one = Drafts.read("aws-cur-2", csv);
    assertThat(value(one, "Tags"))
        .isEqualTo(
            "{\"aws:created_by\":\"root\",\"cost_category:Env\":\"prod\",\"team\":\"vision\"}");
    assertThat(value(one, "SkuPriceDetails"))
        .isEqualTo(
            "{\"CoreCount\":\"96\",\"GpuCount\":\"8\",\"InstanceType\":\"p4d.24xlarge\","
                + "\"OperatingSystem\":\"Linux\"}");
    assertThat(value(one, "ServiceName")).isEqualTo("Amazon Elastic Compute Cloud");
    assertThat(one.otherColumns())
        .contains("\"discount\":\"{\\\"edp\\\":\\\"-1.5\\\",\\\"total_discount\\\":\\\"-1.5\\\"}\"")
        .doesNotContain("user_team");

    ChargeDraft other = Drafts.read("aws-cur-2", parquet);
    for (String column : ChargeDraft.COLUMNS) {
      assertThat(value(other, column)).as(column).isEqualTo(value(one, column));
    }
    assertThat(other.otherColumns()).isEqualTo(one.otherColumns());
  }

  @Test
  void tagsThatDifferByTheirOriginOnlyAreBothKept() {
    ChargeDraft draft =
        Drafts.read(
            "aws-cur-2",
            cur2(
                "Usage",
                "resource_tags",
                "{\"team\":\"a\",\"user:team\":\"b\",\"aws:eks:x\":\"c\"}"));
    assertThat(value(draft, "Tags"))
        .isEqualTo("{\"aws:eks:x\":\"c\",\"team\":\"a\",\"user:team\":\"b\"}");
  }

  @Test
  void theColumnOfAllTagsTellsNoneOfThemTwice() {
    ChargeDraft draft =
        Drafts.read(
            "aws-cur-2",
            cur2(
                "Usage",
                "resource_tags",
                "{\"user_team\":\"vision\"}",
                "tags",
                "{\"resourceTags/user:team\":\"vision\",\"accountTag/unit\":\"research\","
                    + "\"costCategory/Env\":\"prod\"}"));
    assertThat(value(draft, "Tags"))
        .isEqualTo(
            "{\"accountTag/unit\":\"research\",\"cost_category:Env\":\"prod\",\"team\":\"vision\"}");
  }

  @Test
  void aMapThatCannotBeReadIsKeptAndFlagged() {
    ChargeDraft draft = Drafts.read("aws-cur-2", cur2("Usage", "resource_tags", "{team=vision"));
    assertThat(draft.faults()).isNull();
    assertThat(value(draft, "Tags")).isNull();
    assertThat(draft.flags()).contains("TagNotJson");
    assertThat(draft.original("Tags")).isEqualTo("{team=vision");
  }

  @Test
  void theRegionIsFoundUnderEitherName() {
    assertThat(
            value(
                Drafts.read("aws-cur-2", cur2("Usage", "product_region_code", "eu-west-1")),
                "RegionId"))
        .isEqualTo("eu-west-1");
    assertThat(
            value(
                Drafts.read("aws-cur-2", cur2("Usage", "product_region", "eu-west-1")), "RegionId"))
        .isEqualTo("eu-west-1");
    assertThat(
            value(
                Drafts.read("aws-cur-2", cur2("Usage", "product", "{\"region\":\"eu-west-1\"}")),
                "RegionId"))
        .isEqualTo("eu-west-1");
  }

  @Test
  void columnsThatAreLeftOutAreMissingAndNotZero() {
    // Without resource ids, invoicing entity and savings plan columns, as in China.
    ChargeDraft draft = Drafts.read("aws-cur-2", cur2("Usage"));
    assertThat(draft.faults()).isNull();
    assertThat(value(draft, "BilledCost").toString()).isEqualTo("10");
    for (String column :
        List.of("ResourceId", "InvoiceIssuerName", "CommitmentDiscountId", "ListCost", "Tags")) {
      assertThat(value(draft, column)).as(column).isNull();
    }
    assertThat(draft.flags()).contains("MissingListCost");
  }

  @Test
  void accountsKeepTheirLeadingZeros() {
    ChargeDraft draft =
        Drafts.read(
            "aws-cur-2",
            cur2(
                "Usage",
                "bill_payer_account_id",
                "000000000042",
                "line_item_usage_account_id",
                "012345678901"));
    assertThat(value(draft, "BillingAccountId")).isEqualTo("000000000042");
    assertThat(value(draft, "SubAccountId")).isEqualTo("012345678901");
  }

  @Test
  void netCostsCountForCommitmentsWhereTheReportHasThem() {
    ChargeDraft draft =
        Drafts.read(
            "aws-cur-2",
            cur2(
                "SavingsPlanCoveredUsage",
                "line_item_net_unblended_cost",
                "9",
                "savings_plan_savings_plan_a_r_n",
                "arn:aws:savingsplans::1:savingsplan/s",
                "savings_plan_savings_plan_effective_cost",
                "6",
                "savings_plan_net_savings_plan_effective_cost",
                "5.5"));
    assertThat(value(draft, "BilledCost").toString()).isEqualTo("9");
    assertThat(value(draft, "EffectiveCost").toString()).isEqualTo("5.5");
    assertThat(value(draft, "CommitmentDiscountCategory")).isEqualTo("Spend");
  }

  @Test
  void splitItemsCostNothingAndSayWhatTheyWould() {
    ChargeDraft draft =
        Drafts.read(
            "aws-cur-2",
            cur2(
                "Usage",
                "line_item_unblended_cost",
                "",
                "line_item_resource_id",
                "arn:aws:eks:us-west-2:1:pod/ml/train/trainer-0/uid",
                "line_item_usage_type",
                "USW2-EKS-EC2-GPU-Hours",
                "split_line_item_parent_resource_id",
                "i-0abc",
                "split_line_item_split_usage_ratio",
                "0.5",
                "split_line_item_split_usage",
                "4",
                "split_line_item_split_cost",
                "16.384",
                "split_line_item_unused_cost",
                "1E-7"));
    assertThat(draft.faults()).isNull();
    assertThat(value(draft, "BilledCost").toString()).isEqualTo("0");
    assertThat(value(draft, "EffectiveCost").toString()).isEqualTo("0");
    assertThat(value(draft, "ResourceId")).isEqualTo("i-0abc");
    assertThat(value(draft, "AllocatedResourceId"))
        .isEqualTo("arn:aws:eks:us-west-2:1:pod/ml/train/trainer-0/uid");
    assertThat(value(draft, "AllocatedMethodDetails"))
        .isEqualTo(
            "{\"Elements\":[{\"AllocatedRatio\":0.5,\"UsageQuantity\":4,"
                + "\"UsageUnit\":\"GPU-Hours\",\"x_SplitCost\":\"16.384\","
                + "\"x_UnusedCost\":\"0.0000001\"}]}");
    assertThat(draft.flags()).contains("SplitLineItem");
  }

  @Test
  void aSplitItemThatRepeatsACostIsNotBilledAgainAndTheTextIsKept() {
    ChargeDraft draft =
        Drafts.read("aws-cur-2", cur2("Usage", "split_line_item_parent_resource_id", "i-1"));
    assertThat(value(draft, "BilledCost").toString()).isEqualTo("0");
    assertThat(draft.original("BilledCost")).isEqualTo("10");
  }

  @Test
  void eachReportIsRecognisedUnderTheNameOfTheOther() {
    Header cur2 = header(cur2("Usage", "resource_tags", "{}"));
    Header legacy = header(Drafts.aws("Usage"));
    Header athena = header(cur2("Usage", "resource_tags_user_team", "x"));

    assertThat(ChargeReaders.named("aws-cur-2").faults(cur2)).isEmpty();
    assertThat(ChargeReaders.named("aws-cur").faults(cur2))
        .containsExactly("resource_tags is a column of CUR 2.0");
    assertThat(FileKind.describe(cur2)).contains("set format to \"aws-cur-2\"");

    assertThat(ChargeReaders.named("aws-cur").faults(legacy)).isEmpty();
    assertThat(ChargeReaders.named("aws-cur-2").faults(legacy))
        .contains("line_item_unblended_cost is missing");
    assertThat(FileKind.describe(legacy)).contains("set format to \"aws-cur\"");
    assertThat(ChargeReaders.named("aws-cur-2").faults(athena))
        .containsExactly("resource_tags_user_team is a column of the legacy report");
    assertThat(FileKind.describe(athena)).contains("set format to \"aws-cur\"");

    List<String> some = new ArrayList<>(cur2.names());
    some.remove("line_item_currency_code");
    assertThat(FileKind.describe(Header.of(some))).contains("(aws-cur-2) with columns left out");
  }

  @Test
  void otherThingsThatAwsExportsAreNamed() {
    assertThat(
            FileKind.describe(
                Header.of(List.of("InvoiceID", "PayerAccountId", "RecordType", "UnBlendedCost"))))
        .contains("AWS detailed billing report");
    assertThat(
            FileKind.describe(Header.of(List.of("account_id", "action_type", "recommendation_id"))))
        .contains("AWS cost optimization recommendations");
  }

  private static Header header(Map<String, Object> record) {
    return Header.of(List.copyOf(record.keySet()));
  }

  private static Map<String, Object> cur2(String type, Object... namesAndValues) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("bill_billing_period_start_date", "2026-09-01T00:00:00.000Z");
    record.put("bill_billing_period_end_date", "2026-10-01T00:00:00.000Z");
    record.put("line_item_usage_start_date", "2026-09-02T01:00:00.000Z");
    record.put("line_item_usage_end_date", "2026-09-02T02:00:00.000Z");
    record.put("line_item_line_item_type", type);
    record.put("line_item_unblended_cost", "10");
    record.put("line_item_currency_code", "USD");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      record.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return record;
  }
}
