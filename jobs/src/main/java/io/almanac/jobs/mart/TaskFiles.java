package io.almanac.jobs.mart;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/**
 * The files that one task writes of a mart, one for each partition, as Spark would write them. Of a
 * mart with many columns and as many rows as the bill, Spark's own writer copies every row four
 * times on its way to the file, once to sort it by partition; here a row goes from the reader into
 * the columns of its file.
 */
public final class TaskFiles implements Closeable {
  /** What all open files of a task may have come to; the largest is then closed, and begun anew. */
  private static final long MOST_BYTES = 96L << 20;

  private static final int ROWS_BETWEEN_LOOKS = 10_000;

  private final Mart mart;
  private final Path folder;
  private final String task;
  private final int width;
  private final CompressionCodecFactory codecs =
      new CodecFactory(new PlainParquetConfiguration(), ParquetProperties.DEFAULT_PAGE_SIZE);
  private final Map<List<Object>, MartFile> open = new HashMap<>();
  private final List<String> files = new ArrayList<>();
  private List<Object> lastPartition = List.of();
  private MartFile lastFile;
  private long rows;

  /**
   * Nothing is written before the first row.
   *
   * @param folder where partitions become folders; of this mart alone
   * @param task names the files; no other task, and no other attempt at this one, has the same
   */
  public TaskFiles(Mart mart, Path folder, String task) {
    this.mart = mart;
    this.folder = folder;
    this.task = task;
    this.width = mart.columns().size() - mart.partitionColumns().size();
  }

  /**
   * Writes a row.
   *
   * @param values one for each column of the mart, partition columns last, which are text and not
   *     null; instants as microseconds since 1970; of others the type that Spark has for them
   */
  public void write(Object[] values) throws IOException {
    if (++rows % ROWS_BETWEEN_LOOKS == 0) {
      closeLargestIfTooLarge();
    }
    file(values).write(values);
  }

  /** The files, relative to the folder, of which all rows are written after {@link #close}. */
  public List<String> files() {
    return List.copyOf(files);
  }

  @Override
  public void close() throws IOException {
    for (MartFile file : open.values()) {
      file.close();
    }
    open.clear();
    lastFile = null;
    codecs.release();
  }

  private MartFile file(Object[] values) throws IOException {
    if (lastFile != null && isOf(values, lastPartition)) {
      return lastFile;
    }
    lastPartition = List.of(Arrays.copyOfRange(values, width, mart.columns().size()));
    lastFile = open.get(lastPartition);
    if (lastFile == null) {
      lastFile = create(lastPartition);
      open.put(lastPartition, lastFile);
    }
    return lastFile;
  }

  private boolean isOf(Object[] values, List<Object> partition) {
    for (int i = 0; i < partition.size(); i++) {
      if (!partition.get(i).equals(values[width + i])) {
        return false;
      }
    }
    return true;
  }

  private MartFile create(List<Object> partition) throws IOException {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < partition.size(); i++) {
      path.append(
              ExternalCatalogUtils.getPartitionPathString(
                  mart.partitionColumns().get(i), partition.get(i).toString()))
          .append('/');
    }
    Files.createDirectories(folder.resolve(path.toString()));
    path.append("part-").append(task).append('-').append(files.size()).append(".zstd.parquet");
    files.add(path.toString());
    return new MartFile(folder.resolve(path.toString()), mart.columns().subList(0, width), codecs);
  }

  private void closeLargestIfTooLarge() throws IOException {
    long bytes = 0;
    for (MartFile file : open.values()) {
      bytes += file.bufferedBytes();
    }
    if (bytes > MOST_BYTES) {
      List<Object> largest =
          open.entrySet().stream()
              .max(Comparator.comparing(entry -> entry.getValue().bufferedBytes()))
              .orElseThrow()
              .getKey();
      open.remove(largest).close();
      lastFile = null;
    }
  }
}
