package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.config.SplitLineItems;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestSplitCosts {
  @TempDir private Path folder;

  @Test
  void containersGetWhatTheirInstanceLosesToTheLastDigit() {
    // i-1 costs 6 under a plan and 4 on demand in its hour; its traffic is nobody's.
    AwsLines lines =
        AwsLines.flat("2026-09")
            .line(
                "SavingsPlanCoveredUsage",
                "9",
                node(
                    "i-1",
                    "USW2-BoxUsage:p5.48xlarge",
                    "savings_plan_savings_plan_effective_cost",
                    "6"))
            .line("Usage", "4", node("i-1", "USW2-BoxUsage:p5.48xlarge", "", ""))
            .line("Usage", "100", node("i-1", "USW2-DataTransfer-Out-Bytes", "", ""))
            .line("Usage", "", pod("i-1", "pod/a", "1.5", "0.5"))
            .line("Usage", "", pod("i-1", "pod/b", "5.25", "2.75"))
            .line("Usage", "", pod("i-1", "unused", "3.25", ""))
            // AWS has rounded: the pod's share is more than its instance.
            .line("Usage", "1", node("i-2", "SpotUsage:g5.xlarge", "", ""))
            .line("Usage", "", pod("i-2", "pod/c", "1.000000000000000001", ""))
            // The instance of this pod is not in the report.
            .line("Usage", "", pod("i-3", "pod/d", "7", ""));
    Path file = lines.write(folder, "cur.csv");

    // Pods: 1.5 + 5.25 from 6, then from 4.
    Dataset<Row> read = Exports.read("aws-cur-2", file);
    assertThat(SplitCosts.assign(read, SplitLineItems.NODES)).isSameAs(read);
    List<String> pods =
        List.of(
            "1 0",
            "2 3.25",
            "3 100",
            "4 1.5",
            "5 5.25",
            "6 0",
            "7 -0.000000000000000001",
            "8 1.000000000000000001",
            "9 0");
    assertThat(costs(file, SplitLineItems.PODS, 7)).isEqualTo(pods);
    // With what was unused: 1.5 + 0.5 and 5.25 + 2.75 are all that the instance costs.
    assertThat(costs(file, SplitLineItems.PODS_AND_UNUSED, 2))
        .startsWith("1 0", "2 0", "3 100", "4 2", "5 8", "6 0");
  }

  @Test
  void aParquetExportHasMapsDoublesAndTimestamps() {
    SparkSession spark = SparkTest.spark();
    Path parquet = folder.resolve("parquet");
    spark
        .sql(
            "SELECT timestamp'2026-09-01 00:00:00' AS bill_billing_period_start_date,"
                + " timestamp'2026-09-02 01:00:00' AS line_item_usage_start_date,"
                + " timestamp'2026-09-02 02:00:00' AS line_item_usage_end_date,"
                + " 'Usage' AS line_item_line_item_type, 'USD' AS line_item_currency_code,"
                + " 6.1e-7D AS line_item_unblended_cost, '012345678901' AS line_item_usage_account_id,"
                + " map('user_team', 'vision') AS resource_tags, map('Env', 'prod') AS cost_category,"
                + " map('gpu', '8', 'product_name', 'EC2') AS product, map('edp', -0.5D) AS discount")
        .coalesce(1)
        .write()
        .parquet(parquet.toString());
    assertThat(Exports.rejects("aws-cur-2", parquet)).isEmpty();
    assertThat(SourceFiles.list(parquet))
        .allSatisfy(file -> assertThat(RecordCount.of(file)).isEqualTo(1));
    Row charge = Exports.charges("aws-cur-2", parquet).get(0);
    assertThat(charge.<BigDecimal>getAs("BilledCost")).isEqualByComparingTo("0.00000061");
    assertThat(charge.<String>getAs("SubAccountId")).isEqualTo("012345678901");
    assertThat(charge.<String>getAs("Tags"))
        .isEqualTo("{\"cost_category:Env\":\"prod\",\"team\":\"vision\"}");
    assertThat(charge.<String>getAs("SkuPriceDetails")).isEqualTo("{\"GpuCount\":\"8\"}");
    assertThat(charge.<String>getAs("ServiceName")).isEqualTo("EC2");
    assertThat(charge.<String>getAs("x_OtherColumns"))
        .contains("\"discount\":\"{\\\"edp\\\":-0.5}\"");
  }

  private static List<String> costs(Path file, SplitLineItems bearer, int partitions) {
    Dataset<Row> assigned =
        SplitCosts.assign(Exports.read("aws-cur-2", file).repartition(partitions), bearer);
    List<String> costs = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal billed = BigDecimal.ZERO;
    for (Row row : Exports.charges(assigned).orderBy("x_SourceRow").collectAsList()) {
      BigDecimal cost = row.getAs("EffectiveCost");
      assertThat(row.<BigDecimal>getAs("PricingCurrencyEffectiveCost")).isEqualByComparingTo(cost);
      total = total.add(cost);
      billed = billed.add(row.getAs("BilledCost"));
      costs.add(
          row.getAs("x_SourceRow")
              + " "
              + (cost.signum() == 0 ? "0" : cost.stripTrailingZeros().toPlainString()));
      String flags = row.getAs("x_Flags");
      assertThat(List.of(flags.split(",", -1))).isSorted();
      assertThat(flags.contains("SplitParentMissing"))
          .isEqualTo("pod/d".equals(row.getAs("AllocatedResourceId")));
    }
    // 6 + 4 + 100 + 1, and 9 + 4 + 100 + 1, whoever bears it.
    assertThat(total).isEqualByComparingTo("111");
    assertThat(billed).isEqualByComparingTo("114");
    return costs;
  }

  private static String[] node(String id, String usageType, String column, String value) {
    return column.isEmpty()
        ? new String[] {"line_item_resource_id", id, "line_item_usage_type", usageType}
        : new String[] {
          "line_item_resource_id", id, "line_item_usage_type", usageType, column, value
        };
  }

  private static String[] pod(String node, String pod, String cost, String unused) {
    return new String[] {
      "line_item_resource_id", pod,
      "line_item_usage_type", "USW2-EKS-EC2-GPU-Hours",
      "split_line_item_parent_resource_id", node,
      "split_line_item_split_cost", cost,
      "split_line_item_unused_cost", unused
    };
  }
}
