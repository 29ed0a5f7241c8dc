package io.almanac.jobs.kubernetes;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the {@link AllocationTable} of OpenCost as it comes: CSV. */
final class AllocationCsv {
  private AllocationCsv() {}

  /** Reads a file; what is wrong with it becomes a problem of it. */
  static void read(Reader text, AllocationTable table) throws IOException {
    try (CSVParser parser =
        CSVParser.parse(text, CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get())) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext() || !table.begin(List.of(records.next().values()))) {
        return;
      }
      while (records.hasNext()) {
        CSVRecord one = records.next();
        table.add(one.toList(), "line " + parser.getCurrentLineNumber());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    table.end();
  }
}
