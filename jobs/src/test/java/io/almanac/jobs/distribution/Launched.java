package io.almanac.jobs.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a process did.
 *
 * @param status its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Launched(int status, String out, String err) {
  /** Beyond any honest run, also on a machine that others use at the same time. */
  private static final int LONGEST_SECONDS = 600;

  /**
   * Runs a program to its end; {@code environment} replaces single variables, empty removes one.
   */
  static Launched run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("almanac-out", ".txt");
    Path err = Files.createTempFile("almanac-err", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(List.of(command)))
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      environment.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      Process process = builder.start();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Cannot wait longer for: " + List.of(command));
      }
      return new Launched(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The distribution under test: {@code target/almanac}. */
  static Path home() {
    return Path.of(System.getProperty("almanac.home", "target/almanac")).toAbsolutePath();
  }

  /** Makes a folder look like the distribution, by links for what is large. */
  static void unpackInto(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    for (String script : List.of("almanac", "nightly", "submit")) {
      Path copy = folder.resolve("bin").resolve(script);
      Files.copy(home().resolve("bin").resolve(script), copy);
      copy.toFile().setExecutable(true);
    }
    try (Stream<Path> parts = Files.list(home())) {
      for (Path part : parts.filter(path -> !path.endsWith("bin")).toList()) {
        Files.createSymbolicLink(folder.resolve(part.getFileName()), part);
      }
    }
  }
}
