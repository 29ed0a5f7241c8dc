package io.almanac.jobs.pipeline;

import io.almanac.jobs.mart.Manifest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Months of a bill that stay although no file has them any more. A file that goes takes its months
 * along, unless the settings of its source or the columns of marts change in the same night: then
 * the files that are there are read anew, and what only others had stays as it was read once.
 */
final class MonthsWithoutFiles {
  private MonthsWithoutFiles() {}

  /**
   * One sentence for each source that has such months, sorted by source.
   *
   * @param partitions of charges, such as {@code source=aws/billing_period=2026-10}
   * @param inputs all files now, with the billing periods that each has rows of
   * @param closed billing periods that stay as they are by intent
   */
  static List<String> notes(
      Collection<String> partitions, List<Manifest.InputFile> inputs, Set<String> closed) {
    Set<String> delivered = new HashSet<>();
    inputs.forEach(
        file -> file.periods().forEach(period -> delivered.add(file.source() + "/" + period)));
    Map<String, Set<String>> months = new TreeMap<>();
    for (String partition : partitions) {
      String[] parts = partition.split("/", -1);
      String source = value(parts[0]);
      String period = value(parts[1]);
      if (!closed.contains(period) && !delivered.contains(source + "/" + period)) {
        months.computeIfAbsent(source, unseen -> new TreeSet<>()).add(period);
      }
    }
    return months.entrySet().stream().map(one -> note(one.getKey(), one.getValue())).toList();
  }

  private static String note(String source, Set<String> periods) {
    return "No file of source "
        + source
        + " has billing periods "
        + String.join(", ", periods)
        + " any more; their charges stay as they were read before settings or columns changed."
        + " Deliver the files again, or take the source out for one night to remove them.";
  }

  private static String value(String part) {
    return part.substring(part.indexOf('=') + 1);
  }
}
