package io.almanac.jobs.charges;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.List;

/** Physical lines of a text with their line ends, so that a line inside quotes stays as it was. */
final class CsvLines implements Closeable {
  /**
   * What stands in a line beyond this is passed over, which keeps the memory of a task bounded; a
   * line of this length was cut.
   */
  static final int LONGEST = 16 << 20;

  private final Reader reader;
  private final char[] buffer = new char[1 << 16];
  private final ArrayDeque<String> returned = new ArrayDeque<>();
  private int position;
  private int limit;
  private boolean atStart = true;

  CsvLines(Reader reader) {
    this.reader = reader;
  }

  /** The next line with its line end, without a byte order mark; null after the last. */
  String next() throws IOException {
    if (!returned.isEmpty()) {
      return returned.pop();
    }
    String line = read();
    if (atStart && line != null) {
      atStart = false;
      return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
    return line;
  }

  /** Gives lines back, to be answered by {@link #next} again in the same order. */
  void giveBack(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      returned.push(lines.get(i));
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private String read() throws IOException {
    StringBuilder longLine = null;
    while (true) {
      if (position == limit && !refill()) {
        return longLine == null ? null : longLine.toString();
      }
      int end = position;
      while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
        end++;
      }
      boolean ended = end < limit;
      boolean carriageReturn = ended && buffer[end] == '\r';
      int length = (ended ? end + 1 : end) - position;
      if (ended && !carriageReturn && longLine == null) {
        String line = new String(buffer, position, length);
        position += length;
        return line;
      }
      longLine = longLine == null ? new StringBuilder(length + 80) : longLine;
      longLine.append(buffer, position, Math.min(length, LONGEST - longLine.length()));
      position += length;
      if (carriageReturn && (position < limit || refill()) && buffer[position] == '\n') {
        if (longLine.length() < LONGEST) {
          longLine.append('\n');
        }
        position++;
      }
      if (ended) {
        return longLine.toString();
      }
    }
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(0, reader.read(buffer));
    return limit > 0;
  }
}
