package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PublishedMarts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The mart files of a closed billing period, which no night replaces, and their checksums. */
final class FrozenFiles {
  private static final List<Mart> MARTS =
      List.of(CostMarts.CHARGES, CostMarts.CHARGE_REJECTS, CostMarts.ALLOCATED_COSTS);

  private FrozenFiles() {}

  /** SHA-256 of a billing period's files of all sources, by path in the version's folder. */
  static Map<String, String> checksums(PublishedMarts version, String period) {
    Map<String, String> checksums = new TreeMap<>();
    for (Mart mart : MARTS) {
      checksums.putAll(
          version.checksums(mart, partition -> partition.endsWith("billing_period=" + period)));
    }
    return checksums;
  }

  /**
   * Compares the files of a closed period with the checksums of its closing.
   *
   * @throws AlmanacException when a file is another one, gone or new
   */
  static void verify(PublishedMarts version, PeriodEvent closing) {
    Map<String, String> now = checksums(version, closing.period());
    Set<String> differ = new TreeSet<>(now.keySet());
    differ.addAll(closing.checksums().keySet());
    differ.removeIf(
        file -> now.containsKey(file) && now.get(file).equals(closing.checksums().get(file)));
    if (!differ.isEmpty()) {
      throw new AlmanacException(
          ExitCode.CHECKS_FAILED,
          List.of(
              "Cannot trust closed billing period: "
                  + closing.period()
                  + ". Files differ from the checksums of its closing: "
                  + differ
                  + ". Restore "
                  + version.folder()
                  + " from a backup."));
    }
  }
}
