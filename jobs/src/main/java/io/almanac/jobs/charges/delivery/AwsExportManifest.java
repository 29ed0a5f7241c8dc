package io.almanac.jobs.charges.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.delivery.Delivery.NamedFile;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifest of an AWS data export (FOCUS or CUR 2.0): {@code
 * metadata/BILLING_PERIOD=2026-09/export-Manifest.json}, with a folder {@code
 * <timestamp>-<execution>} below the period when each run creates new files. AWS documents where it
 * lies and that it lists the data files, but not under which key, so that no more is relied upon.
 */
final class AwsExportManifest {
  private static final Pattern PERIOD =
      Pattern.compile("(?i)(?:^|/)BILLING_PERIOD=(\\d{4}-\\d{2})(?:/|$)");
  private static final Pattern EXECUTION =
      Pattern.compile("(?:^|/)((\\d{4}-?\\d{2}-?\\d{2}T[\\d:.]+Z?)-[^/]+)/");
  private static final Pattern ACCOUNT =
      Pattern.compile("arn:aws[a-z-]*:bcm-data-exports:[a-z0-9-]*:(\\d{12}):export/");
  private static final Pattern TABLE =
      Pattern.compile("(?is)\\bSELECT\\b.*?\\bFROM\\s+([A-Z0-9_]+)");
  private static final Pattern DATA_FILE =
      Pattern.compile("(?i)/BILLING_PERIOD=[^/]+/.*\\.(parquet|csv|gz|zip)$");
  private static final String SUFFIX = "-manifest.json";

  private AwsExportManifest() {}

  static boolean matches(SourceFile manifest, JsonNode json) {
    return json.has("dataFiles") || PERIOD.matcher(slashed(manifest)).find();
  }

  static Delivery read(SourceFile manifest, JsonNode json) {
    List<String> files = files(manifest, json);
    String execution = execution(slashed(manifest), files);
    LocalDate from = period(manifest, files);
    String account = ManifestJson.anywhere(json, ACCOUNT);
    String table = ManifestJson.anywhere(json, TABLE).toUpperCase(Locale.ROOT);
    return new Delivery(
        manifest,
        "data export "
            + exportName(manifest)
            // Exports of two accounts may have one name.
            + (account.isEmpty() ? " in " + location(manifest) : " of AWS account " + account),
        scope(account),
        from,
        from.plusMonths(1),
        time(execution),
        execution,
        true,
        table.isEmpty() || table.startsWith("COST_AND_USAGE_REPORT") || table.startsWith("FOCUS"),
        null,
        files.stream().map(key -> new NamedFile(key, null, null)).toList());
  }

  /** The money of a payer account; exports that do not tell theirs are taken for the same. */
  static String scope(String account) {
    return account.isEmpty() ? "an AWS account that is not told" : "AWS account " + account;
  }

  private static List<String> files(SourceFile manifest, JsonNode json) {
    for (String key : List.of("dataFiles", "reportKeys")) {
      if (json.has(key)) {
        return ManifestJson.names(manifest, json, key);
      }
    }
    List<String> files = ManifestJson.textsWith(json, DATA_FILE);
    if (files.isEmpty()) {
      throw ManifestJson.unreadable(manifest, "it names no data files");
    }
    return files;
  }

  private static LocalDate period(SourceFile manifest, List<String> files) {
    Matcher period = PERIOD.matcher(slashed(manifest));
    boolean found = period.find();
    for (int i = 0; i < files.size() && !found; i++) {
      period = PERIOD.matcher(files.get(i));
      found = period.find();
    }
    try {
      if (found) {
        return YearMonth.parse(period.group(1)).atDay(1);
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw ManifestJson.unreadable(
        manifest, "no folder BILLING_PERIOD=YYYY-MM is above it or its data files");
  }

  private static String execution(String path, List<String> files) {
    Matcher own = EXECUTION.matcher(path);
    if (own.find()) {
      return own.group(1);
    }
    // All files of a run are in one folder; a manifest above it is that of the newest run.
    for (String file : files) {
      Matcher found = EXECUTION.matcher(file);
      if (found.find()) {
        return found.group(1);
      }
    }
    return "";
  }

  private static String time(String execution) {
    Matcher found = EXECUTION.matcher(execution + "/");
    return found.find() ? ManifestJson.digits(found.group(2)) : "";
  }

  private static String exportName(SourceFile manifest) {
    String path = slashed(manifest);
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
        ? name.substring(0, name.length() - SUFFIX.length())
        : location(manifest).substring(location(manifest).lastIndexOf('/') + 1);
  }

  /** The folder that has the export's data and metadata. */
  private static String location(SourceFile manifest) {
    String path = slashed(manifest);
    Matcher period = PERIOD.matcher(path);
    int end = period.find() ? period.start() : path.lastIndexOf('/');
    String above = path.substring(0, Math.max(0, end));
    return above.endsWith("/metadata")
        ? above.substring(0, above.length() - "/metadata".length())
        : above;
  }

  private static String slashed(SourceFile manifest) {
    return manifest.path().replace('\\', '/');
  }
}
