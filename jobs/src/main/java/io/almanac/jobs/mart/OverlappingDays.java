package io.almanac.jobs.mart;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * What one file of a delivery has of days that other deliveries of the same money have as well.
 *
 * @param share which days of the file count, as text: another text means another answer
 * @param amounts what the file has of such days, whether it counts or not; sorted
 */
public record OverlappingDays(String share, List<Amount> amounts) {
  /** Copies its list. */
  public OverlappingDays {
    amounts = List.copyOf(amounts);
  }

  /**
   * One day in one currency.
   *
   * @param day yyyy-MM-dd, UTC
   * @param currency as the file has it; empty where it has none
   * @param rows charges and rejects
   * @param billed billed cost, in that currency
   */
  public record Amount(String day, String currency, long rows, BigDecimal billed)
      implements Serializable {}
}
