package io.almanac.jobs.forecast;

import io.almanac.forecasting.Forecaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which build of the forecasting library runs, and on what: its own bytes rather than a number that
 * somebody has to raise. Another one may round otherwise, and what it fitted is not taken over.
 */
final class EngineBuild {
  /** A class of each library that the engine computes with; their files' names hold versions. */
  private static final List<String> LIBRARIES =
      List.of("smile.math.MathEx", "org.bytedeco.openblas.global.openblas");

  private static final Optional<String> FINGERPRINT = read();

  private EngineBuild() {}

  /** The fingerprint of this process' library; empty when its files cannot be found. */
  static Optional<String> fingerprint() {
    return FINGERPRINT;
  }

  private static Optional<String> read() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String property : List.of("java.vm.name", "java.vm.version", "os.name", "os.arch")) {
        digest.update(
            (property + "=" + System.getProperty(property) + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
      for (String other : LIBRARIES) {
        digest.update((other + "=" + file(other) + "\n").getBytes(StandardCharsets.UTF_8));
      }
      // The models, and what prepares histories and learns the common model for them.
      for (Class<?> part : List.of(Forecaster.class, EngineBuild.class)) {
        CodeSource source = part.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
          return Optional.empty();
        }
        Path library = Path.of(source.getLocation().toURI());
        for (Path file : files(library)) {
          digest.update(library.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
      return Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (URISyntaxException
        | IOException
        | UncheckedIOException
        | IllegalArgumentException
        | java.nio.file.FileSystemNotFoundException e) {
      // A library that is not a file: nothing can be said of it, so nothing is taken over.
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: every Java has SHA-256", e);
    }
  }

  /** The name of the file that a class is in; empty when that cannot be told. */
  private static String file(String name) {
    try {
      Class<?> one = Class.forName(name, false, Forecaster.class.getClassLoader());
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
