package io.almanac.jobs.mart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which build of the program runs, and on what: its own bytes rather than a number that somebody
 * has to raise. Another one may compute or round otherwise, and what it made is not taken over.
 */
public final class ProgramBuild {
  /** A class of each library that forecasts compute with; their files' names hold versions. */
  private static final List<String> LIBRARIES =
      List.of("smile.math.MathEx", "org.bytedeco.openblas.global.openblas");

  private ProgramBuild() {}

  /**
   * The fingerprint of this process' build; empty when its files cannot be found.
   *
   * @param parts one class of each module that counts
   */
  public static Optional<String> of(List<Class<?>> parts) {
    try {
      Checksum checksum = new Checksum();
      for (String property : List.of("java.vm.name", "java.vm.version", "os.name", "os.arch")) {
        checksum.add(property + "=" + System.getProperty(property) + "\n");
      }
      for (String other : LIBRARIES) {
        checksum.add(other + "=" + file(other) + "\n");
      }
      for (Class<?> part : parts) {
        CodeSource source = part.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
          return Optional.empty();
        }
        Path library = Path.of(source.getLocation().toURI());
        for (Path file : files(library)) {
          checksum.add(library.relativize(file).toString()).add(file);
        }
      }
      return Optional.of(checksum.hex());
    } catch (URISyntaxException
        | IOException
        | UncheckedIOException
        | IllegalArgumentException
        | java.nio.file.FileSystemNotFoundException e) {
      // A library that is not a file: nothing can be said of it, so nothing is taken over.
      return Optional.empty();
    }
  }

  /** The name of the file that a class is in; empty when that cannot be told. */
  private static String file(String name) {
    try {
      Class<?> one = Class.forName(name, false, ProgramBuild.class.getClassLoader());
      CodeSource source = one.getProtectionDomain().getCodeSource();
      String place = source == null ? "" : String.valueOf(source.getLocation());
      return place.substring(place.lastIndexOf('/') + 1);
    } catch (ClassNotFoundException | LinkageError e) {
      return "";
    }
  }

  /** The jar, or the classes of a build that is not packed. */
  private static List<Path> files(Path library) throws IOException {
    try (Stream<Path> files = Files.walk(library)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
