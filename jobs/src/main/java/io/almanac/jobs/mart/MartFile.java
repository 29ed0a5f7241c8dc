package io.almanac.jobs.mart;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A Parquet file of a mart that one task writes. Rows wait until there are enough of them to write
 * column by column: of eighty columns, each with a dictionary of its own, a processor holds one at
 * a time much better than all of them for every row.
 */
final class MartFile implements Closeable {
  static final CompressionCodecName COMPRESSION = CompressionCodecName.ZSTD;

  private static final long ROW_GROUP_BYTES = 32L << 20;

  /** Rows that wait. Pages end where they are written, which keeps columns of a page in step. */
  private static final int WAITING = 1_000;

  private static final ParquetProperties PROPERTIES =
      ParquetProperties.builder()
          .withMinRowCountForPageSizeCheck(WAITING)
          .withMaxRowCountForPageSizeCheck(WAITING)
          .withSizeStatisticsEnabled(false)
          // Numbers of rows never repeat.
          .withDictionaryEncoding("x_SourceRow", false)
          .build();

  private final CompressionCodecFactory.BytesInputCompressor compressor;
  private final MartColumnWriter[] columns;
  private final MessageType schema;
  private final List<ColumnDescriptor> descriptors;
  private final ParquetFileWriter file;
  private final Object[][] waiting;
  private int waitingRows;
  private long rows;
  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStore values;

  MartFile(Path path, List<MartColumn> columns, CompressionCodecFactory codecs) throws IOException {
    this.compressor = codecs.getCompressor(COMPRESSION);
    this.columns = columns.stream().map(MartColumnWriter::new).toArray(MartColumnWriter[]::new);
    Type[] types = new Type[this.columns.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = this.columns[i].type();
    }
    this.schema = new MessageType("spark_schema", types);
    this.descriptors = schema.getColumns();
    this.waiting = new Object[types.length][WAITING];
    this.file =
        new ParquetFileWriter(
            new LocalOutputFile(path),
            schema,
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP_BYTES,
            0,
            null,
            PROPERTIES);
    file.start();
    begin();
  }

  /** Writes a row: one value for each column, and perhaps more, which are left out. */
  void write(Object[] row) throws IOException {
    for (int i = 0; i < columns.length; i++) {
      waiting[i][waitingRows] = row[i];
    }
    waitingRows++;
    if (waitingRows == WAITING) {
      drain();
      if (values.getBufferedSize() >= ROW_GROUP_BYTES) {
        endRowGroup();
        begin();
      }
    }
  }

  /** How many bytes of the row group wait in memory, compressed as far as pages are full. */
  long bufferedBytes() {
    return values.getBufferedSize();
  }

  @Override
  public void close() throws IOException {
    try {
      drain();
      endRowGroup();
      file.end(Map.of());
    } finally {
      file.close();
    }
  }

  private void begin() {
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            schema,
            new HeapByteBufferAllocator(),
            PROPERTIES.getColumnIndexTruncateLength(),
            PROPERTIES.getPageWriteChecksumEnabled());
    values = PROPERTIES.newColumnWriteStore(schema, pages);
    rows = 0;
  }

  private void drain() {
    for (int i = 0; i < columns.length; i++) {
      columns[i].write(waiting[i], waitingRows, values.getColumnWriter(descriptors.get(i)));
    }
    for (int i = 0; i < waitingRows; i++) {
      values.endRecord();
    }
    rows += waitingRows;
    waitingRows = 0;
  }

  private void endRowGroup() throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      values.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    values.close();
    pages.close();
  }
}
