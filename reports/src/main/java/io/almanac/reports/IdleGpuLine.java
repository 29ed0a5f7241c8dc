package io.almanac.reports;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One GPU that was paid for and not used, with the evidence. Hours are GPU hours.
 *
 * @param rank 1 for the most recoverable money
 * @param host the machine's name
 * @param device the GPU's UUID or index
 * @param gpuModel the GPU's model name; null when unknown
 * @param team who pays for it by the bill; null when nobody is known to
 * @param idleHours hours held and not used
 * @param unallocatedHours hours that nobody held it
 * @param unknownHours hours without evidence, which are never counted as idle
 * @param samples telemetry samples that were seen
 * @param evidenceFrom first day of the evidence
 * @param evidenceTo last day of the evidence
 * @param hourlyCost price of one hour of a whole GPU, also for a slice, in the report's currency;
 *     null when unknown
 * @param priceSource where the hourly cost comes from
 * @param recoverableCost money that could be saved, in the report's currency; null when unpriced
 * @param recommendation what to do, in words; null when there is nothing to do
 * @param notCountedBecause why the money does not count; null when it counts
 */
public record IdleGpuLine(
    int rank,
    String host,
    String device,
    String gpuModel,
    String team,
    BigDecimal idleHours,
    BigDecimal unallocatedHours,
    BigDecimal unknownHours,
    long samples,
    LocalDate evidenceFrom,
    LocalDate evidenceTo,
    BigDecimal hourlyCost,
    PriceSource priceSource,
    BigDecimal recoverableCost,
    String recommendation,
    String notCountedBecause) {

  /** Where the price of a GPU hour comes from. */
  public enum PriceSource {
    /** The provider's bill. */
    BILL,
    /** The rate card in the configuration. */
    CATALOGUE,
    /** Neither; the GPU has no money. */
    UNKNOWN;

    /** The word for the reader, in lower case. */
    public String label() {
      return switch (this) {
        case BILL -> "bill";
        case CATALOGUE -> "catalogue";
        case UNKNOWN -> "unknown";
      };
    }
  }

  /** Checks that device, hours, evidence and price source are given. */
  public IdleGpuLine {
    Require.text(host, "host of idle GPU");
    Require.text(device, "device of idle GPU on " + host);
    Require.present(idleHours, "idle hours of " + device);
    Require.present(unallocatedHours, "unallocated hours of " + device);
    Require.present(unknownHours, "unknown hours of " + device);
    Require.present(evidenceFrom, "first day of evidence of " + device);
    Require.present(evidenceTo, "last day of evidence of " + device);
    Require.present(priceSource, "price source of " + device);
    Require.that(!evidenceTo.isBefore(evidenceFrom), "evidence ends before it begins", evidenceTo);
  }
}
