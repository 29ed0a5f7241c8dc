package io.almanac.forecasting.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TestRidgeSystem {

  @Test
  void exactRowsGiveTheirCoefficients() {
    Random random = new Random(2);
    double[] wanted = {3, -2, 0.5};
    RidgeSystem system = new RidgeSystem(3);
    for (int i = 0; i < 50; i++) {
      double[] row = {1, random.nextGaussian(), random.nextGaussian()};
      system.add(row, 3 - 2 * row[1] + 0.5 * row[2], 1 + random.nextDouble());
    }

    assertArrayEquals(wanted, system.solve(new double[3]), 1e-9);
  }

  @Test
  void aPenaltyShrinksByItsShareOfTheSquares() {
    // One column of sum of squares 10: minimising (y - bx)² + 0.25 · 10 b² divides by 1.25.
    RidgeSystem system = new RidgeSystem(1);
    system.add(new double[] {1}, 2, 1);
    system.add(new double[] {3}, 6, 1);

    assertEquals(1.6, system.solve(new double[] {0.25})[0], 1e-12);
  }

  @Test
  void columnsThatSayTheSameHaveNoAnswerWithoutAPenalty() {
    RidgeSystem system = new RidgeSystem(2);
    for (int i = 0; i < 5; i++) {
      system.add(new double[] {i, 2.0 * i}, i, 1);
    }

    assertNull(system.solve(new double[2]));
  }
}
