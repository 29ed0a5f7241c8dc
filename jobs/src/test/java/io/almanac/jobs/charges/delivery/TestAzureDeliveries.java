package io.almanac.jobs.charges.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.charges.DayOverlaps;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.source.CostView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAzureDeliveries {
  @TempDir private Path folder;
  private Tree tree;

  @BeforeEach
  void begin() {
    tree = new Tree(folder);
  }

  @Test
  void theNewestAzureRunOfAMonthCountsAndEarlierMonthsStay() {
    tree.data("e/20260801-20260831/r0/part_0.csv");
    tree.azure(
        "e/20260801-20260831/r0/manifest.json",
        "daily",
        "1.0",
        "2026-08-01..2026-08-31",
        "2026-09-02T01:00:00Z",
        "c/e/20260801-20260831/r0/part_0.csv|5|2");
    for (String run : new String[] {"r1", "r2"}) {
      tree.data("e/20260901-20260930/" + run + "/part_0.csv");
      tree.azure(
          "e/20260901-20260930/" + run + "/manifest.json",
          "daily",
          // The schema may change from one run to the next.
          run.equals("r1") ? "1.0" : "1.0r2",
          "2026-09-01..2026-09-30",
          "2026-09-1" + run.charAt(1) + "T01:00:00.5Z",
          "c/e/20260901-20260930/" + run + "/part_0.csv|5|3");
    }
    DeliveredFiles found = tree.find();
    assertThat(Tree.paths(found))
        .containsExactly("e/20260801-20260831/r0/part_0.csv", "e/20260901-20260930/r2/part_0.csv");
    assertThat(found.files()).extracting(SourceFile::declaredRows).containsExactly(2L, 3L);
    assertThat(found.manifests()).isEqualTo(2);
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void aOneOffExportBesideADailyOneIsRefusedAndNeverAdded() {
    azureRun("daily", "1.0", "2026-09-01..2026-09-30", "2026-10-01T01:00:00Z");
    azureRun("once", "1.2-preview", "2026-09-01..2026-09-30", "2026-10-02T01:00:00Z");
    assertThatThrownBy(tree::find)
        .hasMessageContaining("daily/manifest.json")
        .hasMessageContaining("once/manifest.json");
    assertThat(Tree.paths(tree.newest())).containsExactly("once/part_0.csv");
  }

  @Test
  void aNewerExportOfSomeDaysDoesNotReplaceTheWholeMonth() {
    azureRun("daily", "1.0", "2026-09-01..2026-09-30", "2026-10-01T01:00:00Z");
    azureRun("once", "1.0", "2026-09-10..2026-09-20", "2026-10-02T01:00:00Z");
    assertThatThrownBy(tree::newest)
        .hasMessageContaining("The newer one does not cover all days of the older one")
        .hasMessageContaining("or set overlap: covered-days for the source.");
  }

  @Test
  void aNewerExportOfSomeDaysReplacesTheseWhenSettingsSaySo() {
    azureRun("daily", "1.0", "2026-09-01..2026-09-30", "2026-10-01T01:00:00Z");
    azureRun("once", "1.0", "2026-09-10..2026-09-20", "2026-10-02T01:00:00Z");
    azureRun("other", "1.0", "2026-10-01..2026-10-31", "2026-10-02T01:00:00Z");
    DeliveredFiles files = tree.coveredDays();
    assertThat(Tree.paths(files))
        .containsExactly("daily/part_0.csv", "once/part_0.csv", "other/part_0.csv");
    assertThat(files.files().get(2).days()).isNull();
    assertThat(DayOverlaps.found("bill", files.files()))
        .containsExactly(
            "Source bill: for 2026-09-10 to 2026-09-20, delivery once/manifest.json (Azure export"
                + " once of /subscriptions/s1) counts, and not daily/manifest.json (Azure export"
                + " daily of /subscriptions/s1).");
  }

  @Test
  void aDeliveryAllOfWhoseDaysNewerOnesCoverIsNotRead() {
    azureRun("old", "1.0", "2026-09-05..2026-09-14", "2026-10-01T01:00:00Z");
    azureRun("first", "1.0", "2026-09-01..2026-09-10", "2026-10-02T01:00:00Z");
    azureRun("second", "1.0", "2026-09-10..2026-09-20", "2026-10-03T01:00:00Z");
    DeliveredFiles files = tree.coveredDays();
    assertThat(Tree.paths(files)).containsExactly("first/part_0.csv", "second/part_0.csv");
    assertThat(files.notes()).isEmpty();
  }

  @Test
  void aFileOfTwoDeliveriesThatShareDaysIsRefused() {
    azureRun("daily", "1.0", "2026-09-01..2026-09-30", "2026-10-01T01:00:00Z");
    tree.azure(
        "once/manifest.json",
        "once",
        "1.0",
        "2026-09-10..2026-09-20",
        "2026-10-02T01:00:00Z",
        "daily/part_0.csv|5|1");
    assertThatThrownBy(tree::coveredDays)
        .hasMessageContaining("Cannot tell which days of a file count: ")
        .hasMessageContaining("daily/manifest.json")
        .hasMessageContaining("once/manifest.json");
  }

  @Test
  void azureExportsSayWhichDataSetTheyAreAndBothOfOneScopeAreRead() {
    for (String view : new String[] {"ActualCost", "AmortizedCost"}) {
      tree.data(view + "/part_0.csv");
      Path manifest =
          tree.azure(
              view + "/manifest.json",
              "daily-" + view,
              "2021-10-01",
              "2026-09-01..2026-09-30",
              "2026-10-01T01:00:00Z",
              view + "/part_0.csv|5|1");
      tree.write(
          view + "/manifest.json", read(manifest).replace("\"FocusCost\"", "\"" + view + "\""));
    }
    assertThat(tree.find().files())
        .extracting(file -> file.traits().view())
        .containsExactly(CostView.ACTUAL, CostView.AMORTIZED);
  }

  @Test
  void exportsOfDifferentDaysAreBothRead() {
    azureRun("backfill", "1.0", "2026-07-01..2026-08-31", "2026-10-02T01:00:00Z");
    azureRun("daily", "1.0", "2026-09-01..2026-09-30", "2026-10-01T01:00:00Z");
    assertThat(Tree.paths(tree.find())).containsExactly("backfill/part_0.csv", "daily/part_0.csv");
  }

  @Test
  void olderAzureManifestsOfTwoFoldersAreTwoExports() {
    for (String run :
        new String[] {"one/20230101-20230131/202301041442", "one/20230101-20230131/202301051442"}) {
      oldAzureRun(run);
    }
    oldAzureRun("two/20230101-20230131/202301051442");
    assertThat(Tree.paths(tree.find()))
        .containsExactly(
            "one/20230101-20230131/202301051442/000001.csv",
            "two/20230101-20230131/202301051442/000001.csv");
    // Without the folder of the range nothing says whether these are two runs or two exports.
    oldAzureRun("a");
    oldAzureRun("b");
    assertThatThrownBy(tree::find)
        .hasMessageContaining("a/manifest.json")
        .hasMessageContaining("b/manifest.json");
  }

  @Test
  void theOlderAzureManifestIsReadByItsFolders() throws IOException {
    String run =
        "cost/partitioned/20230101-20230131/202301041442/fa4e0023-5ab5-4c0d-8a1d-000000000023/";
    Files.createDirectories(folder.resolve(run));
    Files.copy(shared("azure/manifest.json"), folder.resolve(run + "manifest.json"));
    Files.write(folder.resolve(run + "000001.csv"), new byte[423869]);
    DeliveredFiles found = tree.find();
    assertThat(Tree.paths(found)).containsExactly(run + "000001.csv");
    assertThat(found.files().get(0).declaredRows()).isEqualTo(490L);
    Files.write(folder.resolve(run + "000001.csv"), new byte[423868]);
    assertThatThrownBy(tree::find)
        .hasMessageContaining("It has 423868 bytes and its manifest says 423869");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void oldAzureRun(String place) {
    tree.data(place + "/000001.csv");
    String blob =
        place.contains("/") ? place.substring(4) : "20230101-20230131/20230105144" + place.length();
    tree.write(
        place + "/manifest.json",
        "{\"blobs\":[{\"blobName\":\"c/" + blob + "/000001.csv\",\"byteCount\":5}]}");
  }

  private void azureRun(String export, String version, String days, String submitted) {
    tree.data(export + "/part_0.csv");
    tree.azure(
        export + "/manifest.json", export, version, days, submitted, export + "/part_0.csv|5|1");
  }

  private static Path shared(String path) {
    return Stream.iterate(
            Path.of("").toAbsolutePath(), above -> above != null, above -> above.getParent())
        .map(above -> above.resolve("shared/data/cost").resolve(path))
        .filter(Files::exists)
        .findFirst()
        .orElseGet(() -> Assumptions.abort("needs ../shared/data/cost/" + path));
  }
}
