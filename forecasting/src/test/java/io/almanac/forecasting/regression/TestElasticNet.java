package io.almanac.forecasting.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import smile.data.DataFrame;
import smile.data.formula.Formula;

class TestElasticNet {
  private static final int ROWS = 120;

  @Test
  void withOneColumnTheMinimumIsKnown() {
    // Standardised, the correlation is 1: (1 - penalty * mixing) / (1 + penalty * (1 - mixing)).
    ElasticNet net = new ElasticNet(1);
    for (int t = 0; t < 10; t++) {
      net.add(new double[] {t}, 5 + 3 * t);
    }
    ElasticNet.Fit fit = net.fit(new double[] {0.2}, 0.5, new double[] {1})[0];

    assertEquals(0.9 / 1.1, fit.standardised()[0], 1e-12);
    assertEquals(3 * 0.9 / 1.1, fit.coefficients()[0], 1e-12);
    assertEquals(5 + 3 * 4.5, fit.expected(new double[] {4.5}), 1e-12);
  }

  @Test
  void theMinimumIsThatOfSmile() {
    Assumptions.assumeTrue(LinearAlgebra.isAvailable(), LinearAlgebra.problem());
    double[][] data = standardised();
    ElasticNet net = new ElasticNet(5);
    for (double[] row : data) {
      net.add(Arrays.copyOf(row, 5), row[5]);
    }
    double penalty = 0.1;
    double mixing = 0.6;
    double[] ours =
        net.fit(new double[] {penalty}, mixing, new double[] {1, 1, 1, 1, 1})[0].coefficients();

    // Smile minimises the sum of squares itself, not half of its mean.
    double[] smiles =
        smile.regression.ElasticNet.fit(
                Formula.lhs("y"),
                DataFrame.of(data, "a", "b", "c", "d", "e", "y"),
                2 * ROWS * penalty * mixing,
                ROWS * penalty * (1 - mixing))
            .coefficients();
    assertArrayEquals(smiles, ours, 1e-3);
    assertEquals(0, ours[4]);
  }

  @Test
  void atTheLargestPenaltyNothingIsLeft() {
    double[][] data = standardised();
    ElasticNet net = new ElasticNet(5);
    for (double[] row : data) {
      net.add(Arrays.copyOf(row, 5), row[5]);
    }
    double[] factors = {1, 2, 1, 1, 1};
    double largest = net.largestPenalty(0.5, factors);
    ElasticNet.Fit[] fits = net.fit(new double[] {largest, largest * 0.9}, 0.5, factors);

    assertArrayEquals(new double[5], fits[0].coefficients(), 1e-9);
    assertTrue(Arrays.stream(fits[1].coefficients()).anyMatch(one -> one != 0));
  }

  @Test
  void columnsThatDoNotVaryAreLeftOut() {
    ElasticNet net = new ElasticNet(2);
    for (int t = 0; t < 10; t++) {
      net.add(new double[] {t, 7}, 2.0 * t);
    }

    assertEquals(0, net.fit(new double[] {1e-6}, 0.5, new double[] {1, 1})[0].coefficients()[1]);
  }

  /** Five columns and values, of mean zero and variance one; the last column says nothing. */
  private static double[][] standardised() {
    double[][] data = new double[ROWS][6];
    for (int t = 0; t < ROWS; t++) {
      data[t][0] = Math.sin(12.9898 * t * t);
      data[t][1] = data[t][0] + Math.sin(78.233 * t * t);
      data[t][2] = t % 7 == 3 ? 1 : 0;
      data[t][3] = t;
      data[t][4] = Math.sin(37.719 * t * t);
      data[t][5] = data[t][0] - 2 * data[t][2] + 0.01 * t + Math.sin(4.1414 * t * t);
    }
    for (int i = 0; i < 6; i++) {
      int column = i;
      double mean = Arrays.stream(data).mapToDouble(row -> row[column]).average().orElse(0);
      double square =
          Arrays.stream(data).mapToDouble(row -> Math.pow(row[column] - mean, 2)).sum() / ROWS;
      for (double[] row : data) {
        row[i] = (row[i] - mean) / Math.sqrt(square);
      }
    }
    return data;
  }
}
