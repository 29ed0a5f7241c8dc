package io.almanac.jobs.charges.source;

import java.io.Serializable;

/**
 * What has to be known of a file besides its columns before its records can be read.
 *
 * @param dateOrder of dates that are not ISO; null when the file has none, or it is not known
 * @param view which of two data sets of the same money the file has; null where there is only one
 */
public record FileTraits(DateOrder dateOrder, CostView view) implements Serializable {
  /** Nothing is known, or nothing needs to be. */
  public static final FileTraits NONE = new FileTraits(null, null);
}
