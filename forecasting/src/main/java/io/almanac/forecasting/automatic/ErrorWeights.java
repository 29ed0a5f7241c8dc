package io.almanac.forecasting.automatic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weights of the members of a combination from their errors at past origins: inverse squares, those
 * far behind the best left out. The errors of origins are averaged geometrically, so that one
 * origin before a jump of the series, at which all failed, does not decide.
 */
final class ErrorWeights {
  private static final double PRUNED = 1.3;

  /** An origin at which a model was right to so much of a unit of scale counts no better. */
  private static final double EXACT = 1e-9;

  private final List<Map<String, Double>> errors;

  /**
   * Weights from errors.
   *
   * @param errors by origin and member, in units of the scale; a member is missing at an origin
   *     where it gave no forecast
   */
  ErrorWeights(List<Map<String, Double>> errors) {
    this.errors = List.copyOf(errors);
  }

  /** The weights that all origins give to members; they sum to 1. */
  Map<String, Double> of(Set<String> members) {
    return without(-1, members);
  }

  /** The weights that all origins but one give, for judging the combination at that one. */
  Map<String, Double> without(int origin, Set<String> members) {
    Map<String, Double> means = new LinkedHashMap<>();
    double smallest = Double.POSITIVE_INFINITY;
    for (String member : members) {
      double mean = mean(member, origin);
      means.put(member, mean);
      // A comparison with NaN is false: a member that was never judged is not the best.
      smallest = mean < smallest ? mean : smallest;
    }
    double best = smallest;
    Map<String, Double> weights = new LinkedHashMap<>();
    means.forEach(
        (member, mean) -> {
          if (Double.isInfinite(best)) {
            weights.put(member, 1.0);
          } else if (mean <= PRUNED * best) {
            weights.put(member, best * best / (mean * mean));
          }
        });
    double total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    weights.replaceAll((member, weight) -> weight / total);
    return weights;
  }

  private double mean(String member, int except) {
    double sum = 0;
    int judged = 0;
    for (int k = 0; k < errors.size(); k++) {
      Double error = k == except ? null : errors.get(k).get(member);
      if (error != null && !error.isNaN()) {
        sum += Math.log(error + EXACT);
        judged++;
      }
    }
    return judged == 0 ? Double.NaN : Math.exp(sum / judged);
  }
}
