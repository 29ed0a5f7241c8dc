package io.almanac.jobs.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Puts a Parquet footer in order. Parquet's writer lists the encodings of a column in the order of
 * a hash set of enum constants, which differs from one Java process to the next; everything else
 * that it writes is stable. The footer is the last part of a file and nothing points into it, so it
 * can be written again in place.
 */
final class ParquetFooter {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = 4 + MAGIC.length;

  private ParquetFooter() {}

  /** Sorts the encodings of each column of a closed file. */
  static void sortEncodings(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      byte[] length = new byte[4];
      file.seek(file.length() - TAIL_BYTES);
      file.readFully(length);
      int size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
      long start = file.length() - TAIL_BYTES - size;
      byte[] footer = new byte[size];
      file.seek(start);
      file.readFully(footer);

      FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
      for (RowGroup group : metadata.getRow_groups()) {
        for (ColumnChunk column : group.getColumns()) {
          sort(column.getMeta_data());
        }
      }
      ByteArrayOutputStream sorted = new ByteArrayOutputStream(size);
      Util.writeFileMetaData(metadata, sorted);
      ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      tail.putInt(sorted.size()).put(MAGIC);
      file.setLength(start);
      file.seek(start);
      file.write(sorted.toByteArray());
      file.write(tail.array());
    }
  }

  private static void sort(ColumnMetaData column) {
    Collections.sort(column.getEncodings());
    if (column.isSetEncoding_stats()) {
      column
          .getEncoding_stats()
          .sort(
              Comparator.comparing(PageEncodingStats::getPage_type)
                  .thenComparing(PageEncodingStats::getEncoding));
    }
  }
}
