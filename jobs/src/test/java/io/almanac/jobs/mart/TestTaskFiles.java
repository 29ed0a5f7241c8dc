package io.almanac.jobs.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestTaskFiles {
  private static final Mart MART =
      Mart.named("sample", "A row.")
          .text("name", "A text.")
          .money("cost", "A cost.")
          .instant("moment", "An instant.")
          .count("number", "rows", "A number.")
          .partitionedBy(Partitions.SOURCE, Partitions.BILLING_PERIOD);

  @TempDir Path folder;

  @Test
  void sparkReadsTheRowsThatItWouldHaveWrittenItself() throws IOException {
    List<Object[]> rows = rows(500);
    TaskFiles written = new TaskFiles(MART, folder.resolve("ours"), "0-1");
    try (written) {
      for (Object[] row : rows) {
        Object[] values = row.clone();
        Instant moment = (Instant) row[2];
        values[2] =
            moment == null
                ? null
                : (Long) (moment.getEpochSecond() * 1_000_000L + moment.getNano() / 1_000);
        written.write(values);
      }
    }
    Dataset<Row> same =
        SparkTest.spark()
            .createDataFrame(
                rows.stream().map(row -> RowFactory.create(row)).toList(), MART.schema());
    MartFiles.append(MART, same, folder.resolve("sparks"));

    assertThat(written.files()).hasSize(4).allMatch(file -> file.contains("part-0-1-"));
    Dataset<Row> ours = MartFiles.read(SparkTest.spark(), MART, folder.resolve("ours"));
    Dataset<Row> sparks = MartFiles.read(SparkTest.spark(), MART, folder.resolve("sparks"));
    assertThat(ours.count()).isEqualTo(500);
    assertThat(ours.exceptAll(sparks).collectAsList()).isEmpty();
    assertThat(ours.exceptAll(same).collectAsList()).isEmpty();
    assertThat(MartFiles.partitionRows(folder.resolve("ours")))
        .isEqualTo(MartFiles.partitionRows(folder.resolve("sparks")));
    assertThat(
            SparkTest.spark()
                .read()
                .parquet(folder.resolve("ours").toUri().toString())
                .schema()
                .simpleString())
        .isEqualTo(
            SparkTest.spark()
                .read()
                .parquet(folder.resolve("sparks").toUri().toString())
                .schema()
                .simpleString());
  }

  @Test
  void aCostThatNoColumnHoldsIsAnErrorAndNotAnotherCost() throws IOException {
    write("0-1", new BigDecimal("-99999999999999999999.999999999999999999"));
    assertThatThrownBy(() -> write("1-2", new BigDecimal("100000000000000000000")))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("cost");
    assertThatThrownBy(() -> write("2-3", new BigDecimal("0.0000000000000000001")))
        .isInstanceOf(ArithmeticException.class);
  }

  private void write(String task, BigDecimal cost) throws IOException {
    try (TaskFiles files = new TaskFiles(MART, folder, task)) {
      files.write(new Object[] {"a", cost, 0L, 1L, "aws", "2026-10"});
    }
  }

  /** Two sources, two periods, in turn; values of all sizes, with nulls and repetitions. */
  private static List<Object[]> rows(int count) {
    Random random = new Random(7);
    List<String> names =
        Arrays.asList(null, "", "a", "Ärger\u0000\uD83D\uDE00", "x".repeat(40_000), "a=b/c%20");
    List<String> costs =
        Arrays.asList(
            null,
            "0",
            "-0.000000000000000001",
            "9.223372036854775807",
            "9.223372036854775808",
            "-9.3",
            "99999999999999999999.999999999999999999",
            "1E+19",
            "-99999999999999999999.999999999999999999");
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String cost = costs.get(random.nextInt(costs.size()));
      rows.add(
          new Object[] {
            names.get(random.nextInt(names.size())),
            cost == null ? null : new BigDecimal(cost),
            random.nextInt(9) == 0
                ? null
                : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L),
            random.nextInt(9) == 0 ? null : (Long) random.nextLong(),
            i % 2 == 0 ? "aws" : "a:b %",
            random.nextBoolean() ? "2026-10" : "unknown"
          });
    }
    return rows;
  }
}
