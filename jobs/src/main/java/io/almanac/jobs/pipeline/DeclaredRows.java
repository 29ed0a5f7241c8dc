package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Whether files have as many rows as the manifests of their deliveries say. */
final class DeclaredRows {
  private DeclaredRows() {}

  /**
   * Compares the files that were read.
   *
   * @param inputs the files of all sources
   * @param rows charges and rejects that were read from each file, by {@code source/path}; a file
   *     without an entry had none
   * @throws AlmanacException with one sentence for every file that has another number of rows
   */
  static void check(Collection<InputFiles> inputs, Map<String, Long> rows) {
    List<String> problems = new ArrayList<>();
    for (InputFiles input : inputs) {
      for (SourceFile file : input.changed()) {
        long read = rows.getOrDefault(input.source() + "/" + file.relativePath(), 0L);
        if (file.declaredRows() != null && file.declaredRows() != read) {
          problems.add(
              "Cannot use file: %s of manifest %s (source %s). It has %s rows and its manifest says %s; deliver it again."
                  .formatted(
                      file.path(), file.manifest(), input.source(), read, file.declaredRows()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
  }
}
