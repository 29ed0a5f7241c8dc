package io.almanac.jobs.charges.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.config.Overlap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Manifests that were torn, mixed up or forged: each is read, or answered with one sentence. */
class TestBrokenManifests {
  private static final String DATA = "e/data/BILLING_PERIOD=2026-09/f.csv";
  private static Path folder;

  @BeforeContainer
  static void deliver() throws IOException {
    folder = Files.createTempDirectory("almanac-manifests");
    Tree tree = new Tree(folder);
    tree.data(DATA);
    tree.report("e/20260901-20261001/cur-Manifest.json", "cur", "a", "p/" + DATA);
    tree.export("e/metadata/BILLING_PERIOD=2026-09/e-Manifest.json", "e", "s3://b/" + DATA);
    tree.azure(
        "e/manifest.json", "x", "1.0", "2026-09-01..2026-09-30", "2026-10-01", DATA + "|5|1");
  }

  @AfterContainer
  static void remove() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 1500)
  void neverAStackTraceAndNeverAFileOutside(
      @ForAll @IntRange(max = 2) int kind,
      @ForAll @IntRange(max = 600) int from,
      @ForAll @IntRange(max = 40) int cut,
      @ForAll @StringLength(max = 12) String inserted)
      throws IOException {
    Path manifest =
        folder.resolve(
            List.of(
                    "e/20260901-20261001/cur-Manifest.json",
                    "e/metadata/BILLING_PERIOD=2026-09/e-Manifest.json",
                    "e/manifest.json")
                .get(kind));
    String whole = Files.readString(manifest);
    int start = Math.min(from, whole.length());
    int end = Math.min(start + cut, whole.length());
    String broken = whole.substring(0, start) + inserted + whole.substring(end);
    Path lonely = manifest.resolveSibling("broken-manifest.json");
    Files.write(lonely, broken.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try {
      SourceFile file =
          new SourceFile(
              lonely.toString(),
              folder.relativize(lonely).toString(),
              Files.size(lonely),
              Files.getLastModifiedTime(lonely).toMillis());
      for (Delivery delivery : DeliveryManifests.read(List.of(file)).deliveries()) {
        assertThat(delivery.from()).isBefore(delivery.until());
      }
      // Beside the whole manifests it is refused, or tells what they tell.
      assertThat(DeliveredFiles.find("bill", "focus", folder.resolve("e"), Overlap.NEWEST).files())
          .extracting(SourceFile::path)
          .allMatch(path -> Path.of(path).startsWith(folder));
    } catch (AlmanacException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(text -> text.startsWith("Cannot "));
    } finally {
      Files.delete(lonely);
    }
  }
}
