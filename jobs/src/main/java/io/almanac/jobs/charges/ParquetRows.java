package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Row;

/**
 * The rows of Parquet files, read column by column into the record that a bill's mapping takes.
 * Values that a column's dictionary has become objects once, which no reader that hands over whole
 * rows can do; of a bill nearly all values are such.
 */
final class ParquetRows implements Iterator<Row>, Closeable {
  private final ChargeRows charges;
  private final Iterator<Part> parts;
  private Part part;
  private ParquetFileReader reader;
  private MessageType schema;
  private ParquetColumn[] columns = {};
  private Object[] record = new Object[0];
  private int rowGroup;
  private long remaining;
  private long number;
  private Row upcoming;

  /**
   * Some row groups of a file.
   *
   * @param from the first one
   * @param to the one after the last
   */
  record Part(SourceFile file, int from, int to) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Nothing is opened before the first row is asked for.
   *
   * @param parts of files whose schema {@link #columns} can read
   */
  ParquetRows(ChargeRows charges, Iterator<Part> parts) {
    this.charges = charges;
    this.parts = parts;
  }

  /** The columns of a schema; empty when one of them is of a kind that is left to Spark. */
  static Optional<List<ParquetColumn>> columns(MessageType schema) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (Type field : schema.getFields()) {
      Optional<ParquetColumn> column = ParquetColumn.of(schema, field);
      if (column.isEmpty()) {
        return Optional.empty();
      }
      columns.add(column.get());
    }
    return Optional.of(columns);
  }

  /** The row groups of a file, in parts of about so many bytes. */
  static List<Part> parts(SourceFile file, long bytes) throws IOException {
    if (file.size() <= bytes) {
      return List.of(new Part(file, 0, Integer.MAX_VALUE));
    }
    List<Part> parts = new ArrayList<>();
    try (ParquetFileReader footer = open(file)) {
      int from = 0;
      long sum = 0;
      for (int i = 0; i < footer.getRowGroups().size(); i++) {
        sum += footer.getRowGroups().get(i).getCompressedSize();
        if (sum >= bytes) {
          parts.add(new Part(file, from, i + 1));
          from = i + 1;
          sum = 0;
        }
      }
      parts.add(new Part(file, from, Integer.MAX_VALUE));
    }
    return parts;
  }

  private static ParquetFileReader open(SourceFile file) throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(Path.of(file.path())),
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
  }

  @Override
  public boolean hasNext() {
    while (upcoming == null && read()) {
      upcoming = charges.row(part.file().relativePath(), number, record);
    }
    return upcoming != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = upcoming;
    upcoming = null;
    return row;
  }

  /** Reads the next record; false when there is none. */
  private boolean read() {
    try {
      if (!advance()) {
        return false;
      }
      for (int i = 0; i < columns.length; i++) {
        record[i] = columns[i].next();
      }
      remaining--;
      number++;
      return true;
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** Opens what has the next record; false when there is none. */
  private boolean advance() throws IOException {
    while (remaining == 0) {
      if (reader != null && rowGroup < Math.min(part.to(), reader.getRowGroups().size())) {
        openRowGroup();
      } else if (parts.hasNext()) {
        close();
        part = parts.next();
        openFile();
      } else {
        close();
        return false;
      }
    }
    return true;
  }

  private void openFile() throws IOException {
    number = 0;
    reader = open(part.file());
    rowGroup = part.from();
    MessageType found = reader.getFileMetaData().getSchema();
    if (!found.equals(schema)) {
      schema = found;
      columns = columns(schema).orElseThrow().toArray(ParquetColumn[]::new);
      record = new Object[columns.length];
    }
  }

  private void openRowGroup() throws IOException {
    BlockMetaData block = reader.getRowGroups().get(rowGroup);
    PageReadStore pages = reader.readRowGroup(rowGroup);
    rowGroup++;
    if (pages == null) {
      return;
    }
    remaining = pages.getRowCount();
    number = block.getRowIndexOffset();
    List<Converter> converters = new ArrayList<>();
    for (ParquetColumn column : columns) {
      converters.add(column.converter());
    }
    GroupConverter root = ParquetColumn.group(converters);
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(pages, root, schema, reader.getFileMetaData().getCreatedBy());
    for (ParquetColumn column : columns) {
      column.open(store);
    }
  }

  private AlmanacException unreadable(Exception cause) {
    return new AlmanacException(
        ExitCode.INPUT,
        List.of(
            "Cannot read file: %s, after record %s (%s). Deliver it again."
                .formatted(part.file().path(), number, cause.getMessage())),
        cause);
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
