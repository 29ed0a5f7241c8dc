package io.almanac.jobs.charges.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDeliveredFiles {
  private static final String PERIOD = "cur/20260901-20261001/";
  private static final String DATA = "export/data/BILLING_PERIOD=2026-09/";
  private static final String META = "export/metadata/BILLING_PERIOD=2026-09/";

  @TempDir private Path folder;
  private Tree tree;

  @BeforeEach
  void begin() {
    tree = new Tree(folder);
  }

  @Test
  void withoutAManifestTheFolderIsListed() {
    tree.data("a/x.csv");
    tree.data("b/y.parquet");
    DeliveredFiles found = tree.find();
    assertThat(Tree.paths(found)).containsExactly("a/x.csv", "b/y.parquet");
    assertThat(found.manifests()).isZero();
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void runsWithoutTheirManifestsAreReadWithAWarning() {
    tree.data(DATA + "2026-09-30T22:07:53.123Z-aa/f.csv");
    tree.data("az/20260801-20260831/fa4e0023-5ab5-4c0d-8a1d-000000000023/000001.csv");
    tree.data(PERIOD + "cur-1.csv");
    assertThat(tree.find().notes()).isEmpty();
    tree.data(DATA + "2026-10-01T22:07:53.123Z-bb/f.csv");
    tree.data(PERIOD + "fa4e0023-5ab5-4c0d-8a1d-000000000023/cur-1.csv");
    tree.data(PERIOD + "fa4e0023-5ab5-4c0d-8a1d-000000000024/cur-1.csv");
    DeliveredFiles found = tree.find();
    assertThat(found.files()).hasSize(6);
    assertThat(found.notes())
        .hasSize(2)
        .anyMatch(note -> note.contains("export/data/BILLING_PERIOD=2026-09 holds 2 runs"))
        .anyMatch(note -> note.contains("cur/20260901-20261001 holds 2 runs"));
  }

  @Test
  void aLegacyReportIsTheAssemblyThatItsPeriodFolderNames() {
    tree.data(PERIOD + "old/cur-1.csv.gz");
    tree.data(PERIOD + "old/cur-2.csv.gz");
    tree.report(
        PERIOD + "old/cur-Manifest.json",
        "cur",
        "old",
        "/p/" + PERIOD + "old/cur-1.csv.gz",
        "/p/" + PERIOD + "old/cur-2.csv.gz");
    tree.data(PERIOD + "new/cur-1.csv.gz");
    tree.report(
        PERIOD + "new/cur-Manifest.json", "cur", "new", "/p/" + PERIOD + "new/cur-1.csv.gz");
    tree.report(PERIOD + "cur-Manifest.json", "cur", "new", "/p/" + PERIOD + "new/cur-1.csv.gz");

    DeliveredFiles found = tree.find();
    assertThat(Tree.paths(found)).containsExactly(PERIOD + "new/cur-1.csv.gz");
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void twoAssembliesWithoutAPeriodManifestAreRefusedOrTheNewestFileCounts() {
    tree.data(PERIOD + "a1/cur-1.csv.gz");
    Path one =
        tree.report(
            PERIOD + "a1/cur-Manifest.json", "cur", "a1", "p/" + PERIOD + "a1/cur-1.csv.gz");
    tree.data(PERIOD + "a2/cur-1.csv.gz");
    Path other =
        tree.report(
            PERIOD + "a2/cur-Manifest.json", "cur", "a2", "p/" + PERIOD + "a2/cur-1.csv.gz");
    tree.modified(one, 2000);
    tree.modified(other, 1000);

    assertThatThrownBy(tree::find)
        .isInstanceOf(AlmanacException.class)
        .hasMessageStartingWith("Cannot choose between deliveries of AWS account 012345678901: ")
        .hasMessageContaining(one.toString())
        .hasMessageContaining(other.toString())
        .hasMessageContaining("overlap: newest");
    assertThat(Tree.paths(tree.newest())).containsExactly(PERIOD + "a1/cur-1.csv.gz");
  }

  @Test
  void anOverwrittenDataExportIsWhatItsManifestNames() {
    tree.data(DATA + "export-00001.csv.gz");
    tree.data(DATA + "export-00002.csv.gz");
    tree.data(DATA + "export-00003.csv.gz");
    tree.export(
        META + "export-Manifest.json",
        "export",
        "s3://bucket/prefix/" + DATA + "export-00001.csv.gz",
        "s3://bucket/prefix/" + DATA + "export-00002.csv.gz");

    DeliveredFiles found = tree.find();
    assertThat(Tree.paths(found))
        .containsExactly(DATA + "export-00001.csv.gz", DATA + "export-00002.csv.gz");
    assertThat(found.notes())
        .containsExactly(
            "Source bill: 1 file that no manifest names is not read, such as "
                + DATA
                + "export-00003.csv.gz.");
  }

  @Test
  void ofExecutionsThatCreateNewFilesTheNewestCounts() {
    for (String run : new String[] {"2026-09-30T22:07:53.123Z-aa", "2026-10-02T01:00:00.000Z-00"}) {
      tree.data(DATA + run + "/export-00001.snappy.parquet");
      tree.export(
          META + run + "/export-Manifest.json",
          "export",
          "s3://bucket/" + DATA + run + "/export-00001.snappy.parquet");
    }
    DeliveredFiles found = tree.find();
    assertThat(Tree.paths(found))
        .containsExactly(DATA + "2026-10-02T01:00:00.000Z-00/export-00001.snappy.parquet");
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void aRunWithoutFilesEmptiesItsPeriod() {
    String run = "2026-09-30T22:07:53.123Z-aa";
    tree.data(DATA + run + "/export-00001.csv.gz");
    tree.export(
        META + run + "/export-Manifest.json", "export", DATA + run + "/export-00001.csv.gz");
    tree.export(META + "2026-10-01T22:07:53.123Z-bb/export-Manifest.json", "export");
    assertThat(tree.find().files()).isEmpty();
    assertThat(tree.find().notes())
        .containsExactly("Source bill: its manifests name no files, so it has no charges.");
  }

  @Test
  void twoExportsOfOneAccountAndMonthAreRefusedWithBothNamed() {
    tree.data(DATA + "f.csv");
    tree.export(META + "export-Manifest.json", "export", DATA + "f.csv");
    String other = DATA.replace("export", "once");
    tree.data(other + "f.csv");
    tree.export(META.replace("export", "once") + "once-Manifest.json", "once", other + "f.csv");
    assertThatThrownBy(tree::find)
        .hasMessageContaining("data export export of AWS account 012345678901")
        .hasMessageContaining("data export once of AWS account 012345678901");
  }

  @Test
  void exportsThatHoldNoCostsAreLeftOutAndNoted() {
    tree.data(DATA + "f.csv");
    tree.export(META + "export-Manifest.json", "export", DATA + "f.csv");
    tree.data("tips/data/BILLING_PERIOD=2026-09/t.csv");
    tree.write(
        "tips/metadata/BILLING_PERIOD=2026-09/tips-Manifest.json",
        "{\"q\":\"SELECT a FROM COST_OPTIMIZATION_RECOMMENDATIONS\",\"dataFiles\":[\"tips/data/BILLING_PERIOD=2026-09/t.csv\"]}");
    DeliveredFiles found = tree.find();
    assertThat(Tree.paths(found)).containsExactly(DATA + "f.csv");
    assertThat(found.notes()).singleElement().asString().contains("tips", "holds no costs");
  }

  @Test
  void aDescriptionIsNoQuery() {
    tree.data(DATA + "f.csv");
    tree.write(
        META + "export-Manifest.json",
        "{\"description\":\"Daily export from finance\",\"dataFiles\":[\"" + DATA + "f.csv\"]}");
    assertThat(Tree.paths(tree.find())).containsExactly(DATA + "f.csv");
  }

  @Test
  void aManifestOfSomethingElseDoesNotHideCostsThatHaveNone() {
    tree.data("costs.csv");
    tree.data("prices/p.csv");
    tree.write(
        "prices/manifest.json",
        "{\"exportConfig\":{\"type\":\"PriceSheet\",\"exportName\":\"prices\"},"
            + "\"runInfo\":{\"startDate\":\"2026-09-01\",\"endDate\":\"2026-09-30\"},"
            + "\"blobs\":[{\"blobName\":\"prices/p.csv\"}]}");
    DeliveredFiles found = tree.find();
    assertThat(Tree.paths(found)).containsExactly("costs.csv");
    assertThat(found.notes()).singleElement().asString().contains("prices holds no costs");
  }

  @Test
  void missingFilesAndOtherSizesAreEachNamedWithTheirManifest() {
    tree.data("r1/part_0.csv");
    Path manifest =
        tree.azure(
            "r1/manifest.json",
            "daily",
            "1.0",
            "2026-09-01..2026-09-30",
            "2026-10-01T01:00:00Z",
            "c/r1/part_0.csv|6|2",
            "c/r1/part_1.csv|6|2");
    // A file of that name in another run is not the one that is missing.
    tree.data("r2/part_1.csv");
    assertThatThrownBy(tree::find)
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "Cannot use file: c/r1/part_0.csv of manifest "
                            + manifest
                            + " (source bill). It has 5 bytes and its manifest says 6; deliver it"
                            + " again.",
                        "Cannot find file: c/r1/part_1.csv of manifest "
                            + manifest
                            + " (source bill). Deliver it again, with its folders."));
  }

  @Test
  void namesNeverLeadOutOfTheFolder() throws IOException {
    Path outside = Files.writeString(folder.resolveSibling(folder.getFileName() + ".csv"), "x");
    tree.azure(
        "r1/manifest.json",
        "daily",
        "1.0",
        "2026-09-01..2026-09-30",
        "2026-10-01T01:00:00Z",
        "../" + outside.getFileName(),
        outside.toString(),
        "r1\\\\\\\\..\\\\\\\\x.csv");
    assertThatThrownBy(tree::find)
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(3)
                    .anyMatch(text -> text.startsWith("Cannot use file name: ../"))
                    .anyMatch(text -> text.startsWith("Cannot find file: " + outside))
                    .anyMatch(text -> text.startsWith("Cannot use file name: r1\\")));
    Files.delete(outside);
  }

  @Test
  void theSameFolderNamesOfTwoAccountsAreToldApart() {
    for (String account : new String[] {"one", "two"}) {
      tree.data(account + "/20260901-20261001/cur-1.csv");
    }
    tree.data("two/20260901-20261001/cur-2.csv");
    tree.report(
        "one/20260901-20261001/cur-Manifest.json",
        "cur",
        "a",
        "p/cur/20260901-20261001/cur-1.csv",
        "p/cur/20260901-20261001/cur-2.csv");
    assertThatThrownBy(tree::find)
        .hasMessageStartingWith("Cannot find file: p/cur/20260901-20261001/cur-2.csv");
    tree.data("one/20260901-20261001/cur-2.csv");
    assertThat(Tree.paths(tree.find()))
        .containsExactly("one/20260901-20261001/cur-1.csv", "one/20260901-20261001/cur-2.csv");
  }

  @Test
  void aManifestThatIsTornOrNoneIsNotGuessedAt() {
    tree.data("a/x.csv");
    tree.write("a/manifest.json", "{}");
    assertThat(tree.find().notes())
        .containsExactly(
            "Source bill: a/manifest.json names no data files and is not used as a manifest.");
    assertThat(Tree.paths(tree.find())).containsExactly("a/x.csv");
    tree.write("a/manifest.json", "{\"blobs\":[");
    assertThatThrownBy(tree::find).hasMessageStartingWith("Cannot read manifest: ");
    tree.write("a/manifest.json", "{\"blobCount\":2,\"blobs\":[{\"blobName\":\"x.csv\"}]}");
    assertThatThrownBy(tree::find).hasMessageContaining("blobCount is 2 and it names 1 blobs");
  }

  @Test
  void aListOfFilesThatIsNotUnderstoodIsNotTakenForAnEmptyOne() {
    tree.data(DATA + "f.csv");
    for (String files :
        new String[] {"{\"dataFiles\":[{\"object\":\"f.csv\"}]}", "{\"dataFiles\":\"f\"}"}) {
      tree.write(META + "export-Manifest.json", files);
      assertThatThrownBy(tree::find).hasMessageContaining("dataFiles is no list of file names");
    }
    tree.write(META + "export-Manifest.json", "{\"columns\":[]}");
    assertThatThrownBy(tree::find).hasMessageContaining("it names no data files");
    // The key is another one, and the names are plain to see.
    tree.write(META + "export-Manifest.json", "{\"a\":{\"b\":[\"s3://b/" + DATA + "f.csv\"]}}");
    assertThat(Tree.paths(tree.find())).containsExactly(DATA + "f.csv");
  }

  @Test
  void exportsThatDoNotTellTheirAccountNeverReplaceEachOther() {
    for (String account : new String[] {"one/", "two/"}) {
      tree.data(account + DATA + "f.csv");
      tree.write(
          account + META + "export-Manifest.json",
          "{\"dataFiles\":[\"s3://b/" + DATA + "f.csv\"]}");
    }
    assertThatThrownBy(tree::find)
        .hasMessageStartingWith(
            "Cannot choose between deliveries of an AWS account that is not told")
        .hasMessageContaining("data export export in " + folder.resolve("one/export"))
        .hasMessageContaining("need a source of their own");
  }

  @Test
  void zippedReportsAreNamedAndNotPassedOver() {
    tree.data(PERIOD + "cur-1.csv.zip");
    tree.report(PERIOD + "cur-Manifest.json", "cur", "a", "p/" + PERIOD + "cur-1.csv.zip");
    assertThatThrownBy(tree::find)
        .hasMessageStartingWith("Cannot read file: p/" + PERIOD + "cur-1.csv.zip of manifest ");
  }
}
