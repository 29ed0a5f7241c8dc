package io.almanac.jobs.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads records of Parquet files column by column into one array. Values that a column's dictionary
 * has become objects once, which no reader that hands over whole rows can do; of a bill nearly all
 * values are such.
 */
public final class ParquetScan implements Closeable {
  private final Iterator<Part> parts;
  private final Layout layout;
  private Part part;
  private ParquetFileReader reader;
  private MessageType schema;
  private ParquetColumn[] columns = {};
  private Object[] record = {};
  private int rowGroup;
  private long remaining;
  private long number;

  /**
   * Some row groups of a file.
   *
   * @param path of the file, on a file system that every executor has
   * @param from the first one
   * @param to the one after the last
   */
  public record Part(String path, int from, int to) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** All of a file. */
    public static Part whole(String path) {
      return new Part(path, 0, Integer.MAX_VALUE);
    }
  }

  /** Chooses the columns of a file. */
  @FunctionalInterface
  public interface Layout {
    /** The columns in the order of the record; null where the file lacks one. */
    List<ParquetColumn> columns(MessageType schema);
  }

  /** Nothing is opened before {@link #next}. */
  public ParquetScan(Iterator<Part> parts, Layout layout) {
    this.parts = parts;
    this.layout = layout;
  }

  /**
   * The row groups of a file, in parts of about so many bytes.
   *
   * @param size of the file in bytes
   */
  public static List<Part> parts(String path, long size, long bytes) throws IOException {
    if (size <= bytes) {
      return List.of(Part.whole(path));
    }
    List<Part> parts = new ArrayList<>();
    try (ParquetFileReader footer = open(path)) {
      int from = 0;
      long sum = 0;
      for (int i = 0; i < footer.getRowGroups().size(); i++) {
        sum += footer.getRowGroups().get(i).getCompressedSize();
        if (sum >= bytes) {
          parts.add(new Part(path, from, i + 1));
          from = i + 1;
          sum = 0;
        }
      }
      parts.add(new Part(path, from, Integer.MAX_VALUE));
    }
    return parts;
  }

  /**
   * Reads the next record; false when there is none.
   *
   * @throws IOException when the file cannot be read on, which {@link #path} and {@link #number}
   *     tell the place of
   */
  public boolean next() throws IOException {
    try {
      if (!advance()) {
        return false;
      }
      for (int i = 0; i < columns.length; i++) {
        record[i] = columns[i] == null ? null : columns[i].next();
      }
    } catch (RuntimeException e) {
      // What is wrong with a page, Parquet tells in exceptions of many kinds.
      throw new IOException(e.getMessage(), e);
    }
    remaining--;
    number++;
    return true;
  }

  /** The record that was read last, which the next one overwrites. */
  public Object[] record() {
    return record;
  }

  /** The file that is being read. */
  public String path() {
    return part.path();
  }

  /** The record that was read last in its file, from 1; 0 before the first. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  /**
   * Opens a file and reads its footer, with every column to be read. Hadoop's file systems would
   * load all of their settings for each file, which takes longer than reading a footer.
   *
   * @throws IOException when it is not Parquet, or damaged
   */
  public static ParquetFileReader open(String path) throws IOException {
    try {
      // Options of its own: they hold decompressors, which only one thread may use.
      return ParquetFileReader.open(
          new NamedFile(path), ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    } catch (RuntimeException e) {
      // The library tells most of what is wrong with a file so.
      throw new IOException(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
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
    reader = open(part.path());
    rowGroup = part.from();
    MessageType found = reader.getFileMetaData().getSchema();
    if (!found.equals(schema)) {
      schema = found;
      columns = layout.columns(schema).toArray(ParquetColumn[]::new);
      record = new Object[columns.length];
    }
    reader.setRequestedSchema(requested());
  }

  /** The schema of the columns that are read. */
  private MessageType requested() {
    List<Type> fields = present().stream().map(ParquetColumn::field).toList();
    return new MessageType(schema.getName(), fields);
  }

  private List<ParquetColumn> present() {
    return Stream.of(columns).filter(Objects::nonNull).toList();
  }

  private void openRowGroup() throws IOException {
    long first = reader.getRowGroups().get(rowGroup).getRowIndexOffset();
    PageReadStore pages = reader.readRowGroup(rowGroup);
    rowGroup++;
    if (pages == null) {
      return;
    }
    remaining = pages.getRowCount();
    number = first;
    List<ParquetColumn> present = present();
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(
            pages,
            ParquetColumn.group(present.stream().map(ParquetColumn::converter).toList()),
            requested(),
            reader.getFileMetaData().getCreatedBy());
    present.forEach(column -> column.open(store));
  }

  /** Parquet puts the file into its messages, which shall name it. */
  private static final class NamedFile extends LocalInputFile {
    private final String name;

    NamedFile(String path) {
      super(Path.of(path));
      this.name = path;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
