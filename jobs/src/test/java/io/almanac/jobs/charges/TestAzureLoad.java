package io.almanac.jobs.charges;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Azure cost details through Spark. */
@ExtendWith(SparkTest.class)
class TestAzureLoad {
  private static final List<String> COMPARED =
      List.of(
          "BilledCost",
          "EffectiveCost",
          "BillingPeriodStart",
          "BillingPeriodEnd",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "CommitmentDiscountStatus",
          "billing_period");

  @TempDir private Path folder;

  @Test
  void bothDataSetsInOneFolderCountOnceAlsoWhenOneIsParquet() throws Exception {
    Path csv = Files.createDirectory(folder.resolve("csv"));
    AzureExports.copy(csv, "ea-v2-actual.csv");
    Path amortized = AzureExports.copy(csv, "ea-v2-amortized.csv");
    Path mixed = Files.createDirectory(folder.resolve("mixed"));
    AzureExports.copy(mixed, "ea-v2-actual.csv");
    SparkTest.spark()
        .read()
        .option("header", "true")
        .csv(amortized.toString())
        .withColumn("Date", to_timestamp(col("Date"), "MM/dd/yyyy"))
        .withColumn(
            "BillingPeriodStartDate", to_timestamp(col("BillingPeriodStartDate"), "MM/dd/yyyy"))
        .withColumn("BillingPeriodEndDate", to_timestamp(col("BillingPeriodEndDate"), "MM/dd/yyyy"))
        .withColumn("CostInBillingCurrency", col("CostInBillingCurrency").cast("decimal(38,20)"))
        .coalesce(1)
        .write()
        .parquet(mixed.resolve("amortized").toString());

    List<Row> charges = Exports.charges("azure-cost-details", csv);
    assertThat(charges).hasSize(11);
    assertThat(Exports.rejects("azure-cost-details", csv)).isEmpty();
    assertThat(Exports.sum(charges, row -> row.getAs("BilledCost")))
        .isEqualByComparingTo("215.146");
    assertThat(Exports.sum(charges, row -> row.getAs("EffectiveCost")))
        .isEqualByComparingTo("80.846");
    assertThat(Exports.charges("azure-cost-details", mixed))
        .extracting(TestAzureLoad::compared)
        .containsExactlyInAnyOrderElementsOf(charges.stream().map(row -> compared(row)).toList());
  }

  @Test
  void aParquetFileMustSayItsDataSetByName() throws Exception {
    SparkTest.spark()
        .sql("select '2026-10-01' Date, 'Storage' MeterCategory, 1 Cost, 'USD' BillingCurrency")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("part").toString());
    Assertions.assertThatThrownBy(() -> Exports.read("azure-cost-details", folder))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("\"actual\" or \"amortized\" into the name");
    assertThat(Exports.sum(Exports.charges("azure-actual", folder), row -> row.getAs("BilledCost")))
        .isEqualByComparingTo(BigDecimal.ONE);
  }

  @Test
  void oneDataSetAloneIsNotTakenForBothThoughItIsParquet() throws Exception {
    SparkTest.spark()
        .sql("select '2026-10-01' Date, 'Storage' MeterCategory, 1 Cost, 'USD' BillingCurrency")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("actual").toString());
    Assertions.assertThatThrownBy(
            () ->
                ChargeLoad.checkHeaders(
                    "bill", "azure-cost-details", SourceFiles.list(folder, "azure-cost-details")))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot find amortized cost beside the actual cost")
        .hasMessageContaining("set format to \"azure-actual\"");
  }

  private static List<String> compared(Row row) {
    return COMPARED.stream()
        .map(column -> row.<Object>getAs(column))
        .map(
            value ->
                value instanceof BigDecimal number
                    ? number.stripTrailingZeros().toPlainString()
                    : Objects.toString(value))
        .toList();
  }
}
