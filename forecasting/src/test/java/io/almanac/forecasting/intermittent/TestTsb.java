package io.almanac.forecasting.intermittent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TestTsb {

  @Test
  void demandOfOneSizeEveryTimeIsThatSize() {
    assertEquals(8, Tsb.level(new double[] {8, 8, 8, 8, 8}), 1e-12);
  }

  @Test
  void nothingEverIsNothing() {
    assertEquals(0, Tsb.level(new double[] {0, 0, 0}));
  }

  @Test
  void aLongSilenceLowersTheRate() {
    double[] busy = {0, 5, 0, 5, 0, 5, 0, 5, 0, 5};
    double[] silent = {0, 5, 0, 5, 0, 5, 0, 5, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    assertEquals(2.5, Tsb.level(busy), 0.8);
    assertTrue(Tsb.level(silent) < Tsb.level(busy));
  }
}
