package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.parquet.ParquetScan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Parquet is read column by column just as Spark reads it. */
@ExtendWith(SparkTest.class)
class TestParquetRows {
  private static final int ROWS = 3_000;

  @TempDir Path folder;

  @Test
  void everyTypeIsReadAsSparkReadsIt() throws IOException {
    List<SourceFile> files = write("typed", "true");
    assertThat(columnwise(files)).hasSize(ROWS).isEqualTo(throughSpark(files));
  }

  @Test
  void valuesWithoutDictionaryAreReadAsSparkReadsThem() throws IOException {
    List<SourceFile> files = write("plain", "false");
    assertThat(columnwise(files)).isEqualTo(throughSpark(files));
  }

  @Test
  void partsOfAFileHaveAllOfItsRecordsAndTheirNumbers() throws IOException {
    SourceFile file = write("parts", "true").get(0);
    List<ParquetScan.Part> parts = ParquetScan.parts(file.path(), file.size(), 1);
    assertThat(parts).hasSizeGreaterThan(3);
    ChargeRows charges =
        new ChargeRows(
            "bill",
            "focus",
            ParquetFiles.header(ParquetFiles.schema(file)),
            file.traits(),
            LeftOut.UNHEARD);
    Map<String, String> names = Map.of(file.path(), file.relativePath());
    int number = ChargeRows.SCHEMA.fieldIndex("x_SourceRow");
    int cost = ChargeRows.SCHEMA.fieldIndex("ListCost");
    for (ParquetScan.Part part : parts) {
      try (ParquetRows rows = new ParquetRows(charges, List.of(part).iterator(), names)) {
        while (rows.hasNext()) {
          Row row = rows.next();
          assertThat(row.getDecimal(cost))
              .isEqualByComparingTo(BigDecimal.valueOf(row.getLong(number)));
        }
      }
    }
    try (ParquetRows rows = new ParquetRows(charges, parts.iterator(), names)) {
      for (long expected = 1; expected <= ROWS; expected++) {
        assertThat(rows.next().getLong(number)).isEqualTo(expected);
      }
      assertThat(rows.hasNext()).isFalse();
    }
  }

  @Test
  void structuresAreLeftToSpark() throws IOException {
    assertThat(isColumnwise("map('a', map('b', 1))")).isFalse();
    assertThat(isColumnwise("array('a')")).isFalse();
    assertThat(isColumnwise("struct(1 AS a)")).isFalse();
    assertThat(isColumnwise("map('a', 1.5D)")).isTrue();
  }

  @Test
  void aFileThatIsDamagedIsNamedWithTheLastGoodRecord() throws IOException {
    SourceFile file = write("damaged", "true").get(0);
    byte[] bytes = Files.readAllBytes(Path.of(file.path()));
    for (int i = bytes.length / 2; i < bytes.length / 2 + 4_000; i++) {
      bytes[i] = 0x55;
    }
    Files.write(Path.of(file.path()), bytes);
    assertThatThrownBy(() -> columnwise(List.of(file)))
        .hasStackTraceContaining("Cannot read file: " + file.path() + ", after record ")
        .hasStackTraceContaining("Deliver it again.");
  }

  private List<String> columnwise(List<SourceFile> files) throws IOException {
    MessageType schema = ParquetFiles.schema(files.get(0));
    assertThat(ParquetRows.columns(schema)).isPresent();
    return sorted(
        ParquetFiles.columnwise(
            SparkTest.spark(),
            "bill",
            "focus",
            ParquetFiles.header(schema).names(),
            files,
            LeftOut.UNHEARD));
  }

  private static List<String> throughSpark(List<SourceFile> files) {
    return sorted(
        ParquetFiles.throughSpark(SparkTest.spark(), "bill", "focus", files, LeftOut.UNHEARD));
  }

  private static List<String> sorted(JavaRDD<Row> rows) {
    return rows.collect().stream().map(Row::toString).sorted().toList();
  }

  private boolean isColumnwise(String value) throws IOException {
    Path file = Files.createTempDirectory(folder, "shape").resolve("file");
    SparkTest.spark()
        .sql("SELECT " + value + " AS x_Value")
        .coalesce(1)
        .write()
        .parquet(file.toString());
    return ParquetRows.columns(ParquetFiles.schema(SourceFiles.list(file).get(0))).isPresent();
  }

  /** Bills of all types, every third value missing, in small row groups and pages. */
  private List<SourceFile> write(String name, String dictionary) throws IOException {
    Dataset<Row> rows =
        SparkTest.spark()
            .range(1, ROWS + 1, 1, 1)
            .selectExpr(
                "CAST(id % 97 - 40 AS DECIMAL(38,9)) / 7 AS BilledCost",
                "CAST(id % 11 AS DECIMAL(9,2)) AS EffectiveCost",
                "CAST(id AS DECIMAL(18,4)) AS ListCost",
                "CAST(-12345678901234567890.123 AS DECIMAL(38,18)) AS ContractedCost",
                "'USD' AS BillingCurrency",
                "TIMESTAMP '2026-09-01 00:00:00' AS BillingPeriodStart",
                "TIMESTAMP_NTZ '2026-10-01 00:00:00' AS BillingPeriodEnd",
                "TIMESTAMP '2026-09-01 00:00:00.123456' + make_interval(0,0,0,0,id % 700)"
                    + " AS ChargePeriodStart",
                "DATE '2026-10-01' - CAST(id % 2 AS INT) AS ChargePeriodEnd",
                "CASE WHEN id % 3 > 0 THEN concat('Dienst ü', id % 5) END AS ServiceName",
                "CASE id % 4 WHEN 0 THEN map() WHEN 1 THEN map('b', '2', 'a', CAST(id AS STRING))"
                    + " WHEN 2 THEN map('x', CAST(NULL AS STRING)) END AS Tags",
                "CASE WHEN id % 3 > 0 THEN id % 7 / 3D END AS x_Double",
                "CASE WHEN id % 3 > 1 THEN CAST(id % 7 / 3D AS FLOAT) END AS x_Float",
                "CASE id % 3 WHEN 0 THEN CAST('NaN' AS FLOAT) WHEN 1 THEN 1F END AS x_Odd",
                "CASE WHEN id % 3 > 0 THEN id % 2 = 0 END AS x_Truth",
                "CAST(id % 100 AS TINYINT) AS x_Tiny",
                "CAST(id AS SMALLINT) AS x_Small",
                "CASE WHEN id % 3 > 0 THEN CAST(id AS INT) END AS x_Int",
                "id * 10000000000 AS x_Long",
                "CAST(concat('b', id) AS BINARY) AS x_Bytes",
                "CASE WHEN id % 3 > 0 THEN map('EDP', -0.25D * id, 'none', NULL) END AS x_Discounts",
                "CAST(NULL AS STRING) AS x_Nothing");
    Path path = folder.resolve(name);
    rows.write()
        .option("parquet.enable.dictionary", dictionary)
        .option("parquet.block.size", "20000")
        .option("parquet.block.row.count.limit", "400")
        .option("parquet.page.size", "1000")
        .option("parquet.page.size.row.check.min", "10")
        .parquet(path.toString());
    return SourceFiles.list(path);
  }
}
