package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.FileTraits;
import java.io.Serializable;
import java.util.Locale;

/**
 * One file of a cost export.
 *
 * @param path absolute, readable from every executor
 * @param relativePath below the source's path, with slashes; the file name when the source is a
 *     file
 * @param size in bytes, may be 0
 * @param modifiedMillis last modification, milliseconds since 1970
 * @param traits what settings say about it and, once it was surveyed, what was found
 * @param manifest the path of the manifest that names the file; null when none does
 * @param declaredRows how many records without the header the manifest says; null when it does not
 * @param days which days of it count; null when all do
 */
public record SourceFile(
    String path,
    String relativePath,
    long size,
    long modifiedMillis,
    FileTraits traits,
    String manifest,
    Long declaredRows,
    DayShare days)
    implements Serializable {

  /** A file that nothing else is known of. */
  public SourceFile(String path, String relativePath, long size, long modifiedMillis) {
    this(path, relativePath, size, modifiedMillis, FileTraits.NONE, null, null, null);
  }

  /** The same file with something known of it. */
  public SourceFile with(FileTraits found) {
    return new SourceFile(
        path, relativePath, size, modifiedMillis, found, manifest, declaredRows, days);
  }

  /** The same file as a manifest names it; {@code rows} is null when the manifest has no count. */
  public SourceFile declared(String byManifest, Long rows) {
    return new SourceFile(path, relativePath, size, modifiedMillis, traits, byManifest, rows, days);
  }

  /** The same file, of which only some days count; null for all. */
  public SourceFile sharing(DayShare some) {
    return new SourceFile(
        path, relativePath, size, modifiedMillis, traits, manifest, declaredRows, some);
  }

  boolean isParquet() {
    return path.toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  /** Whether the name says JSON lines, compressed or not. */
  boolean isJsonLines() {
    String name = path.toLowerCase(Locale.ROOT);
    return SourceFiles.JSON_LINES.stream().anyMatch(name::endsWith);
  }
}
