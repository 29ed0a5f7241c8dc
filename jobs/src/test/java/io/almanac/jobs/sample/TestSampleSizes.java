package io.almanac.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSampleSizes {

  @TempDir Path folder;

  @Test
  void writesAsManyRowsAsWantedAndTheSameMoney() {
    Map<String, BigDecimal> committed =
        SampleCompany.write(SampleOptions.committed(folder.resolve("committed")), line -> {})
            .billedCost();

    Path scaled = folder.resolve("scaled");
    SampleSummary summary =
        SampleCompany.write(
            new SampleOptions(scaled, 100_003L, SampleFormat.FOCUS_CSV, true), line -> {});

    long rows = 0;
    BigDecimal billed = BigDecimal.ZERO;
    for (Path file : files(scaled.resolve("billing")).values()) {
      List<CSVRecord> records = BillLine.csv(file);
      rows += records.size();
      for (CSVRecord row : records) {
        billed = billed.add(new BigDecimal(row.get("BilledCost")));
      }
    }
    assertThat(rows).isEqualTo(100_003).isEqualTo(summary.rows());
    assertThat(summary.billedCost()).isEqualTo(committed);
    assertThat(billed)
        .isEqualByComparingTo(committed.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    AlmanacConfig config = ConfigLoader.load(scaled.resolve(SampleCompany.CONFIG));
    assertThat(config.company()).isEqualTo("Lumen Robotics");
  }

  @Test
  void leavesChargesOutBelowTheCommittedSize() {
    SampleCompany.write(
        new SampleOptions(folder, 1_000L, SampleFormat.FOCUS_CSV, false), line -> {});

    long rows =
        files(folder.resolve("billing")).values().stream()
            .mapToLong(f -> BillLine.csv(f).size())
            .sum();
    assertThat(rows).isEqualTo(1_000);
    assertThat(folder.resolve("almanac.yaml")).doesNotExist();
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    Map<SampleFormat, Long> sizes =
        Map.of(SampleFormat.NATIVE, 41_000L, SampleFormat.FOCUS_PARQUET, 4_000L);
    for (Map.Entry<SampleFormat, Long> size : sizes.entrySet()) {
      SampleFormat format = size.getKey();
      Path first = folder.resolve(format + "-first");
      Path second = folder.resolve(format + "-second");
      SampleCompany.write(new SampleOptions(first, size.getValue(), format, true), line -> {});
      SampleCompany.write(new SampleOptions(second, size.getValue(), format, true), line -> {});

      SortedMap<String, Path> files = files(first);
      assertThat(files.keySet()).isEqualTo(files(second).keySet()).hasSizeGreaterThan(200);
      for (Map.Entry<String, Path> file : files.entrySet()) {
        assertThat(Files.mismatch(file.getValue(), second.resolve(file.getKey())))
            .as(file.getKey())
            .isEqualTo(-1);
      }
    }
  }

  @Test
  void isWhatTheRepositoryHolds() throws IOException {
    Path written = folder.resolve("written");
    SampleCompany.write(new SampleOptions(written, null, SampleFormat.NATIVE, true), line -> {});
    Path root = Path.of("").toAbsolutePath().getParent();

    SortedMap<String, Path> committed = files(root.resolve("sample-data"));
    committed.remove("README.md");
    for (String name :
        List.of(
            "allocation-rules.yaml",
            "budgets.csv",
            "gpu-catalogue.csv",
            "holidays.csv",
            "scenarios.yaml")) {
      committed.put(name, root.resolve("conf").resolve(name));
    }
    SortedMap<String, Path> files = files(written);
    files.remove("almanac.yaml");
    assertThat(committed.keySet()).isEqualTo(files.keySet());
    for (Map.Entry<String, Path> file : files.entrySet()) {
      assertThat(Arrays.equals(content(file.getValue()), content(committed.get(file.getKey()))))
          .as("%s is not what the generator writes; generate it again", file.getKey())
          .isTrue();
    }
  }

  @Test
  void refusesToWriteNoRows() {
    assertThatThrownBy(() -> new SampleOptions(folder, 0L, SampleFormat.NATIVE, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot write a sample company of rows: 0");
  }

  /** What is inside: how hard a file is compressed may differ between Java builds. */
  private static byte[] content(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    }
  }

  private static SortedMap<String, Path> files(Path root) {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString().replace('\\', '/'), file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return files;
  }
}
