package io.almanac.jobs.charges;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits comma-separated text into records as RFC 4180 says, and survives broken ones: a quote that
 * is not closed costs one line and not the rest of the file. That is why no general CSV parser
 * stands here: they give up at the first fault.
 *
 * <p>Blank lines are no records. Memory is bounded by the longest record.
 */
final class CsvRecords implements Closeable {
  /** The flag of a record some bytes of which are no text of its character set. */
  static final String UNDECODABLE = "UndecodableText";

  /** A quoted field does not span more than this; a longer one was never closed. */
  private static final int MOST_LINES = 2_000;

  private static final int MOST_CHARACTERS = CsvLines.LONGEST;

  private final CsvLines lines;
  private final ArrayList<String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private boolean undecodable;

  CsvRecords(Reader reader) {
    this.lines = new CsvLines(reader);
  }

  /**
   * One record.
   *
   * @param fields the fields; null when the record is broken
   * @param raw the text of the line when the record is broken, otherwise null
   * @param fault what is wrong with it, otherwise null
   * @param undecodable whether a byte of it was no character, or was replaced before it came here
   */
  record CsvRecord(String[] fields, String raw, String fault, boolean undecodable) {}

  /** The next record; null after the last. */
  CsvRecord next() throws IOException {
    String line = lines.next();
    while (line != null && isBlank(line)) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    fields.clear();
    field.setLength(0);
    undecodable = isUndecodable(line);
    String fault = isCut(line) ? "Cannot read record: its line is too long" : parse(line);
    return fault == null
        ? new CsvRecord(fields.toArray(String[]::new), null, null, undecodable)
        : new CsvRecord(null, line.substring(0, contentLength(line)), fault, undecodable);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private String parse(String first) throws IOException {
    List<String> read = new ArrayList<>(1);
    String line = first;
    int length = contentLength(line);
    int i = 0;
    while (true) {
      if (i < length && line.charAt(i) == '"') {
        i++;
        // Inside quotes, over as many lines as it takes.
        while (true) {
          int quote = line.indexOf('"', i);
          if (quote >= 0) {
            field.append(line, i, quote);
            i = quote + 1;
            if (i < line.length() && line.charAt(i) == '"') {
              field.append('"');
              i++;
              continue;
            }
            break;
          }
          field.append(line, i, line.length());
          String more =
              read.size() >= MOST_LINES || field.length() > MOST_CHARACTERS ? null : lines.next();
          if (more != null && isCut(more)) {
            read.add(more);
            more = null;
          }
          if (more == null) {
            lines.giveBack(read);
            return "Cannot read record: a quote is not closed";
          }
          read.add(more);
          undecodable |= isUndecodable(more);
          line = more;
          length = contentLength(line);
          i = 0;
        }
        if (i < length && line.charAt(i) != ',') {
          lines.giveBack(read);
          return "Cannot read record: text follows a closing quote";
        }
        fields.add(field.toString());
        field.setLength(0);
      } else {
        int comma = line.indexOf(',', i);
        int end = comma < 0 || comma > length ? length : comma;
        fields.add(line.substring(i, end));
        i = end;
      }
      if (i >= length) {
        return null;
      }
      i++;
    }
  }

  /**
   * Decoding puts this character where a byte is none; most lines cannot hold it, and cost nothing.
   */
  static boolean isUndecodable(String line) {
    return line.indexOf('\uFFFD') >= 0;
  }

  private static boolean isCut(String line) {
    return line.length() >= CsvLines.LONGEST;
  }

  private static boolean isBlank(String line) {
    return contentLength(line) == 0 || (line.charAt(0) <= ' ' && line.isBlank());
  }

  private static int contentLength(String line) {
    int length = line.length();
    while (length > 0 && (line.charAt(length - 1) == '\n' || line.charAt(length - 1) == '\r')) {
      length--;
    }
    return length;
  }
}
