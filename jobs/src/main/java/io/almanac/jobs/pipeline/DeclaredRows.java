package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Whether files have as many rows as the manifests of their deliveries say. */
final class DeclaredRows {
  private DeclaredRows() {}

  /**
   * Compares the files that were read. Readers may leave rows out that another file tells, so that
   * a file with too few is counted once more before it is blamed.
   *
   * @param inputs the files of all sources
   * @param rows charges and rejects that were read from each file, by {@code source/path}; a file
   *     without an entry had none
   * @param count how many records a file has
   * @throws AlmanacException with one sentence for every file that has another number of rows
   */
  static void check(
      Collection<InputFiles> inputs, Map<String, Long> rows, ToLongFunction<SourceFile> count) {
    List<String> problems = new ArrayList<>();
    for (InputFiles input : inputs) {
      for (SourceFile file : input.changed()) {
        if (file.declaredRows() == null) {
          continue;
        }
        long read = rows.getOrDefault(input.source() + "/" + file.relativePath(), 0L);
        long had = file.declaredRows() == read ? read : count.applyAsLong(file);
        if (file.declaredRows() != had) {
          problems.add(
              "Cannot use file: %s of manifest %s (source %s). It has %s rows and its manifest says %s; deliver it again."
                  .formatted(
                      file.path(), file.manifest(), input.source(), had, file.declaredRows()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
  }
}
