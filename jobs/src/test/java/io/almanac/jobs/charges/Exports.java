package io.almanac.jobs.charges;

import static org.apache.spark.sql.functions.col;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Assumptions;

/** Writes exports for tests, reads them with Almanac and, independently, with Commons CSV. */
final class Exports {
  static final String FOCUS_HEADER =
      "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,"
          + "BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,Tags,x_Own\n";
  static final String FOCUS_PERIODS =
      "2024-09-01T00:00:00Z,2024-10-01T00:00:00Z,2024-09-02T00:00:00Z,2024-09-03T00:00:00Z";
  static final String FOCUS_ROW = "1.5,1.25,2,1.75,USD," + FOCUS_PERIODS + ",Usage,{},\n";

  private Exports() {}

  /**
   * A file of the shared data, which lies beside the repository or further up; else the test is
   * skipped.
   */
  static Path shared(String path) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data/cost").resolve(path);
      if (Files.exists(file)) {
        return file;
      }
    }
    return Assumptions.abort("needs ../shared/data/cost/" + path);
  }

  static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Dataset<Row> read(String format, Path path) {
    return ChargeLoad.read(
        SparkTest.spark(), "bill", format, SourceFiles.list(path), LeftOut.UNHEARD);
  }

  static List<Row> charges(String format, Path path) {
    return charges(read(format, path)).orderBy("x_SourceFile", "x_SourceRow").collectAsList();
  }

  static List<Row> rejects(String format, Path path) {
    return rejects(read(format, path)).orderBy("source_file", "source_row").collectAsList();
  }

  static List<CSVRecord> records(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      return parser.getRecords();
    }
  }

  static BigDecimal sum(List<CSVRecord> records, String column) {
    return records.stream()
        .map(record -> new BigDecimal(record.get(column)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static BigDecimal sum(List<Row> rows, Function<Row, BigDecimal> cost) {
    return rows.stream().map(cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * The rows of {@link ChargeLoad#read} that are charges, with exactly the columns of {@link
   * CostMarts#CHARGES}.
   */
  static Dataset<Row> charges(Dataset<Row> read) {
    return CostMarts.CHARGES.conform(read.filter(col(ChargeRows.REJECT_REASON).isNull()));
  }

  /**
   * The rows of {@link ChargeLoad#read} that are none, with exactly the columns of {@link
   * CostMarts#CHARGE_REJECTS}.
   */
  static Dataset<Row> rejects(Dataset<Row> read) {
    return CostMarts.CHARGE_REJECTS.conform(
        read.filter(ChargeLoad.isRejected())
            .select(
                col("x_SourceFormat").as("source_format"),
                col("x_SourceFile").as("source_file"),
                col("x_SourceRow").as("source_row"),
                col(ChargeRows.REJECT_REASON).as("reason"),
                col("BillingCurrency").as("billing_currency"),
                col("BilledCost").as("billed_cost"),
                col(ChargeRows.RAW_ROW).as("raw_row"),
                col("source"),
                col("billing_period")));
  }
}
