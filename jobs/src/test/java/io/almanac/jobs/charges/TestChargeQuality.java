package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.Exports.FOCUS_HEADER;
import static io.almanac.jobs.charges.Exports.FOCUS_PERIODS;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.MartSums;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestChargeQuality {
  @TempDir private Path folder;

  @Test
  void countsRowsAndMoneyOfEachFlagByPeriodAndCurrency() {
    String header = FOCUS_HEADER.replace("x_Own", "ProviderName");
    String october =
        FOCUS_PERIODS.replace("2024-10-01", "2024-11-01").replace("2024-09", "2024-10");
    Path file =
        Exports.write(
            folder,
            "a.csv",
            header
                + "1,1,0,1,USD,"
                + FOCUS_PERIODS
                + ",Usage,,AWS\n"
                + "2,2,1,2,USD,"
                + FOCUS_PERIODS
                + ",Usage,oops,AWS\n"
                + "4,4,0,4,EUR,"
                + FOCUS_PERIODS
                + ",Usage,oops,AWS\n"
                + "8,8,0,8,USD,"
                + october
                + ",Usage,,AWS\n"
                + "16,16,16,16,USD,"
                + october
                + ",Usage,,AWS\n"
                + "32,1,1,1,USD,"
                + FOCUS_PERIODS.replace("2024-09-02", "x")
                + ",Usage,,AWS\n");
    Dataset<Row> read = Exports.read("focus", file);

    List<Row> found =
        ChargeQuality.summarise(
                // Each charge is a sum of itself.
                Exports.charges(read).withColumn(MartSums.ROWS, lit(1L)), Exports.rejects(read))
            .where("flag not in ('MissingPublisherName', 'LegacyFocusVersion')")
            .orderBy("billing_period", "billing_currency", "flag")
            .collectAsList();

    assertThat(found)
        .extracting(
            row -> row.<String>getAs("billing_period"),
            row -> row.<String>getAs("billing_currency"),
            row -> row.<String>getAs("flag"),
            row -> row.<Long>getAs("flagged_rows"),
            row -> row.<BigDecimal>getAs("billed_cost").intValueExact(),
            row -> row.isNullAt(row.fieldIndex("effective_cost")))
        .containsExactly(
            tuple("2024-09", "EUR", "MissingListCost", 1L, 4, false),
            tuple("2024-09", "EUR", "TagNotJson", 1L, 4, false),
            tuple("2024-09", "USD", "ListCostLessThanContractedCost", 1L, 2, false),
            tuple("2024-09", "USD", "MissingListCost", 1L, 1, false),
            tuple("2024-09", "USD", "Rejected", 1L, 32, true),
            tuple("2024-09", "USD", "TagNotJson", 1L, 2, false),
            tuple("2024-10", "USD", "MissingListCost", 1L, 8, false));
  }
}
