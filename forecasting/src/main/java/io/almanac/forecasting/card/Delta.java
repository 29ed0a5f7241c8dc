package io.almanac.forecasting.card;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The first of the two forecasts: growth as the smallest of several means that agree in sign, some
 * of them without the largest changes, and the season as a mean that favours the newest.
 */
final class Delta {
  private static final int NEWEST = 6;
  private static final int FEW = 3;
  private static final double[] CHANGE_WEIGHTS = {1, 2, 3, 9};
  private static final double[] VALUE_WEIGHTS = {1, 2, 3, 4, 5, 20};

  private Delta() {}

  static double[] forecast(SeriesTraits traits, int horizon) {
    double[] judged = traits.judged();
    double[] season = season(traits);
    double[] ahead = new double[horizon];
    if (traits.wandering()) {
      double[] means = traits.seasonal() ? means(traits.seasons()) : judged;
      double all = SeriesTraits.mean(judged, 0, judged.length);
      double newest = SeriesTraits.mean(means, means.length - NEWEST, means.length);
      if (!traits.seasonal()) {
        all = smaller(all, overSeasons(traits));
      }
      double growth = smaller(newest, all);
      double first = smaller(growth, without(means, 1));
      double later = smaller(growth, without(means, FEW));
      double now = traits.values()[traits.values().length - 1];
      for (int h = 0; h < horizon; h++) {
        now += (h == 0 ? first : later) + season[h % season.length];
        ahead[h] = now;
      }
    } else {
      double[] means =
          traits.seasonal() ? means(traits.seasons()) : blocks(judged, traits.period());
      double last = means[means.length - 1];
      double several = SeriesTraits.mean(means, means.length - NEWEST, means.length);
      for (int h = 0; h < horizon; h++) {
        ahead[h] = (h == 0 ? last : (last + several) / 2) + season[h % season.length];
      }
    }
    return ahead;
  }

  /** Deviations from the mean of a season, the phase of the next step first. */
  private static double[] season(SeriesTraits traits) {
    if (!traits.seasonal()) {
      return new double[1];
    }
    double[][] seasons = traits.seasons();
    double[] weights = traits.wandering() ? CHANGE_WEIGHTS : VALUE_WEIGHTS;
    int used = Math.min(weights.length, seasons.length);
    double[] season = new double[traits.period()];
    double total = 0;
    for (int i = 1; i <= used; i++) {
      total += weights[weights.length - i];
      for (int k = 0; k < season.length; k++) {
        season[k] += weights[weights.length - i] * seasons[seasons.length - i][k];
      }
    }
    double mean = SeriesTraits.mean(season, 0, season.length);
    for (int k = 0; k < season.length; k++) {
      season[k] = (season[k] - mean) / total;
    }
    return season;
  }

  /** The mean change of a step, from changes over whole seasons. */
  private static double overSeasons(SeriesTraits traits) {
    double[] values = traits.values();
    int period = traits.period();
    double sum = 0;
    int count = 0;
    for (int t = period; t < values.length; t++) {
      sum += (values[t] - values[t - period]) / period;
      count++;
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double[] means(double[][] seasons) {
    return Arrays.stream(seasons)
        .mapToDouble(season -> SeriesTraits.mean(season, 0, season.length))
        .toArray();
  }

  /** Means of the newest so many values, and of those before, oldest first. */
  private static double[] blocks(double[] judged, int length) {
    int count = Math.max(1, judged.length / length);
    double[] blocks = new double[count];
    for (int i = 0; i < count; i++) {
      int to = judged.length - (count - 1 - i) * length;
      blocks[i] = SeriesTraits.mean(judged, to - length, to);
    }
    return blocks;
  }

  /** The mean without the largest changes to either side. */
  private static double without(double[] changes, int largest) {
    int kept = Math.max(1, changes.length - largest);
    return Arrays.stream(changes)
        .boxed()
        .sorted(Comparator.comparingDouble(Math::abs))
        .limit(kept)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(0);
  }

  /** The one nearer to zero, or zero when they disagree in sign. */
  private static double smaller(double one, double other) {
    return one * other <= 0 ? 0 : Math.signum(one) * Math.min(Math.abs(one), Math.abs(other));
  }
}
