package io.almanac.jobs.charges;

import io.almanac.jobs.charges.JsonRecord.BrokenRecordException;
import io.almanac.jobs.charges.source.FileKind;
import io.almanac.jobs.charges.source.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Reads one file of JSON lines, compressed or not, line by line: every line that is not blank is
 * one JSON object and one record. Memory is bounded by the longest line.
 *
 * <p>Such a file has no header, and writers leave out what is null. Its first records tell what it
 * is; while it is read, its columns are all top-level fields that have occurred so far.
 */
final class JsonLinesFile {
  /** How many lines are looked at to tell what a file is. */
  private static final int FIRST_LINES = 20;

  /** No export has so many; names that never end must not fill the memory. */
  private static final int MOST_FIELDS = 2_000;

  private JsonLinesFile() {}

  /**
   * The top-level fields of the first records; null when the file has none but blank lines.
   *
   * @throws UnfitFileException when none of its first lines is a JSON object
   */
  static Header header(SourceFile file) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    String fault = null;
    int looked = 0;
    try (CsvLines lines = new CsvLines(FileText.open(file))) {
      for (String line = lines.next(); line != null && looked < FIRST_LINES; line = lines.next()) {
        if (!line.isBlank()) {
          if (looked == 0 && line.stripLeading().startsWith("[")) {
            throw unfit(file, "it is a list");
          }
          looked++;
          try {
            names.addAll(JsonRecord.parse(line).keySet());
          } catch (BrokenRecordException e) {
            fault = e.getMessage();
          }
        }
      }
    }
    if (names.isEmpty() && fault != null) {
      throw unfit(file, fault);
    }
    return looked == 0 ? null : Header.of(List.copyOf(names));
  }

  /** The rows of all records, read while they are asked for; numbered by their lines. */
  static Iterator<Row> rows(String source, String format, SourceFile file) {
    return new Rows(source, format, file);
  }

  private static UnfitFileException unfit(SourceFile file, String fault) throws IOException {
    Header header = Header.of(List.copyOf(JsonRecord.names(FileText.open(file))));
    if (FileKind.isAllocation(header)) {
      return new UnfitFileException(FileKind.describe(header));
    }
    return new UnfitFileException(
        header.names().isEmpty()
            ? "Its first lines are no JSON objects (" + fault + "): export one object a line"
            : "It is one JSON document, not JSON lines: export one object a line");
  }

  private static final class Rows extends RecordRows {
    private final String source;
    private final String format;
    private final CsvLines lines;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private ChargeRows rows;

    Rows(String source, String format, SourceFile file) {
      super(file);
      this.source = source;
      this.format = format;
      this.rows =
          new ChargeRows(source, format, Header.of(List.of()), file.traits(), LeftOut.UNHEARD);
      try {
        this.lines = new CsvLines(FileText.open(file));
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    boolean read() throws IOException {
      String line = lines.next();
      while (line != null && line.isBlank()) {
        skip();
        line = lines.next();
      }
      if (line != null) {
        add(row(line));
      }
      return line != null;
    }

    @Override
    void close() throws IOException {
      lines.close();
    }

    private Row row(String line) {
      Map<String, Object> fields;
      try {
        fields = JsonRecord.parse(line);
      } catch (BrokenRecordException e) {
        return broken(line, e.getMessage());
      }
      if (!allPlaced(fields.keySet())) {
        return broken(line, "the file has more than " + MOST_FIELDS + " different fields");
      }
      Object[] record = new Object[names.size()];
      fields.forEach((name, value) -> record[positions.get(name)] = value);
      return CsvRecords.isUndecodable(line)
          ? rows.row(file().relativePath(), number(), record, CsvRecords.UNDECODABLE)
          : rows.row(file().relativePath(), number(), record);
    }

    /** Adds the fields that are new to the columns, unless they are too many. */
    private boolean allPlaced(Set<String> fields) {
      int before = names.size();
      for (String name : fields) {
        if (!positions.containsKey(name)) {
          if (names.size() == MOST_FIELDS) {
            return false;
          }
          positions.put(name, names.size());
          names.add(name);
        }
      }
      if (names.size() > before) {
        rows = new ChargeRows(source, format, Header.of(names), file().traits(), LeftOut.UNHEARD);
      }
      return true;
    }

    private Row broken(String line, String fault) {
      return rows.broken(
          file().relativePath(),
          number(),
          line.stripTrailing(),
          "Cannot read record: no JSON object (" + fault + ")");
    }
  }
}
