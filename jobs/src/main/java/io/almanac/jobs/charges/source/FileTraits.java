package io.almanac.jobs.charges.source;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What has to be known of a file besides its columns before its records can be read.
 *
 * @param dateOrder of dates that are not ISO; null when the file has none, or it is not known
 * @param view which of two data sets of the same money the file has; null where there is only one
 * @param prices the absolute path of the prices that what the file counts is read with; null
 *     without any
 * @param until the first day that a month of a rate card has no charges of; null for files that
 *     tell it themselves
 */
public record FileTraits(DateOrder dateOrder, CostView view, String prices, LocalDate until)
    implements Serializable {
  /** Nothing is known, or nothing needs to be. */
  public static final FileTraits NONE = new FileTraits(null, null);

  /** What is known of a file that is read without prices. */
  public FileTraits(DateOrder dateOrder, CostView view) {
    this(dateOrder, view, null, null);
  }

  /** The same, and the file of prices. */
  public FileTraits withPrices(Path file) {
    return new FileTraits(dateOrder, view, file.toString(), until);
  }

  /** The same, and an order of dates; null when it is not known. */
  public FileTraits withDateOrder(DateOrder order) {
    return new FileTraits(order, view, prices, until);
  }

  /** The same, and the first day without charges. */
  public FileTraits withUntil(LocalDate day) {
    return new FileTraits(dateOrder, view, prices, day);
  }
}
