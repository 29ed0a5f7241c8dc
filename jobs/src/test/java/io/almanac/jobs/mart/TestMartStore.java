package io.almanac.jobs.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestMartStore {
  private static final Mart REJECTS = CostMarts.CHARGE_REJECTS;

  @TempDir Path root;
  private SparkSession spark;
  private MartStore store;

  @BeforeEach
  void open() {
    spark = SparkTest.spark();
    store = new MartStore(root);
  }

  @Test
  void readersSeeNothingBeforeTheSwapAndAllOfItAfter() {
    try (Publication night = store.begin()) {
      night.replace(REJECTS, rejects("aws", "2026-09", "a", "b"));
      assertThat(store.published()).isEmpty();
      night.publish(spark, manifest("one"));
    }
    PublishedMarts published = store.published().orElseThrow();
    assertThat(published.manifest()).isEqualTo(manifest("one"));
    assertThat(files(published)).containsExactlyInAnyOrder("a", "b");
    assertThat(published.read(spark, CostMarts.CHARGES).count()).isZero();
  }

  @Test
  void replacesStagedPartitionsAndLinksTheOthers() throws IOException {
    publish(rejects("aws", "2026-08", "old august"), rejects("aws", "2026-09", "old september"));
    PublishedMarts before = store.published().orElseThrow();
    try (Publication night = store.begin()) {
      night.stage(REJECTS, rejects("aws", "2026-09", "new september"));
      night.settle(
          REJECTS,
          partition ->
              !night.stagedPartitions(REJECTS).contains(partition)
                  && partition.contains("2026-08"));
      night.publish(spark, manifest("two"));
    }
    PublishedMarts after = store.published().orElseThrow();
    assertThat(files(after)).containsExactlyInAnyOrder("old august", "new september");
    assertThat(files(before)).containsExactlyInAnyOrder("old august", "old september");
    assertThat(inodes(after.folder())).containsAnyElementsOf(inodes(before.folder()));
  }

  @Test
  void aPeriodThatComesBackEmptyBecomesEmpty() {
    publish(rejects("aws", "2026-08", "gone"));
    try (Publication night = store.begin()) {
      night.settle(REJECTS);
      night.publish(spark, manifest("two"));
    }
    assertThat(files(store.published().orElseThrow())).isEmpty();
  }

  @Test
  void closingWithoutPublishingLeavesWhatWas() {
    publish(rejects("aws", "2026-08", "kept"));
    try (Publication night = store.begin()) {
      night.replace(REJECTS, rejects("aws", "2026-08", "never seen"));
    }
    assertThat(files(store.published().orElseThrow())).containsExactly("kept");
    assertThat(root.resolve("versions")).isDirectoryContaining("glob:**v000001");
    assertThat(root.resolve("versions/v000002")).doesNotExist();
  }

  @Test
  void theNextNightRemovesWhatACrashLeft() throws IOException {
    publish(rejects("aws", "2026-08", "kept"));
    Path left = root.resolve("versions/v000002/charge_rejects/source=aws");
    Files.createDirectories(left);
    Files.writeString(left.resolve("half.parquet"), "PAR1");
    try (Publication night = store.begin()) {
      assertThat(left).doesNotExist();
      assertThat(night.previous()).isPresent();
    }
    assertThat(files(store.published().orElseThrow())).containsExactly("kept");
  }

  @Test
  void aWholeVersionThatWasNeverSwappedInIsGoneAfterTheNextSwap() throws IOException {
    publish(rejects("aws", "2026-08", "kept"));
    // Killed after its manifest and before its link was renamed.
    Path orphan = Files.createDirectory(root.resolve("versions/v000002"));
    Files.writeString(orphan.resolve(Manifest.FILE), manifest("orphan").toJson());
    Path link =
        Files.createSymbolicLink(root.resolve(".current-v000002"), Path.of("versions/v000002"));

    publish(rejects("aws", "2026-08", "next"));

    assertThat(files(store.published().orElseThrow())).containsExactly("next");
    assertThat(orphan).doesNotExist();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void keepsTheVersionBeforeForItsReadersAndNoOlderOne() {
    publish(rejects("aws", "2026-08", "1"));
    publish(rejects("aws", "2026-08", "2"));
    publish(rejects("aws", "2026-08", "3"));
    assertThat(root.resolve("versions/v000001")).doesNotExist();
    assertThat(root.resolve("versions/v000002")).exists();
    assertThat(root.resolve("versions/v000003")).exists();
  }

  @Test
  void refusesASecondNight() {
    try (Publication night = store.begin()) {
      assertThat(night.previous()).isEmpty();
      assertThatThrownBy(store::begin)
          .isInstanceOf(AlmanacException.class)
          .hasMessageContaining("Cannot start a night: another one is writing " + root);
    }
    store.begin().close();
  }

  @Test
  void refusesToLoseClosedPeriodsToAnotherLayout() throws IOException {
    publish(rejects("aws", "2026-08", "1"));
    PublishedMarts published = store.published().orElseThrow();
    PeriodEvent close =
        new PeriodEvent(
            "2026-08",
            PeriodEvent.Kind.CLOSE,
            "2026-09-20",
            "run",
            "2026-09-20T08:00:00Z",
            "ann",
            null,
            "rules",
            List.of(),
            published.checksums(REJECTS, partition -> partition.endsWith("=2026-08")),
            Map.of());
    Manifest manifest =
        published.manifest().with(new PeriodEvents(List.of(close)), Map.of(), Map.of());
    Path file = published.folder().resolve(Manifest.FILE);
    Files.writeString(file, manifest.toJson());
    assertThat(store.published().orElseThrow().manifest()).isEqualTo(manifest);
    assertThat(close.checksums()).hasSize(1);
    store.begin().close();

    Files.writeString(file, manifest.toJson().replace("\"layout\" : 1", "\"layout\" : 0"));
    assertThatThrownBy(store::begin)
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot keep closed billing periods: 2026-08.");
  }

  @Test
  void countsRowsOfPartitionsFromFooters() {
    try (Publication night = store.begin()) {
      night.stage(REJECTS, rejects("aws", "2026-08", "1", "2"));
      night.stage(REJECTS, rejects("gcp", "2026-09", "3"));
      night.settle(REJECTS);
      assertThat(night.partitionRows(REJECTS))
          .isEqualTo(
              Map.of(
                  "source=aws/billing_period=2026-08", 2L,
                  "source=gcp/billing_period=2026-09", 1L));
    }
  }

  @SafeVarargs
  private void publish(Dataset<Row>... portions) {
    try (Publication night = store.begin()) {
      for (Dataset<Row> portion : portions) {
        night.stage(REJECTS, portion);
      }
      night.settle(REJECTS);
      night.publish(spark, manifest("some"));
    }
  }

  private Dataset<Row> rejects(String source, String period, String... files) {
    List<Row> rows = new ArrayList<>();
    for (String file : files) {
      rows.add(
          RowFactory.create("focus", file, 1L, "why", "USD", BigDecimal.ONE, "{}", source, period));
    }
    return spark.createDataFrame(rows, REJECTS.schema());
  }

  private List<String> files(PublishedMarts marts) {
    return marts.read(spark, REJECTS).select("source_file").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<Object> inodes(Path folder) throws IOException {
    List<Object> inodes = new ArrayList<>();
    for (Path file : Folders.parquetFiles(folder.resolve(REJECTS.name()))) {
      inodes.add(Files.getAttribute(file, "unix:ino"));
    }
    return inodes;
  }

  private static Manifest manifest(String runId) {
    return new Manifest(
        Manifest.LAYOUT,
        "1",
        runId,
        "2026-10-20",
        Map.of("last-settled-day", "2026-10-17"),
        Map.of("rules", "abc"),
        List.of(new Manifest.InputFile("aws", "a.csv", 1, 2, List.of("2026-08"))),
        List.of(
            new ControlTotal(
                "aws",
                "2026-08",
                "",
                "USD",
                2,
                new BigDecimal("1.000000000000000001"),
                BigDecimal.ZERO)),
        Map.of(),
        List.of());
  }
}
