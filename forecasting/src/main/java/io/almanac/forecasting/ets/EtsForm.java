package io.almanac.forecasting.ets;

/**
 * One form of the exponential smoothing family: error, trend and season as in Hyndman, Koehler, Ord
 * and Snyder (2008), "Forecasting with exponential smoothing".
 *
 * @param multiplicativeError whether errors are relative to the level
 * @param trend how the level moves
 * @param season how the season enters
 */
public record EtsForm(boolean multiplicativeError, Trend trend, Season season) {

  /** How the level moves. */
  public enum Trend {
    /** Not by itself. */
    NONE,
    /** Along a line. */
    ADDITIVE,
    /** Along a line that levels off. */
    DAMPED
  }

  /** How the season enters. */
  public enum Season {
    /** Not at all. */
    NONE,
    /** It is added. */
    ADDITIVE,
    /** The level is multiplied by it. */
    MULTIPLICATIVE
  }

  /** Whether all values have to be above zero. */
  public boolean needsPositive() {
    return multiplicativeError || season == Season.MULTIPLICATIVE;
  }

  @Override
  public String toString() {
    String error = multiplicativeError ? "M" : "A";
    String level = trend == Trend.NONE ? "N" : trend == Trend.ADDITIVE ? "A" : "Ad";
    String phase = season == Season.NONE ? "N" : season == Season.ADDITIVE ? "A" : "M";
    return "ETS(" + error + "," + level + "," + phase + ")";
  }
}
