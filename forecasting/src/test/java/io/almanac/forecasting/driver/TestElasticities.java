package io.almanac.forecasting.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.almanac.forecasting.driver.Elasticity.Basis;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestElasticities {
  private static final LocalDate START = LocalDate.of(2025, 1, 1);
  private static final int DAYS = 420;

  /** Shapes that two series may have without having anything to do with each other. */
  private enum Shape {
    RANDOM_WALK {
      @Override
      double[] logs(Random random) {
        return walk(random, 0.03);
      }
    },
    WALK_AND_NOISE {
      @Override
      double[] logs(Random random) {
        double[] logs = walk(random, 0.02);
        return noise(random, 0.08, logs);
      }
    },
    TREND {
      @Override
      double[] logs(Random random) {
        double[] logs = new double[DAYS];
        Arrays.setAll(logs, t -> 0.004 * t);
        return noise(random, 0.05, logs);
      }
    },
    WEEK {
      @Override
      double[] logs(Random random) {
        double[] logs = new double[DAYS];
        Arrays.setAll(logs, t -> t % 7 < 2 ? -0.7 : 0.1 * (t % 7));
        return noise(random, 0.05, logs);
      }
    },
    YEAR {
      @Override
      double[] logs(Random random) {
        double[] logs = new double[DAYS];
        Arrays.setAll(logs, t -> 0.4 * Math.sin(2 * Math.PI * t / 365));
        return noise(random, 0.05, logs);
      }
    },
    GROWTH_CURVE {
      @Override
      double[] logs(Random random) {
        double[] logs = new double[DAYS];
        Arrays.setAll(logs, t -> 2 / (1 + Math.exp(-(t - 200) / 60.0)));
        return noise(random, 0.03, logs);
      }
    },
    HEAVY_TAILS {
      @Override
      double[] logs(Random random) {
        double[] logs = new double[DAYS];
        for (int t = 0; t < DAYS; t++) {
          double tail = random.nextGaussian() / Math.sqrt(random.nextDouble() + 0.01);
          logs[t] = (t == 0 ? 0 : logs[t - 1]) + 0.02 * tail;
        }
        return logs;
      }
    },
    ONE_STEP {
      @Override
      double[] logs(Random random) {
        int step = 200 + random.nextInt(3);
        double[] logs = new double[DAYS];
        Arrays.setAll(logs, t -> t < step ? 0 : 0.5);
        return noise(random, 0.03, logs);
      }
    };

    abstract double[] logs(Random random);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void whatOnlyLooksAlikeIsHardlyEverTakenForRelated(Shape shape) {
    int taken = 0;
    int pairs = 400;
    for (int seed = 0; seed < pairs; seed++) {
      Random random = new Random(1000L * shape.ordinal() + seed);
      double[] cost = exp(shape.logs(random));
      double[] driver = exp(shape.logs(random));
      taken += estimate(cost, driver).isUsed() ? 1 : 0;
    }
    assertThat(taken / (double) pairs).isLessThanOrEqualTo(0.015);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 1.0, -0.5})
  void findsAKnownElasticityAndKnowsHowWell(double truth) {
    int found = 0;
    int covered = 0;
    int all = 100;
    double sum = 0;
    for (int seed = 0; seed < all; seed++) {
      Random random = new Random(seed);
      double[] driver = walk(random, 0.05);
      double[] rest = noise(random, 0.04, walk(random, 0.01));
      double[] cost = new double[DAYS];
      Arrays.setAll(
          cost, t -> 500 * Math.exp(truth * driver[t] + rest[t] + (t % 7 < 2 ? -0.4 : 0)));
      Elasticity elasticity = estimate(cost, exp(driver));
      found += elasticity.isUsed() ? 1 : 0;
      sum += elasticity.value() / all;
      covered += Math.abs(elasticity.value() - truth) < 2.14 * elasticity.standardError() ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(95);
    assertThat(covered).isBetween(85, 100);
    assertThat(sum).isCloseTo(truth, within(0.03));
  }

  @Test
  void ofTwoDriversOnlyTheOneThatMattersIsTaken() {
    Random random = new Random(5);
    double[] requests = walk(random, 0.05);
    double[] people = walk(random, 0.05);
    double[] cost = new double[DAYS];
    Arrays.setAll(cost, t -> 300 * Math.exp(0.6 * requests[t] + 0.02 * random.nextGaussian()));
    Map<String, Elasticity> found =
        Elasticities.estimate(
            cost, START, Map.of("people", exp(people), "requests", exp(requests)));
    assertThat(found.get("requests").value()).isCloseTo(0.6, within(0.05));
    assertThat(found.get("people").basis()).isEqualTo(Basis.UNPROVEN);
  }

  @Test
  void oneCoincidenceProvesNothing() {
    Random random = new Random(6);
    double[] cost = noise(random, 0.02, new double[DAYS]);
    double[] driver = noise(random, 0.02, new double[DAYS]);
    for (int t = 250; t < DAYS; t++) {
      cost[t] += 0.5;
      driver[t] += 0.5;
    }
    assertThat(estimate(exp(cost), exp(driver)).basis()).isEqualTo(Basis.UNPROVEN);
  }

  @Test
  void tooShortOrSilentHistoriesProveNothing() {
    double[] level = new double[DAYS];
    Arrays.fill(level, 7);
    double[] walk = exp(walk(new Random(1), 0.05));
    assertThat(estimate(walk, level).basis()).isEqualTo(Basis.UNPROVEN);
    assertThat(estimate(level, walk).basis()).isEqualTo(Basis.UNPROVEN);
    double[] recent = walk.clone();
    Arrays.fill(recent, 0, DAYS - 100, Double.NaN);
    assertThat(estimate(walk, recent).basis()).isEqualTo(Basis.UNPROVEN);
  }

  private static Elasticity estimate(double[] cost, double[] driver) {
    return Elasticities.estimate(cost, START, Map.of("d", driver)).get("d");
  }

  private static double[] walk(Random random, double size) {
    double[] logs = new double[DAYS];
    for (int t = 1; t < DAYS; t++) {
      logs[t] = logs[t - 1] + size * random.nextGaussian();
    }
    return logs;
  }

  private static double[] noise(Random random, double size, double[] logs) {
    return Arrays.stream(logs).map(one -> one + size * random.nextGaussian()).toArray();
  }

  private static double[] exp(double[] logs) {
    return Arrays.stream(logs).map(one -> 100 * Math.exp(one)).toArray();
  }
}
