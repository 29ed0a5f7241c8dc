package io.almanac.jobs.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TestScore {
  private static final double NONE = Double.NaN;

  @Test
  void everyMeasureIsAsByHand() {
    // Changes over one step are 2, 1 and 3: mean 2, mean of squares 14/3.
    BenchmarkSet.Case one =
        new BenchmarkSet.Case(
            "one", null, new double[] {1, 3, 2, 5}, new double[] {6, NONE, 4, 10});
    Method.Result forecast =
        new Method.Result(
            new double[] {5, 100, 5, 6},
            new double[] {4.5, 0, 4.5, 4},
            new double[] {5.5, 0, 5.5, 8},
            new double[] {4, 0, 3, 3},
            new double[] {7, 0, 7, 9});

    Score score = Score.of(forecast, one, 1);

    // Errors 1, 1 and 4 of actuals 6, 4 and 10.
    assertEquals((200.0 / 11 + 200.0 / 9 + 800.0 / 16) / 3, score.smape(), 1e-9);
    assertEquals(1, score.mase(), 1e-9);
    assertEquals(Math.sqrt(18.0 / 3 / (14.0 / 3)), score.rmsse(), 1e-9);
    assertEquals(100 * 4.0 / 20, score.total(), 1e-9);
    assertEquals(0, score.coverage80(), 1e-9);
    assertEquals(200.0 / 3, score.coverage95(), 1e-9);
    // Widths 3, 4 and 6; the last is missed by 1, which costs 40.
    assertEquals((3 + 4 + 6 + 40) / 3.0 / 2, score.msis(), 1e-9);
  }

  @Test
  void whatASeriesHasNotIsLeftOutOfTheMean() {
    Score mean =
        Score.mean(
            java.util.List.of(
                new Score(1, 2, 3, NONE, 5, 6, 7), new Score(3, 4, 5, 10, NONE, 8, 9)));

    assertEquals(new Score(2, 3, 4, 10, 5, 7, 8), mean);
  }
}
