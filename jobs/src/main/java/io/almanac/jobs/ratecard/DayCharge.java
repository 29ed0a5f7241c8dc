package io.almanac.jobs.ratecard;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One part of what a node costs on one day.
 *
 * @param line the line of the rate card
 * @param day in UTC
 * @param part which part
 * @param cost in the line's currency
 * @param quantity of {@code unit}
 * @param unit what is priced, such as {@code Days} or {@code kWh}
 * @param arithmetic how the cost comes about, as a sentence to check by hand
 */
record DayCharge(
    RateCardLine line,
    LocalDate day,
    Part part,
    BigDecimal cost,
    BigDecimal quantity,
    String unit,
    String arithmetic) {

  /** What a node's cost is made of. */
  enum Part {
    /** The purchase, written off. */
    DEPRECIATION("Depreciation"),
    /** Electricity. */
    POWER("Power"),
    /** Rack and building. */
    SPACE("Space"),
    /** People who run it. */
    STAFF("Staff"),
    /** Contracts, licences, network. */
    OTHER("Other");

    private final String text;

    Part(String text) {
      this.text = text;
    }

    /** The word in descriptions and SKUs. */
    String text() {
      return text;
    }
  }
}
