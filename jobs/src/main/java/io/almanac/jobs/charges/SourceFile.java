package io.almanac.jobs.charges;

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
 */
public record SourceFile(String path, String relativePath, long size, long modifiedMillis)
    implements Serializable {

  boolean isParquet() {
    return path.toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  boolean isGzip() {
    return path.toLowerCase(Locale.ROOT).endsWith(".gz");
  }
}
