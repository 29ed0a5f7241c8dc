package io.almanac.jobs.charges.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The manifests of a source's folder.
 *
 * @param deliveries what they tell, in the order of their paths
 * @param strange files that are named like manifests and are valid JSON, but name no data files
 */
record DeliveryManifests(List<Delivery> deliveries, List<SourceFile> strange) {
  /**
   * Reads all manifests among some files.
   *
   * @throws AlmanacException with one sentence for every manifest that cannot be read
   */
  static DeliveryManifests read(List<SourceFile> files) {
    List<Delivery> deliveries = new ArrayList<>();
    List<SourceFile> strange = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (SourceFile file : files) {
      if (!file.path().toLowerCase(Locale.ROOT).endsWith("manifest.json")) {
        continue;
      }
      try {
        JsonNode json = ManifestJson.read(file);
        if (AzureManifest.matches(json)) {
          deliveries.add(AzureManifest.read(file, json));
        } else if (AwsReportManifest.matches(json)) {
          deliveries.add(AwsReportManifest.read(file, json));
        } else if (AwsExportManifest.matches(file, json)) {
          deliveries.add(AwsExportManifest.read(file, json));
        } else {
          strange.add(file);
        }
      } catch (AlmanacException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
    return new DeliveryManifests(deliveries, strange);
  }
}
