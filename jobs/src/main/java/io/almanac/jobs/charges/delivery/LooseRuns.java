package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.charges.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files without a manifest that lie as several runs of one period do: most likely the manifests
 * were left behind, and every run tells the same money.
 */
final class LooseRuns {
  private static final Pattern RUN =
      Pattern.compile(
          "(?i)^(.*?(?:BILLING_PERIOD=\\d{4}-\\d{2}|\\d{8}-\\d{8}))/"
              + "((?:\\d{12,14}/)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
              + "|\\d{4}-?\\d{2}-?\\d{2}T[\\d:.]+Z?-[^/]+)/");

  private LooseRuns() {}

  /** One sentence for every folder of a period that holds more than one run. */
  static List<String> notes(String source, List<SourceFile> files) {
    Map<String, Set<String>> runs = new TreeMap<>();
    for (SourceFile file : files) {
      Matcher run = RUN.matcher(file.relativePath());
      if (run.find()) {
        runs.computeIfAbsent(run.group(1), unseen -> new TreeSet<>()).add(run.group(2));
      }
    }
    List<String> notes = new ArrayList<>();
    runs.forEach(
        (period, names) -> {
          if (names.size() > 1) {
            notes.add(
                "Source %s: %s holds %s runs and no manifest says which counts, so all are read and may count money more than once. Deliver the manifests as well."
                    .formatted(source, period, names.size()));
          }
        });
    return notes;
  }
}
