package io.almanac.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A table as CSV on the command line's output; text that a spreadsheet would run is defused. */
final class CsvText {
  private final StringBuilder text = new StringBuilder();
  private final CSVPrinter printer;

  CsvText(String... header) {
    try {
      printer = new CSVPrinter(text, CSVFormat.RFC4180);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write CSV", e);
    }
    row((Object[]) header);
  }

  /** Adds a row; null is an empty cell. */
  CsvText row(Object... cells) {
    List<Object> safe = Arrays.stream(cells).map(CsvText::safe).toList();
    try {
      printer.printRecord(safe);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write CSV", e);
    }
    return this;
  }

  /** Amounts in plain digits; an apostrophe before text that a spreadsheet would take to run. */
  private static Object safe(Object cell) {
    if (cell instanceof BigDecimal amount) {
      return amount.toPlainString();
    }
    return cell instanceof String words
            && words.matches("(?s)[=+@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20-].*")
        ? "'" + words
        : cell == null ? "" : cell;
  }

  String text() {
    return text.toString();
  }
}
