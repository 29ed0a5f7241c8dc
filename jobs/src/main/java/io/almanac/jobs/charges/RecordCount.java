package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.io.IOException;
import java.util.List;

/** Counts what is in a file, whatever becomes of it. */
public final class RecordCount {
  private RecordCount() {}

  /**
   * How many records a file has, the header not counted. A CSV file is read for it, of a Parquet
   * file only the footer.
   *
   * @throws AlmanacException when the file cannot be read
   */
  public static long of(SourceFile file) {
    try {
      return file.isParquet() ? ParquetFiles.count(file) : CsvFile.count(file);
    } catch (IOException e) {
      throw new AlmanacException(
          ExitCode.INPUT,
          List.of("Cannot read file: %s. Deliver it again.".formatted(file.path())),
          e);
    }
  }
}
