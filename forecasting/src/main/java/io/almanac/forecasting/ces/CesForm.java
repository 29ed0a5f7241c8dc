package io.almanac.forecasting.ces;

/** How the season enters complex exponential smoothing. */
public enum CesForm {
  /** Not at all. */
  NONE("n", 2),
  /** Each phase of the season has a level of its own. */
  SIMPLE("s", 2),
  /** A season is added, as in additive exponential smoothing. */
  PARTIAL("p", 3),
  /** A season is added that may change its shape with the level. */
  FULL("f", 4);

  private final String letter;
  private final int weights;

  CesForm(String letter, int weights) {
    this.letter = letter;
    this.weights = weights;
  }

  /** How many smoothing weights it has. */
  int weights() {
    return weights;
  }

  @Override
  public String toString() {
    return "CES(" + letter + ")";
  }
}
