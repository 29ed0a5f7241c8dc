package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/**
 * The rows of a text file, read record by record while they are asked for. A record may give no
 * row, one or several. A file that breaks off in the middle is one sentence for the user.
 */
abstract class RecordRows implements Iterator<Row> {
  private final SourceFile file;
  private final ArrayDeque<Row> upcoming = new ArrayDeque<>();
  private long number;
  private boolean ended;

  RecordRows(SourceFile file) {
    this.file = file;
  }

  /** Reads the next record and {@link #add adds} its rows; false when there is none any more. */
  abstract boolean read() throws IOException;

  /** Closes what was opened. */
  abstract void close() throws IOException;

  @Override
  public final boolean hasNext() {
    try {
      while (upcoming.isEmpty() && !ended) {
        number++;
        if (!read()) {
          ended = true;
          close();
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return !upcoming.isEmpty();
  }

  @Override
  public final Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return upcoming.remove();
  }

  /** Gives a row; null stands for a record that is neither charge nor reject. */
  final void add(Row row) {
    if (row != null) {
      upcoming.add(row);
    }
  }

  /** The file. */
  final SourceFile file() {
    return file;
  }

  /** The record that is being read, from 1; {@link #skip} counts what is none. */
  final long number() {
    return number;
  }

  /** Counts something that is no record, such as an empty line. */
  final void skip() {
    number++;
  }

  /** The file cannot be read from here on. */
  final AlmanacException unreadable(IOException cause) {
    return new AlmanacException(
        ExitCode.INPUT,
        List.of(
            "Cannot read file: %s, after record %s (%s). Deliver it again."
                .formatted(file.path(), Math.max(0, number - 1), cause.getMessage())),
        cause);
  }
}
