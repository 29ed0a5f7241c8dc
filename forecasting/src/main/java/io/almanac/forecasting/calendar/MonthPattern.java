package io.almanac.forecasting.calendar;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gentle shape of a month, such as more use around pay days: what each position in the month
 * costs more or less than the same weekday around it, smoothed over neighbouring days and shrunk
 * towards nothing by as much as chance alone would explain (empirical Bayes; Efron and Morris 1973,
 * "Stein's estimation rule and its competitors", Journal of the American Statistical Association
 * 68). A series without such a shape keeps next to nothing of it.
 */
final class MonthPattern {
  /** Surpluses count for no more than so many times their usual size: the rest are accidents. */
  private static final double MOST = 2;

  private static final double NEIGHBOUR = 0.25;
  private static final int FEWEST_MONTHS = 6;
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  /** Standard errors from which on a position is worth telling people. */
  private static final double WORTH_TELLING = 4;

  private final double[] effects;
  private final double[] certainties;

  private MonthPattern(double[] effects, double[] certainties) {
    this.effects = effects;
    this.certainties = certainties;
  }

  /** No shape at all. */
  static MonthPattern none() {
    return new MonthPattern(new double[MonthDays.POSITIONS], new double[MonthDays.POSITIONS]);
  }

  /**
   * Learns the shape.
   *
   * @param surplus of each day over the same weekday around it; NaN is unknown
   */
  static MonthPattern learn(double[] surplus, MonthDays days) {
    double most = MOST * MEDIAN_TO_SIGMA * usualSize(surplus);
    int positions = MonthDays.POSITIONS;
    double[] means = new double[positions];
    double[] counts = new double[positions];
    double sum = 0;
    double squares = 0;
    double all = 0;
    for (int t = 0; t < surplus.length; t++) {
      if (Double.isFinite(surplus[t])) {
        double bounded = Math.max(-most, Math.min(most, surplus[t]));
        means[days.position(t)] += bounded;
        counts[days.position(t)]++;
        sum += bounded;
        squares += bounded * bounded;
        all++;
      }
    }
    if (most == 0 || Arrays.stream(counts).min().orElse(0) < FEWEST_MONTHS) {
      return none();
    }
    double mean = sum / all;
    double variance = squares / all - mean * mean;
    for (int i = 0; i < positions; i++) {
      means[i] = means[i] / counts[i] - mean;
    }
    double keep = 1 - 2 * NEIGHBOUR;
    double[] smooth = new double[positions];
    double[] chance = new double[positions];
    double beyondChance = 0;
    for (int i = 0; i < positions; i++) {
      int before = (i + positions - 1) % positions;
      int after = (i + 1) % positions;
      smooth[i] = keep * means[i] + NEIGHBOUR * (means[before] + means[after]);
      chance[i] =
          variance
              * (keep * keep / counts[i]
                  + NEIGHBOUR * NEIGHBOUR * (1 / counts[before] + 1 / counts[after]));
      beyondChance += (smooth[i] * smooth[i] - chance[i]) / positions;
    }
    if (!(beyondChance > 0)) {
      return none();
    }
    double[] certainties = new double[positions];
    for (int i = 0; i < positions; i++) {
      certainties[i] = Math.abs(smooth[i]) / Math.sqrt(chance[i]);
      smooth[i] *= beyondChance / (beyondChance + chance[i]);
    }
    return new MonthPattern(smooth, certainties);
  }

  /** What a position in the month adds. */
  double at(int position) {
    return effects[position];
  }

  /** The positions that differ beyond doubt, by their names. */
  Map<String, Double> beyondDoubt() {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < effects.length; i++) {
      if (certainties[i] > WORTH_TELLING) {
        named.put(MonthDays.positionName(i) + " and around", effects[i]);
      }
    }
    return named;
  }

  private static double usualSize(double[] surplus) {
    double[] sizes =
        Arrays.stream(surplus).filter(Double::isFinite).map(Math::abs).sorted().toArray();
    return sizes.length == 0 ? 0 : (sizes[(sizes.length - 1) / 2] + sizes[sizes.length / 2]) / 2;
  }
}
