package io.almanac.jobs.ratecard;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One line of a rate card: what a node costs from one day to another.
 *
 * @param line where it stands in the file, from 1 with the header
 * @param node the machine's name, as telemetry and bill call it
 * @param gpuModel what its GPUs are
 * @param gpus how many it has, at least 1
 * @param subAccount the cluster or site that it belongs to; empty when there is none
 * @param region where it stands; empty when nobody says
 * @param inService its first day, on which depreciation begins
 * @param from the first day of this line
 * @param to the day after the last one; empty when there is no end yet
 * @param purchase what it was bought for and how long it is written off
 * @param power what its electricity costs; empty when that is not charged
 * @param monthly what a month costs beside it
 * @param utilisation the share of hours, above 0 to 1, that its owners plan to use: the basis of
 *     the rate of a used GPU hour
 * @param currency ISO 4217 code of all amounts
 * @param tags by key, sorted
 */
record RateCardLine(
    long line,
    String node,
    String gpuModel,
    int gpus,
    Optional<String> subAccount,
    Optional<String> region,
    LocalDate inService,
    LocalDate from,
    Optional<LocalDate> to,
    Purchase purchase,
    Optional<Power> power,
    Monthly monthly,
    BigDecimal utilisation,
    String currency,
    SortedMap<String, String> tags) {

  /**
   * A purchase that is written off in equal parts.
   *
   * @param price what was paid
   * @param residual what it will still be worth, not above the price
   * @param months over how many months, at least 1
   */
  record Purchase(BigDecimal price, BigDecimal residual, int months) {}

  /**
   * Electricity.
   *
   * @param kilowatts mean draw of the node
   * @param effectiveness power usage effectiveness (PUE, ISO/IEC 30134-2): energy of the site for
   *     each unit of energy of the machines, at least 1
   * @param pricePerKilowattHour of the site's contract
   */
  record Power(BigDecimal kilowatts, BigDecimal effectiveness, BigDecimal pricePerKilowattHour) {}

  /**
   * Amounts for each whole month; empty ones are not charged.
   *
   * @param space rack and building
   * @param staff people who run it
   * @param other contracts, licences, network
   */
  record Monthly(
      Optional<BigDecimal> space, Optional<BigDecimal> staff, Optional<BigDecimal> other) {}

  /** Whether the line holds on a day. */
  boolean holds(LocalDate day) {
    return !day.isBefore(from) && to.map(day::isBefore).orElse(true);
  }

  /** Whether both lines are about the same node, whatever its case, on some day. */
  boolean overlaps(RateCardLine other) {
    return node.equalsIgnoreCase(other.node)
        && to.map(other.from::isBefore).orElse(true)
        && other.to.map(from::isBefore).orElse(true);
  }
}
