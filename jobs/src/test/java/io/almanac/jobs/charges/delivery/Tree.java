package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.config.Overlap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/** A folder of deliveries for tests. */
public record Tree(Path folder) {
  /** Writes a file and the folders above it. */
  public Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a data file of 5 bytes. */
  Path data(String name) {
    return write(name, "12345");
  }

  void modified(Path file, long seconds) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * seconds));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The manifest of a legacy report of September 2026. */
  Path report(String name, String report, String assembly, String... keys) {
    return write(
        name,
        "{\"assemblyId\":\"%s\",\"account\":\"012345678901\",\"reportName\":\"%s\",\"billingPeriod\":{\"start\":\"20260901T000000.000Z\",\"end\":\"20261001T000000.000Z\"},\"bucket\":\"b\",\"reportKeys\":[%s]}"
            .formatted(assembly, report, quoted(keys)));
  }

  /** The manifest of a data export. */
  Path export(String name, String export, String... files) {
    return write(
        name,
        "{\"exportArn\":\"arn:aws:bcm-data-exports:us-east-1:012345678901:export/%s\",\"query\":\"SELECT * FROM COST_AND_USAGE_REPORT\",\"dataFiles\":[%s]}"
            .formatted(export, quoted(files)));
  }

  /** The manifest of an Azure export; blobs are as {@code name} or {@code name|bytes|rows}. */
  public Path azure(
      String name, String export, String version, String days, String submitted, String... blobs) {
    List<String> told = new ArrayList<>();
    for (String blob : blobs) {
      String[] parts = blob.split("\\|", -1);
      told.add(
          parts.length == 1
              ? "{\"blobName\":\"%s\"}".formatted(parts[0])
              : "{\"blobName\":\"%s\",\"byteCount\":%s,\"dataRowCount\":%s}"
                  .formatted(parts[0], parts[1], parts[2]));
    }
    String[] range = days.split("\\.\\.", -1);
    return write(
        name,
        "{\"manifestVersion\":\"2024-04-01\",\"blobCount\":%s,\"exportConfig\":{\"exportName\":\"%s\",\"resourceId\":\"/subscriptions/S1/providers/Microsoft.CostManagement/exports/%s\",\"dataVersion\":\"%s\",\"type\":\"FocusCost\"},\"runInfo\":{\"runId\":\"%s\",\"submittedTime\":\"%s\",\"startDate\":\"%sT00:00:00\",\"endDate\":\"%sT00:00:00\"},\"blobs\":[%s]}"
            .formatted(
                blobs.length,
                export,
                export,
                version,
                name,
                submitted,
                range[0],
                range[1],
                String.join(",", told)));
  }

  DeliveredFiles find() {
    return DeliveredFiles.find("bill", "focus", folder, Overlap.REFUSE);
  }

  DeliveredFiles newest() {
    return DeliveredFiles.find("bill", "focus", folder, Overlap.NEWEST);
  }

  DeliveredFiles coveredDays() {
    return DeliveredFiles.find("bill", "focus", folder, Overlap.COVERED_DAYS);
  }

  static List<String> paths(DeliveredFiles files) {
    return files.files().stream().map(SourceFile::relativePath).toList();
  }

  private static String quoted(String... texts) {
    List<String> quoted = new ArrayList<>();
    for (String text : texts) {
      quoted.add("\"" + text + "\"");
    }
    return String.join(",", quoted);
  }
}
