package io.almanac.jobs.pipeline;

import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.Marts;
import io.almanac.jobs.mart.Publication;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the manifest says of each mart. */
final class MartEntries {
  private MartEntries() {}

  /** By the mart's name: its rows by partition, and of charges and rejects what they come to. */
  static Map<String, Manifest.MartEntry> of(Publication marts, ChargeStage.Result charges) {
    Map<String, Manifest.MartEntry> entries = new TreeMap<>();
    for (Mart mart : Marts.ALL) {
      Map<String, Long> partitions = marts.partitionRows(mart);
      List<ControlTotal> totals =
          mart.equals(CostMarts.CHARGES)
              ? charges.charges()
              : mart.equals(CostMarts.CHARGE_REJECTS) ? charges.rejects() : List.of();
      entries.put(
          mart.name(),
          new Manifest.MartEntry(
              partitions.values().stream().mapToLong(Long::longValue).sum(), partitions, totals));
    }
    return entries;
  }
}
