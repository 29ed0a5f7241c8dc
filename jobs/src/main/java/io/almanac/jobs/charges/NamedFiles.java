package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of any kind that a setting names. */
public final class NamedFiles {
  private NamedFiles() {}

  /**
   * The file itself, all files of a folder with its sub folders, or those that a glob matches, in a
   * fixed order.
   *
   * @throws IOException when nothing is there, or it cannot be listed
   */
  public static List<Path> of(Path path) throws IOException {
    if (!Files.exists(path)) {
      try {
        List<Path> matched =
            SourceFiles.everything(path).stream().map(SourceFile::path).map(Path::of).toList();
        if (!matched.isEmpty()) {
          return matched;
        }
      } catch (AlmanacException e) {
        // It speaks of cost exports.
      }
      throw new IOException("There is no such file, and nothing matches: " + path);
    }
    try (Stream<Path> walk = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      // A folder that may not be read, or links in a circle.
      throw e.getCause();
    }
  }
}
