package io.almanac.jobs.charges;

import io.almanac.jobs.charges.CsvRecords.CsvRecord;
import io.almanac.jobs.charges.source.FileSurvey;
import io.almanac.jobs.charges.source.Header;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Reads one CSV file record by record; {@link FileText} says which compression and character set.
 */
final class CsvFile {
  private static final String[] NO_FLAGS = {};
  private static final String[] RAGGED = {"RaggedRow"};
  private static final String[] UNDECODABLE = {CsvRecords.UNDECODABLE};
  private static final String[] RAGGED_AND_UNDECODABLE = {"RaggedRow", CsvRecords.UNDECODABLE};

  private CsvFile() {}

  /** The column names; null when the file is empty. */
  static Header header(SourceFile file) throws IOException {
    try (CsvRecords records = open(file)) {
      CsvRecord first = records.next();
      if (first != null && first.fields() == null) {
        throw new IOException(first.fault());
      }
      return first == null ? null : Header.of(List.of(first.fields()));
    }
  }

  /**
   * The rows of all records, read while they are asked for.
   *
   * @param leftOut takes the months of records that become no row
   */
  static Iterator<Row> rows(String source, String format, SourceFile file, LeftOut leftOut) {
    return new Rows(source, format, file, leftOut);
  }

  /** How many records the file has, the header not counted. */
  static long count(SourceFile file) throws IOException {
    try (CsvRecords records = open(file)) {
      long count = -1;
      while (records.next() != null) {
        count++;
      }
      return Math.max(0, count);
    }
  }

  /**
   * Shows records that fit the header to a survey until it needs no more.
   *
   * @param atLeast so many records are shown although it needs no more
   */
  static void survey(SourceFile file, FileSurvey survey, long atLeast) throws IOException {
    try (CsvRecords records = open(file)) {
      CsvRecord header = records.next();
      CsvRecord record = header == null ? null : records.next();
      long shown = 0;
      boolean more = true;
      while (record != null && (more || shown < atLeast)) {
        if (record.fields() != null && record.fields().length >= header.fields().length) {
          more = survey.see(record.fields());
          shown++;
        }
        record = records.next();
      }
    }
  }

  private static CsvRecords open(SourceFile file) throws IOException {
    return new CsvRecords(FileText.open(file));
  }

  private static final class Rows extends RecordRows {
    private final CsvRecords records;
    private final int width;
    private final ChargeRows rows;

    Rows(String source, String format, SourceFile file, LeftOut leftOut) {
      super(file);
      try {
        this.records = open(file);
        CsvRecord first = records.next();
        if (first != null && first.fields() == null) {
          throw new IOException(first.fault());
        }
        this.width = first == null ? 0 : first.fields().length;
        this.rows =
            first == null
                ? null
                : new ChargeRows(
                    source, format, Header.of(List.of(first.fields())), file.traits(), leftOut);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    boolean read() throws IOException {
      CsvRecord record = records.next();
      if (record != null) {
        add(row(record));
      }
      return record != null;
    }

    @Override
    void close() throws IOException {
      records.close();
    }

    private Row row(CsvRecord record) {
      String name = file().relativePath();
      if (record.fields() == null) {
        return rows.broken(name, number(), record.raw(), record.fault());
      }
      String[] fields = record.fields();
      String[] flags = record.undecodable() ? UNDECODABLE : NO_FLAGS;
      if (fields.length == width) {
        return rows.row(name, number(), fields, flags);
      }
      if (fields.length > width && isEmptyFrom(fields)) {
        return rows.row(
            name,
            number(),
            Arrays.copyOf(fields, width),
            record.undecodable() ? RAGGED_AND_UNDECODABLE : RAGGED);
      }
      return rows.broken(
          name,
          number(),
          String.join(",", fields),
          "Cannot read record: %s fields stand below %s columns".formatted(fields.length, width));
    }

    /** Writers that end a line with a comma too many leave nothing behind it. */
    private boolean isEmptyFrom(String[] fields) {
      for (int i = width; i < fields.length; i++) {
        if (!fields[i].isEmpty()) {
          return false;
        }
      }
      return true;
    }
  }
}
