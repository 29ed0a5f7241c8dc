package io.almanac.jobs.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestLauncher {
  private static final Map<String, String> NOTHING_SET =
      Map.of("ALMANAC_MEMORY", "", "ALMANAC_JAVA_OPTS", "", "SPARK_HOME", "");

  @TempDir private Path folder;

  private Path home;

  @BeforeEach
  void unpackWhereThePathHasBlanks() throws IOException {
    home = folder.resolve("my programs/almanac 1");
    Launched.unpackInto(home);
  }

  /** JUnit would warn of each link that leads out of its temporary folder. */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> parts = Files.list(home)) {
      for (Path part : parts.filter(Files::isSymbolicLink).toList()) {
        Files.delete(part);
      }
    }
  }

  @Test
  void startsInAPathWithBlanksFromAnyFolder() throws Exception {
    Launched launched = Launched.run(Path.of("/"), NOTHING_SET, home + "/bin/almanac", "--version");

    assertThat(launched.err()).isEmpty();
    assertThat(launched.out()).startsWith("almanac 0.");
    assertThat(launched.status()).isZero();
  }

  @Test
  void startsThroughAbsoluteAndRelativeLinks() throws Exception {
    Path first = Files.createSymbolicLink(folder.resolve("first"), home.resolve("bin/almanac"));
    Path links = Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("second"), Path.of("../first"));

    assertThat(Launched.run(folder, NOTHING_SET, first.toString(), "--version").status()).isZero();
    assertThat(Launched.run(links, NOTHING_SET, "./second", "--version").status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25})
  void runsQuietlyOnEveryJavaOfThisMachine(int feature) throws Exception {
    Path java = java(feature);
    assumeTrue(java != null, "no JDK " + feature + " on this machine");

    Launched launched =
        Launched.run(
            folder, Map.of("JAVA_HOME", java.toString()), home + "/bin/almanac", "--version");

    assertThat(launched.err()).isEmpty();
    assertThat(launched.out()).contains("Java " + feature);
  }

  @Test
  void saysThatJavaIsMissing() throws Exception {
    Launched launched =
        Launched.run(folder, Map.of("JAVA_HOME", "/nowhere"), home + "/bin/almanac", "--version");

    assertThat(launched.status()).isEqualTo(1);
    assertThat(launched.err())
        .isEqualTo(
            "almanac: Cannot find Java in JAVA_HOME: /nowhere. Point JAVA_HOME to a JDK 17 or"
                + " newer.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.2", "1.8.0_292"})
  void saysThatJavaIsTooOld(String version) throws Exception {
    Path old = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
    Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"" + version + "\"' >&2\n");
    old.toFile().setExecutable(true);

    Launched launched =
        Launched.run(
            folder,
            Map.of("JAVA_HOME", folder.resolve("old").toString()),
            home + "/bin/almanac",
            "--version");

    assertThat(launched.status()).isEqualTo(1);
    assertThat(launched.err()).contains("Almanac needs 17 or newer.");
  }

  @Test
  void passesArgumentsAndExitCodesThrough() throws Exception {
    Launched launched =
        Launched.run(
            folder, NOTHING_SET, home + "/bin/almanac", "config", "--conf", "no such file");

    assertThat(launched.status()).isEqualTo(1);
    assertThat(launched.err()).startsWith("almanac: Cannot read configuration: no such file.");
  }

  @Test
  void takesMemoryAndOptionsFromTheEnvironment() throws Exception {
    Launched launched =
        Launched.run(
            folder,
            Map.of("ALMANAC_MEMORY", "1234m", "ALMANAC_JAVA_OPTS", "-XX:+PrintFlagsFinal"),
            home + "/bin/almanac",
            "--version");

    assertThat(launched.out()).containsPattern("MaxHeapSize += " + 1234L * 1024 * 1024);
  }

  @Test
  void doctorFindsTheModuleFlags() throws Exception {
    Launched launched = Launched.run(folder, NOTHING_SET, home + "/bin/almanac", "doctor");

    assertThat(launched.out()).contains("PASS  JVM flags");
  }

  @Test
  void submitRunsTheSameCommandLineUnderSpark() throws Exception {
    Launched launched =
        Launched.run(
            folder,
            NOTHING_SET,
            home + "/bin/submit",
            "--master",
            "local[1]",
            "--",
            "config",
            "--conf",
            "no such file");

    assertThat(launched.status()).isEqualTo(1);
    assertThat(launched.err()).contains("almanac: Cannot read configuration: no such file.");
  }

  @Test
  void submitWantsItsOptionsApart() throws Exception {
    Launched launched = Launched.run(folder, NOTHING_SET, home + "/bin/submit", "nightly");

    assertThat(launched.status()).isEqualTo(1);
    assertThat(launched.err()).contains("put -- between them");
  }

  @Test
  void cronEntryKeepsTheExitCodeAndWritesALog() throws Exception {
    Launched launched =
        Launched.run(folder, NOTHING_SET, home + "/bin/nightly", "no such file", "my logs");

    assertThat(launched.status()).isEqualTo(1);
    assertThat(launched.err()).contains("Cannot read configuration: no such file.");
    try (Stream<Path> logs = Files.list(folder.resolve("my logs"))) {
      assertThat(logs)
          .singleElement()
          .satisfies(
              log ->
                  assertThat(Files.readString(log))
                      .contains("Cannot read configuration")
                      .contains("ended with exit code 1"));
    }
  }

  @Test
  void cronEntrySaysThatANightWithInvoicesThatDifferIsPublished() throws Exception {
    Files.writeString(home.resolve("bin/almanac"), "#!/bin/sh\necho FAIL invoice\nexit 5\n");

    Launched launched =
        Launched.run(folder, NOTHING_SET, home + "/bin/nightly", "almanac.yaml", "logs");

    assertThat(launched.status()).isEqualTo(5);
    assertThat(launched.err())
        .startsWith("The night was published, invoices differ (exit code 5).")
        .contains("FAIL invoice")
        .doesNotContain("failed");
  }

  @ParameterizedTest
  @CsvSource({
    "C, '', '', C.UTF-8",
    "'', POSIX, '', C.UTF-8",
    "'', '', C, C.UTF-8",
    "'', '', '', C.UTF-8",
    "'', de_DE.UTF-8, C, ''",
    "en_GB.UTF-8, '', '', en_GB.UTF-8"
  })
  void readsPathsBeyondAsciiWhereTheLocaleIsC(String all, String type, String language, String seen)
      throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\n[ \"$1\" != -version ] || { echo 'openjdk version \"17.0.1\"' >&2; exit; }\n"
            + "echo \"LC_ALL=${LC_ALL:-}\"\n");
    java.toFile().setExecutable(true);
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME", folder.resolve("jdk").toString(),
            "SPARK_HOME", "",
            "LC_ALL", all,
            "LC_CTYPE", type,
            "LANG", language);

    String almanac = home + "/bin/almanac";
    assertThat(Launched.run(folder, environment, almanac, "--version").out())
        .isEqualTo("LC_ALL=" + seen + "\n");
    assertThat(Launched.run(folder, environment, home + "/bin/submit", "--", "--version").out())
        .isEqualTo("LC_ALL=" + seen + "\n");
  }

  private static Path java(int feature) throws IOException {
    Path installed = Path.of("/usr/lib/jvm");
    if (Runtime.version().feature() == feature) {
      return Path.of(System.getProperty("java.home"));
    }
    if (!Files.isDirectory(installed)) {
      return null;
    }
    try (Stream<Path> homes = Files.list(installed)) {
      return homes
          .filter(home -> home.getFileName().toString().matches(".*\\b" + feature + "\\b.*"))
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .sorted()
          .findFirst()
          .orElse(null);
    }
  }
}
