package io.almanac.jobs.charges.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.delivery.Delivery.NamedFile;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * The manifest of an AWS legacy cost and usage report. One lies in the folder of the billing period
 * and tells the current assembly; others lie in the folders of the assemblies and tell theirs.
 */
final class AwsReportManifest {
  private AwsReportManifest() {}

  static boolean matches(JsonNode json) {
    return json.has("assemblyId") && json.has("reportKeys");
  }

  static Delivery read(SourceFile manifest, JsonNode json) {
    LocalDate from = ManifestJson.day(ManifestJson.text(json, "billingPeriod", "start"));
    LocalDate until = ManifestJson.day(ManifestJson.text(json, "billingPeriod", "end"));
    if (from == null || until == null || !from.isBefore(until)) {
      throw ManifestJson.unreadable(manifest, "it has no billingPeriod with start and end");
    }
    String assembly = ManifestJson.text(json, "assemblyId");
    Path folder = Path.of(manifest.path()).getParent();
    boolean current =
        folder.getFileName() == null || !folder.getFileName().toString().equals(assembly);
    String account = ManifestJson.text(json, "account");
    return new Delivery(
        manifest,
        "report "
            + ManifestJson.text(json, "reportName")
            // Reports of two accounts may have one name.
            + (account.isEmpty()
                ? " in " + (current ? folder : folder.getParent())
                : " of AWS account " + account),
        AwsExportManifest.scope(account),
        from,
        until,
        "",
        assembly,
        current,
        true,
        null,
        ManifestJson.names(manifest, json, "reportKeys").stream()
            .map(key -> new NamedFile(key, null, null))
            .toList());
  }
}
