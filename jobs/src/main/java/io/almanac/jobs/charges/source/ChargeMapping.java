package io.almanac.jobs.charges.source;

/** Turns the records of one file into drafts of charges; used by one thread at a time. */
@FunctionalInterface
public interface ChargeMapping {
  /**
   * Fills the draft.
   *
   * @param row one value per column of the header: text, {@code BigDecimal}, {@code Double}, {@code
   *     java.time.Instant}, another number, or null
   * @param draft empty
   */
  void fill(Object[] row, ChargeDraft draft);
}
