package io.almanac.forecasting.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.ets.Ets;
import io.almanac.forecasting.ets.EtsForm;
import io.almanac.forecasting.theta.Theta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The models against R's forecast package, on the weekly series of M4. */
class TestParityWithR {

  @Test
  void thetaIsThatOfRWhereTheSmoothingWeightIsFound() {
    Map<Integer, double[]> expected = ReferenceSeries.forecasts("M4_Weekly", "thetaf");
    List<double[]> series = List.copyOf(ReferenceSeries.weekly().values());

    List<Double> distances = new ArrayList<>();
    expected.forEach(
        (place, mean) ->
            distances.add(distance(Theta.forecast(series.get(place - 1), 1, mean.length), mean)));

    assertEquals(20, distances.size());
    // The weights are searched by different means; where the optimum is flat they differ a little.
    assertTrue(middle(distances) < 1e-4, "the middle distance is " + middle(distances));
    assertTrue(distances.stream().allMatch(one -> one < 0.01), distances.toString());
  }

  @Test
  void smoothingOfTheSameFormFitsAsWellAsThatOfR() {
    Map<String, double[]> series = ReferenceSeries.weekly();
    List<Double> differences = new ArrayList<>();
    for (String[] fit : ReferenceSeries.fits()) {
      if (fit[1].equals("ets") && series.containsKey(fit[0])) {
        double expected = Double.parseDouble(fit[9]);
        double aicc = Ets.fit(series.get(fit[0]), 1, form(fit[2])).aicc();
        differences.add(aicc - expected);
        // Less is better; an optimiser may stop a little short of another.
        assertTrue(
            aicc < expected + 1e-3 * Math.abs(expected),
            fit[0] + " " + fit[2] + ": " + aicc + ", in R " + expected);
      }
    }
    assertEquals(30, differences.size());
    assertTrue(middle(differences) < 0.01, differences.toString());
  }

  private static EtsForm form(String name) {
    String[] parts = name.substring(4, name.length() - 1).split(",", -1);
    EtsForm.Trend trend =
        switch (parts[1]) {
          case "N" -> EtsForm.Trend.NONE;
          case "A" -> EtsForm.Trend.ADDITIVE;
          default -> EtsForm.Trend.DAMPED;
        };
    return new EtsForm(parts[0].equals("M"), trend, EtsForm.Season.NONE);
  }

  /** Mean absolute difference, relative to the mean size. */
  private static double distance(double[] one, double[] other) {
    double sum = 0;
    double size = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs(one[i] - other[i]);
      size += Math.abs(other[i]);
    }
    return sum / size;
  }

  private static double middle(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(one -> one).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
