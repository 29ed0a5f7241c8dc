package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.ChargeReaders;
import io.almanac.jobs.charges.source.DateOrder;
import io.almanac.jobs.charges.source.FileTraits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;

/** Reads small Azure exports without Spark. */
final class AzureExports {
  private AzureExports() {}

  /** What became of the records of one source, or why it cannot be read. */
  record Read(List<Row> charges, List<Row> rejects, List<String> problems) {
    /** The sum of a cost; a charge without one counts nothing. */
    BigDecimal sum(String cost) {
      return charges.stream()
          .map(row -> (BigDecimal) value(row, cost))
          .filter(Objects::nonNull)
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The values of a column, in the order of files and records. */
    List<Object> all(String column) {
      return charges.stream().map(row -> value(row, column)).toList();
    }
  }

  /** A file of the test resources, copied below a folder. */
  static Path copy(Path folder, String name) {
    try (var stream = AzureExports.class.getResourceAsStream("azure/" + name)) {
      Path target = folder.resolve(name);
      Files.copy(Objects.requireNonNull(stream, name), target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Read read(String format, Path path) {
    return read(format, path, null);
  }

  static Read read(String format, Path path, DateOrder order) {
    List<SourceFile> files =
        SourceFiles.list(path).stream()
            .map(file -> file.with(new FileTraits(order, null)))
            .toList();
    ChargeHeaders headers = ChargeHeaders.read("bill", ChargeReaders.named(format), files);
    List<String> problems = ChargeLoad.headerProblems("bill", format, files);
    List<Row> charges = new ArrayList<>();
    List<Row> rejects = new ArrayList<>();
    if (problems.isEmpty()) {
      for (SourceFile file : headers.text()) {
        Iterator<Row> rows = CsvFile.rows("bill", format, file, LeftOut.UNHEARD);
        rows.forEachRemaining(
            row -> (value(row, ChargeRows.REJECT_REASON) == null ? charges : rejects).add(row));
      }
    }
    return new Read(charges, rejects, problems);
  }

  /** The value of a column; times as days. */
  static Object value(Row row, String column) {
    Object value = row.get(ChargeRows.SCHEMA.fieldIndex(column));
    return value instanceof Long micros && (column.endsWith("Start") || column.endsWith("End"))
        ? LocalDate.ofInstant(Instant.ofEpochSecond(micros / 1_000_000), ZoneOffset.UTC)
        : value;
  }
}
