package io.almanac.jobs.currency;

import java.util.Comparator;

/**
 * What a rate is of: one currency in one billing month. Sorted by currency, then month.
 *
 * @param currency as bills write it, such as EUR
 * @param month yyyy-MM
 */
public record CurrencyMonth(String currency, String month) implements Comparable<CurrencyMonth> {
  private static final Comparator<CurrencyMonth> ORDER =
      Comparator.comparing(CurrencyMonth::currency).thenComparing(CurrencyMonth::month);

  @Override
  public int compareTo(CurrencyMonth other) {
    return ORDER.compare(this, other);
  }

  /** As messages and marts' keys have it, such as {@code EUR of 2026-10}. */
  String text() {
    return currency + " of " + month;
  }
}
