package io.almanac.jobs.charges.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.delivery.Delivery.NamedFile;
import io.almanac.jobs.charges.source.CostView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifest of an Azure Cost Management export. Older ones tell neither export nor run; both are
 * then taken from the folders above the blobs: {@code <export>/<range>/<run time>/<run>/}.
 */
final class AzureManifest {
  private static final Pattern RANGE = Pattern.compile("(?:^|/)(\\d{8})-(\\d{8})(?:/|$)");
  private static final Pattern RUN_TIME = Pattern.compile("/(\\d{12,14})/");
  private static final Pattern OWN_ID =
      Pattern.compile("(?i)/providers/microsoft\\.costmanagement/exports/[^/]*/?$");
  private static final Map<String, CostView> VIEWS =
      Map.of("actualcost", CostView.ACTUAL, "amortizedcost", CostView.AMORTIZED);
  private static final Set<String> COSTS =
      Set.of("", "focuscost", "actualcost", "amortizedcost", "usage");

  private AzureManifest() {}

  static boolean matches(JsonNode json) {
    return json.path("blobs").isArray();
  }

  static Delivery read(SourceFile manifest, JsonNode json) {
    List<NamedFile> blobs = blobs(manifest, json);
    // A run without charges has no blob; the manifest then lies where blobs would.
    String path = blobs.isEmpty() ? manifest.path().replace('\\', '/') : blobs.get(0).name();
    LocalDate from = ManifestJson.day(ManifestJson.text(json, "runInfo", "startDate"));
    LocalDate last = ManifestJson.day(ManifestJson.text(json, "runInfo", "endDate"));
    Matcher range = RANGE.matcher(path);
    boolean inPath = range.find();
    if ((from == null || last == null) && inPath) {
      from = ManifestJson.day(range.group(1));
      last = ManifestJson.day(range.group(2));
    }
    if (from == null || last == null || last.isBefore(from)) {
      throw ManifestJson.unreadable(manifest, "neither runInfo nor a folder tells its days");
    }
    String resource = ManifestJson.text(json, "exportConfig", "resourceId");
    String folder = folder(manifest, inPath ? path.substring(0, range.start()) : path);
    String type = ManifestJson.text(json, "exportConfig", "type");
    String export = ManifestJson.text(json, "exportConfig", "exportName");
    // Old manifests do not tell what they bill: what lies in one folder is taken for the same.
    String scope =
        (resource.isEmpty() ? "Azure export " + folder : OWN_ID.matcher(resource).replaceFirst(""))
            .toLowerCase(Locale.ROOT);
    String submitted = ManifestJson.text(json, "runInfo", "submittedTime");
    Matcher runTime = RUN_TIME.matcher(path);
    return new Delivery(
        manifest,
        resource.isEmpty()
            ? "Azure export in " + home(manifest)
            : "Azure export " + export + " of " + scope,
        scope + (type.isEmpty() ? "" : " (" + type + ")"),
        from,
        last.plusDays(1),
        ManifestJson.digits(submitted.isEmpty() && runTime.find() ? runTime.group(1) : submitted),
        ManifestJson.text(json, "runInfo", "runId"),
        true,
        COSTS.contains(type.toLowerCase(Locale.ROOT)),
        VIEWS.get(type.toLowerCase(Locale.ROOT)),
        blobs);
  }

  /** The folder of an export's ranges here, or in the bucket where ranges have no folders here. */
  private static String folder(SourceFile manifest, String inBucket) {
    String here = manifest.path().replace('\\', '/');
    Matcher range = RANGE.matcher(here);
    return range.find() ? here.substring(0, range.start()) : inBucket;
  }

  /** What tells exports apart that do not tell their names. */
  private static String home(SourceFile manifest) {
    String here = manifest.path().replace('\\', '/');
    return folder(manifest, here.substring(0, Math.max(0, here.lastIndexOf('/'))));
  }

  private static List<NamedFile> blobs(SourceFile manifest, JsonNode json) {
    List<NamedFile> blobs = new ArrayList<>();
    JsonNode told = json.path("blobs");
    Long blobCount = ManifestJson.number(json, "blobCount");
    if (blobCount != null && blobCount != told.size()) {
      throw ManifestJson.unreadable(
          manifest, "blobCount is " + blobCount + " and it names " + told.size() + " blobs");
    }
    for (JsonNode blob : told) {
      String name = ManifestJson.text(blob, "blobName");
      if (name.isEmpty()) {
        throw ManifestJson.unreadable(manifest, "a blob has no blobName");
      }
      JsonNode counts = told.size() == 1 && !blob.has("dataRowCount") ? json : blob;
      blobs.add(
          new NamedFile(
              name,
              ManifestJson.number(blob, "byteCount"),
              ManifestJson.number(counts, "dataRowCount")));
    }
    return blobs;
  }
}
