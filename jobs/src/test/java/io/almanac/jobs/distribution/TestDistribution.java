package io.almanac.jobs.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestDistribution {
  @Test
  void isWhole() {
    for (String file :
        List.of(
            "VERSION",
            "LICENSE",
            "bin/almanac",
            "bin/nightly",
            "bin/submit",
            "conf/almanac.yaml",
            "conf/log4j2.properties",
            "sample-data/README.md",
            "lib/jvm.options")) {
      assertThat(Launched.home().resolve(file)).isNotEmptyFile();
    }
    assertThat(Launched.home().resolve("bin/almanac")).isExecutable();
  }

  @Test
  void carriesNoLibraryTwice() throws IOException {
    List<String> own = artifacts("lib");
    List<String> spark = artifacts("spark/jars");

    assertThat(own).doesNotHaveDuplicates().doesNotContainAnyElementsOf(spark);
    assertThat(spark).contains("spark-sql_2.13", "log4j-core", "scala-library");
  }

  @Test
  void keepsSmileInJarsOfItsOwn() throws IOException {
    assertThat(artifacts("lib")).contains("almanac-jobs", "almanac-forecasting", "smile-core");
  }

  @Test
  void fillsInVersionAndFlags() throws IOException {
    assertThat(Files.readString(Launched.home().resolve("VERSION"))).matches("\\d+\\.\\d+.*\\R");
    assertThat(Files.readString(Launched.home().resolve("lib/jvm.options")))
        .contains("--add-opens=java.base/sun.util.calendar=ALL-UNNAMED")
        .doesNotContain("${");
  }

  /** Jar names without version; natives keep their platform. */
  private static List<String> artifacts(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Launched.home().resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .map(TestDistribution::artifact)
          .sorted()
          .toList();
    }
  }

  /** The name before the first version-like part, and what stands after it, such as a platform. */
  private static String artifact(String jar) {
    return jar.replaceFirst("\\.jar$", "").replaceFirst("-\\d[0-9A-Za-z.]*(-SNAPSHOT)?", "");
  }
}
