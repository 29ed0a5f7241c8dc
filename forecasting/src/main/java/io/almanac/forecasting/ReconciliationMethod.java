package io.almanac.forecasting;

/** How forecasts that must add up are made to. */
public enum ReconciliationMethod {
  /** The first breakdown stays as it is and gives the total, which all others follow. */
  BOTTOM_UP("bottom-up"),
  /** All together, each in proportion to its size: the larger, the more uncertain. */
  STRUCTURAL("structural"),
  /** All together, by the shrunk covariance of their errors at past origins. */
  SHRINK("shrink");

  private final String text;

  ReconciliationMethod(String text) {
    this.text = text;
  }

  /** As it stands in settings. */
  public String text() {
    return text;
  }
}
