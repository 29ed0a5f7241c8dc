package io.almanac.jobs.mart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A new version of the marts in the making. Readers see nothing of it before {@link #publish};
 * closing it without that leaves everything as it was.
 *
 * <p>A mart is staged in one or more portions and then settled: staged partitions replace those of
 * the version before, other partitions are taken over where asked.
 */
public final class Publication implements AutoCloseable {
  private static final String STAGING = "staging";
  private static final String ASIDE = "aside";

  private final MartStore store;
  private final Path folder;
  private final Optional<PublishedMarts> previous;
  private final FileChannel lock;
  private final AtomicInteger portions = new AtomicInteger();
  private final Map<String, Map<String, Long>> partitionRows = new ConcurrentHashMap<>();
  private boolean published;

  Publication(MartStore store, Path folder, Optional<PublishedMarts> previous, FileChannel lock) {
    this.store = store;
    this.folder = folder;
    this.previous = previous.filter(version -> version.manifest().layout() == Manifest.LAYOUT);
    this.lock = lock;
  }

  /** The version that readers read now; empty on the first night or after a change of layout. */
  public Optional<PublishedMarts> previous() {
    return previous;
  }

  /** The link that readers follow, which points to this version once it is published. */
  public Path current() {
    return store.current();
  }

  /**
   * Where a file goes that only the next night reads: it is published with this version, and is no
   * mart.
   */
  public Path internalFile(String name) {
    return folder.resolve(name);
  }

  /** The same file of the version that readers read now; empty when there is none. */
  public Optional<Path> publishedInternalFile(String name) {
    return previous.map(version -> version.folder().resolve(name)).filter(Files::exists);
  }

  /** Takes over such a file of the version that readers read now, if there is one. */
  public void keepInternalFile(String name) {
    publishedInternalFile(name)
        .ifPresent(
            file -> {
              try {
                Folders.linkOrCopy(file, internalFile(name));
              } catch (IOException e) {
                throw new UncheckedIOException("Cannot keep file: " + file, e);
              }
            });
  }

  /**
   * Writes rows of a mart aside; may be called several times before {@link #settle}, and by several
   * threads.
   */
  public void stage(Mart mart, Dataset<Row> rows) {
    // A folder of its own: two jobs that write to one folder remove each other's unfinished files.
    Path portion = portion();
    MartFiles.append(mart, rows, portion);
    try {
      move(portion, staging(mart));
      Folders.delete(portion);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot complete a portion of mart: " + mart.name(), e);
    }
  }

  /**
   * A folder of its own for {@link TaskFiles}, to be staged by {@link #stage(Mart, Path, List)}.
   */
  public Path portion() {
    return folder.resolve(STAGING).resolve("portion-" + portions.incrementAndGet());
  }

  /**
   * Stages what tasks have written into a folder, and deletes the folder: a task that was tried
   * twice has left files there that count for nothing.
   *
   * @param files those that count, relative to the folder
   */
  public void stage(Mart mart, Path portion, List<String> files) {
    try {
      for (String file : files) {
        moveTo(portion.resolve(file), staging(mart).resolve(file));
      }
      Folders.delete(portion);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot complete a portion of mart: " + mart.name(), e);
    }
  }

  /** The rows staged so far. */
  public Dataset<Row> staged(SparkSession spark, Mart mart) {
    return MartFiles.read(spark, mart, staging(mart));
  }

  /** The partitions staged so far, such as {@code source=aws/billing_period=2026-10}. */
  public TreeSet<String> stagedPartitions(Mart mart) {
    TreeSet<String> partitions = new TreeSet<>();
    for (Path file : Folders.parquetFiles(staging(mart))) {
      partitions.add(MartFiles.partition(staging(mart), file));
    }
    return partitions;
  }

  /**
   * Sets staged partitions aside: they will not be part of the mart, and {@link #aside} reads them
   * until the version is published.
   */
  public void setAside(Mart mart, Predicate<String> partitions) {
    try {
      for (Path file : Folders.parquetFiles(staging(mart))) {
        if (partitions.test(MartFiles.partition(staging(mart), file))) {
          Path target = aside(mart).resolve(staging(mart).relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.move(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot set partitions aside of mart: " + mart.name(), e);
    }
  }

  /** The rows that were set aside. */
  public Dataset<Row> aside(SparkSession spark, Mart mart) {
    return MartFiles.read(spark, mart, aside(mart));
  }

  /** Completes a mart of which nothing of the version before stays. */
  public void settle(Mart mart) {
    settle(mart, partition -> false);
  }

  /**
   * Completes a mart: what was staged, and those partitions of the version before that {@code kept}
   * accepts. A partition that is neither staged nor kept is gone.
   */
  public void settle(Mart mart, Predicate<String> kept) {
    partitionRows.remove(mart.name());
    try {
      move(staging(mart), folder(mart));
      if (previous.isPresent()) {
        Path from = previous.get().folder().resolve(mart.name());
        for (Path file : Folders.parquetFiles(from)) {
          if (kept.test(MartFiles.partition(from, file))) {
            Folders.linkOrCopy(file, folder(mart).resolve(from.relativize(file).toString()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot complete mart: " + mart.name(), e);
    }
  }

  /** Writes and completes a mart that is made anew each night. */
  public void replace(Mart mart, Dataset<Row> rows) {
    stage(mart, rows);
    settle(mart);
  }

  /** Adds rows to a completed mart. */
  public void append(Mart mart, Dataset<Row> rows) {
    MartFiles.append(mart, rows, folder(mart));
    partitionRows.remove(mart.name());
  }

  /** Writes and completes a mart of findings: this as-of date's rows, and those of other dates. */
  public void replaceAsOf(Mart mart, Dataset<Row> rows, String asOf) {
    stage(mart, rows);
    settle(mart, partition -> !partition.endsWith("as_of_date=" + asOf));
  }

  /** All rows of a completed mart. */
  public Dataset<Row> read(SparkSession spark, Mart mart) {
    return MartFiles.read(spark, mart, folder(mart));
  }

  /** Sums over the staged rows; see {@link MartSums#read}. */
  public Dataset<Row> stagedSums(SparkSession spark, Mart mart, MartSums sums) {
    return sums.read(spark, mart, staging(mart), Folders.parquetFiles(staging(mart)));
  }

  /**
   * Sums over a completed mart; see {@link MartSums#read}.
   *
   * @param partitions those that count, such as {@code source=aws/billing_period=2026-10}
   */
  public Dataset<Row> sums(
      SparkSession spark, Mart mart, MartSums sums, Predicate<String> partitions) {
    List<Path> files =
        Folders.parquetFiles(folder(mart)).stream()
            .filter(file -> partitions.test(MartFiles.partition(folder(mart), file)))
            .toList();
    return sums.read(spark, mart, folder(mart), files);
  }

  /** Rows of each partition of a completed mart, from the files' footers. */
  public Map<String, Long> partitionRows(Mart mart) {
    return partitionRows.computeIfAbsent(
        mart.name(), name -> MartFiles.partitionRows(folder(mart)));
  }

  /**
   * Publishes the version: an empty file for every mart without data, so that its columns can be
   * read; the manifest; then the swap, which is one rename.
   */
  public PublishedMarts publish(SparkSession spark, Manifest manifest) {
    try {
      for (Mart mart : Marts.ALL) {
        if (Folders.parquetFiles(folder(mart)).isEmpty() && !linkEmpty(mart, manifest)) {
          writeEmpty(spark, mart);
        }
      }
      Folders.delete(folder.resolve(STAGING));
      writeDurably(folder.resolve(Manifest.FILE), manifest.toJson());
      store.swapTo(folder, previous.map(PublishedMarts::folder).orElse(null));
      published = true;
      return new PublishedMarts(folder, manifest);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot publish marts: " + folder, e);
    }
  }

  /** Removes what was not published, and lets the next night begin. */
  @Override
  public void close() {
    try {
      if (!published) {
        Folders.delete(folder);
      }
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tidy up marts folder: " + folder, e);
    }
  }

  /** Takes over the file without rows of the version before, unless schemas have changed since. */
  private boolean linkEmpty(Mart mart, Manifest manifest) throws IOException {
    String schemas = manifest.fingerprints().get("schemas");
    if (schemas == null
        || previous.isEmpty()
        || !schemas.equals(previous.get().manifest().fingerprints().get("schemas"))) {
      return false;
    }
    boolean linked = false;
    Path from = previous.get().folder().resolve(mart.name());
    for (Path file : Folders.parquetFiles(from)) {
      if (!linked && MartFiles.partition(from, file).endsWith("=none")) {
        Folders.linkOrCopy(file, folder(mart).resolve(from.relativize(file).toString()));
        linked = true;
      }
    }
    return linked;
  }

  /**
   * A file without rows at a partition path of its own: readers that find columns by looking at
   * files, DuckDB for one, fail on an empty folder.
   */
  private void writeEmpty(SparkSession spark, Mart mart) throws IOException {
    Path empty = folder.resolve(STAGING).resolve("empty-" + mart.name());
    spark
        .createDataFrame(List.<Row>of(), mart.fileSchema())
        .coalesce(1)
        .write()
        .parquet(empty.toUri().toString());
    Path target = folder(mart);
    for (String column : mart.partitionColumns()) {
      target = target.resolve(column + "=none");
    }
    for (Path file : Folders.parquetFiles(empty)) {
      Files.createDirectories(target);
      Files.move(file, target.resolve(file.getFileName()));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    for (Path file : Folders.parquetFiles(from)) {
      moveTo(file, to.resolve(from.relativize(file).toString()));
    }
  }

  private static void moveTo(Path file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Files.move(file, target);
  }

  private Path folder(Mart mart) {
    return folder.resolve(mart.name());
  }

  private Path staging(Mart mart) {
    return folder.resolve(STAGING).resolve(mart.name());
  }

  private Path aside(Mart mart) {
    return folder.resolve(STAGING).resolve(ASIDE).resolve(mart.name());
  }

  private static void writeDurably(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
