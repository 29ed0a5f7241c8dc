package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestIngestedTotals {
  @Test
  void countsExactlyWhatPassesByWhileItIsWritten(@TempDir Path folder) throws InterruptedException {
    Dataset<Row> rows =
        SparkTest.spark()
            .range(0, 1000, 1, 7)
            .selectExpr(
                "concat('2026-0', 1 + id % 2) period",
                "if(id % 10 = 3, 'INV', null) invoice",
                "'USD' currency",
                "id % 100 = 99 rejected",
                "if(id % 100 = 99, null, cast('0.100000000000000001' as decimal(38,18))) billed",
                "cast(2 as decimal(38,18)) effective");
    Observation observation = new Observation();
    rows.observe(
            observation,
            IngestedTotals.of(
                    col("period"),
                    col("invoice"),
                    col("currency"),
                    col("rejected"),
                    col("billed"),
                    col("effective"))
                .as("totals"))
        .where(col("rejected").equalTo(false))
        .write()
        .parquet(folder.resolve("out").toString());

    List<IngestedTotals.Total> totals =
        IngestedTotals.parse((String) observation.getAsJava().get("totals"));

    assertThat(totals)
        .containsExactlyInAnyOrder(
            total("2026-01", "", false, 500, "50.000000000000000500", "1000.000000000000000000"),
            total("2026-02", "", false, 390, "39.000000000000000390", "780.000000000000000000"),
            total("2026-02", "INV", false, 100, "10.000000000000000100", "200.000000000000000000"),
            total("2026-02", "", true, 10, "0", "20.000000000000000000"));
  }

  private static IngestedTotals.Total total(
      String period, String invoice, boolean rejected, long rows, String billed, String effective) {
    return new IngestedTotals.Total(
        new IngestedTotals.Key(period, invoice, "USD", rejected),
        rows,
        new BigDecimal(billed),
        new BigDecimal(effective));
  }
}
