package io.almanac.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place and moves it there when it is whole. */
final class AtomicFile {

  /** Writes the content of a file that nobody else sees yet. */
  @FunctionalInterface
  interface Content {
    /** Writes to the path given. */
    void writeTo(Path path) throws IOException;
  }

  private AtomicFile() {}

  /** Replaces {@code file}; readers see the old content or the new, never a part. */
  static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      content.writeTo(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
