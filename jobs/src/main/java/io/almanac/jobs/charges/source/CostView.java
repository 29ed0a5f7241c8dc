package io.almanac.jobs.charges.source;

import java.util.Locale;

/** The two data sets that Azure writes of the same money; added up as they are they count twice. */
public enum CostView {
  /** What is invoiced: commitments when they are bought, nothing for the usage that they cover. */
  ACTUAL("actual"),
  /** What is used: commitments spread over the usage that they cover and over what nobody used. */
  AMORTIZED("amortized");

  private final String text;

  CostView(String text) {
    this.text = text;
  }

  /** The word in messages. */
  public String text() {
    return text;
  }

  /**
   * The view that a file's name says, or else the nearest folder's; null when none does, or one
   * name says both.
   */
  static CostView named(String relativePath) {
    String[] parts = relativePath.toLowerCase(Locale.ROOT).split("/", -1);
    for (int i = parts.length - 1; i >= 0; i--) {
      boolean actual = parts[i].contains("actual");
      boolean amortized = parts[i].contains("amortized") || parts[i].contains("amortised");
      if (actual || amortized) {
        return actual && amortized ? null : actual ? ACTUAL : AMORTIZED;
      }
    }
    return null;
  }
}
