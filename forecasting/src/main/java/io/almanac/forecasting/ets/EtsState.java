package io.almanac.forecasting.ets;

import io.almanac.forecasting.decomposition.SeasonalIndices;

/**
 * Where a model's recursion begins: level and slope of the first values after the average season is
 * taken out, and that season.
 *
 * @param level before the first value
 * @param slope before the first value, per step
 * @param season one for each phase; empty without a season
 */
record EtsState(double level, double slope, double[] season) {
  private static final int FEWEST = 10;

  static EtsState first(double[] values, int period, EtsForm form) {
    double[] adjusted = values;
    double[] season = {};
    if (form.season() != EtsForm.Season.NONE) {
      SeasonalIndices learned =
          SeasonalIndices.learn(values, period, form.season() == EtsForm.Season.MULTIPLICATIVE);
      season = learned.indices();
      if (learned.multiplicative()) {
        for (int i = 0; i < period; i++) {
          season[i] = Math.max(season[i], 0.01);
        }
      }
      adjusted = learned.remove(values);
    }
    int used = Math.min(values.length, Math.max(FEWEST, 2 * period));
    double middle = (used + 1) / 2.0;
    double mean = 0;
    double products = 0;
    double squares = 0;
    for (int t = 1; t <= used; t++) {
      mean += adjusted[t - 1] / used;
      products += (t - middle) * adjusted[t - 1];
      squares += (t - middle) * (t - middle);
    }
    double slope = squares == 0 ? 0 : products / squares;
    if (form.trend() == EtsForm.Trend.NONE) {
      return new EtsState(mean, 0, season);
    }
    double level = mean - slope * middle;
    // A relative error needs a level above zero to begin with.
    return form.needsPositive() && level <= 0
        ? new EtsState(mean, 0, season)
        : new EtsState(level, slope, season);
  }
}
