package io.almanac.forecasting.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.almanac.forecasting.reconciliation.Structure.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestReconciler {
  /** Six leaves: their sum, two groups of three, and three groups of two across those. */
  static final Structure CROSSED =
      Structure.groups(
          6,
          List.of(
              new int[] {0, 1, 2, 3, 4, 5},
              new int[] {0, 1, 2},
              new int[] {3, 4, 5},
              new int[] {0, 3},
              new int[] {1, 4},
              new int[] {2, 5}));

  static final double[] BASE = {10, 20, 30, 5, 15, 8, 95, 58, 33, 12, 40, 36};

  /**
   * numpy: S @ solve(S.T @ inv(W) @ S, S.T @ inv(W) @ y) with W = diag(S.sum(1)); the same by
   * MinTrace("wls_struct") of hierarchicalforecast 1.5.3.
   */
  @Test
  void structuralScalingOfCrossedGroupsIsThatOfTheDenseSolution() {
    assertThat(new Reconciler(CROSSED, ErrorCovariance.structural(CROSSED)).reconcile(BASE))
        .containsExactly(
            new double[] {
              9.083333333333333,
              21.083333333333332,
              29.333333333333332,
              5.25,
              17.25,
              8.5,
              90.5,
              59.5,
              31,
              14.333333333333333,
              38.333333333333333,
              37.833333333333333
            },
            within(1e-10));
  }

  /** numpy: the dense matrix λ·diag + (1 - λ)·sample of {@link #errors}, λ by its definition. */
  @Test
  void shrunkCovarianceIsThatOfTheDenseSolution() {
    ErrorCovariance covariance = ErrorCovariance.shrunk(errors());
    assertThat(covariance.shrinkage()).isCloseTo(0.12152078576402427, within(1e-12));
    assertThat(new Reconciler(CROSSED, covariance).reconcile(BASE))
        .containsExactly(
            new double[] {
              10.177252169156796,
              21.35197739606475,
              30.719767364379827,
              6.254982478954575,
              18.629188289450163,
              10.197362343868154,
              97.33053004187427,
              62.248996929601375,
              35.08153311227289,
              16.432234648111372,
              39.98116568551491,
              40.917129708247984
            },
            within(1e-9));
  }

  /** numpy, the same of the first four times alone: fewer errors than sums. */
  @Test
  void shrunkCovarianceOfFewErrorsIsThatOfTheDenseSolution() {
    ErrorCovariance covariance = ErrorCovariance.shrunk(Arrays.copyOf(errors(), 4));
    assertThat(covariance.shrinkage()).isCloseTo(0.22186072050245284, within(1e-12));
    assertThat(new Reconciler(CROSSED, covariance).reconcile(BASE))
        .containsExactly(
            new double[] {
              10.295774782758437,
              21.221955227686987,
              30.740586107383262,
              6.271704219614999,
              18.484054247870745,
              10.18115960634605,
              97.19523419166049,
              62.258316117828684,
              34.93691807383179,
              16.567479002373435,
              39.706009475557735,
              40.92174571372931
            },
            within(1e-9));
  }

  /** A total by two groups and by three, and both by leaves: its second sum says nothing new. */
  @Test
  void aSumThatFollowsFromOthersChangesNothing() {
    List<Sum> sums = new ArrayList<>(CROSSED.sums().subList(1, 6));
    sums.add(new Sum(6, new int[] {7, 8}));
    sums.add(new Sum(6, new int[] {9, 10, 11}));
    Structure twice = new Structure(12, sums);
    double[] expected = new Reconciler(CROSSED, ErrorCovariance.shrunk(errors())).reconcile(BASE);
    assertThat(new Reconciler(twice, ErrorCovariance.shrunk(errors())).reconcile(BASE))
        .containsExactly(expected, within(1e-8));
    assertThat(twice.leafCounts()).isEqualTo(CROSSED.leafCounts());
  }

  /** MinTrace("mint_shrink") of hierarchicalforecast 1.5.3, which takes errors less their mean. */
  @Test
  void shrunkCovarianceOfCenteredErrorsIsThatOfHierarchicalForecast() {
    double[][] centered = errors();
    for (int i = 0; i < 12; i++) {
      double mean = 0;
      for (double[] row : centered) {
        mean += row[i] / centered.length;
      }
      for (double[] row : centered) {
        row[i] -= mean;
      }
    }
    assertThat(new Reconciler(CROSSED, ErrorCovariance.shrunk(centered)).reconcile(BASE))
        .containsExactly(
            new double[] {
              10.190344934505262,
              21.285801961817675,
              30.743415142788155,
              6.256649328385887,
              18.578640474268887,
              10.228647700205933,
              97.28349954197179,
              62.21956203911109,
              35.06393750286071,
              16.44699426289115,
              39.86444243608656,
              40.97206284299409
            },
            within(1e-7));
  }

  @Test
  void treesOfAnyShapeGetTheDenseSolution() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      int nodes = 5 + random.nextInt(30);
      int[] parents = new int[nodes];
      parents[0] = -1;
      for (int node = 1; node < nodes; node++) {
        parents[node] = random.nextInt(node);
      }
      Structure tree = Structure.tree(parents);
      double[] variances = random.doubles(nodes, 0.01, 100).toArray();
      double[] base = random.doubles(nodes, -50, 50).toArray();
      double[] expected = dense(summing(tree), variances, base);
      assertThat(new Reconciler(tree, ErrorCovariance.diagonal(variances)).reconcile(base))
          .containsExactly(expected, within(1e-8));
    }
  }

  @Test
  void breakdownsThatShareNothingButTheirTotalAgreeOnIt() {
    Structure crossed =
        new Structure(6, List.of(new Sum(0, new int[] {1, 2}), new Sum(0, new int[] {3, 4, 5})));
    double[] reconciled =
        new Reconciler(crossed, ErrorCovariance.diagonal(new double[] {2, 1, 1, 1, 0.5, 0.5}))
            .reconcile(new double[] {100, 40, 70, 30, 30, 30});
    // 100, 110 and 90 count the same: the total stays, each breakdown moves by its own variances.
    assertThat(reconciled)
        .containsExactly(new double[] {100, 35, 65, 35, 32.5, 32.5}, within(1e-9));
  }

  @Test
  void whatIsCertainDoesNotMove() {
    Structure tree = Structure.tree(new int[] {-1, 0, 0});
    double[] reconciled =
        new Reconciler(tree, ErrorCovariance.diagonal(new double[] {4, 0, 4}))
            .reconcile(new double[] {100, 30, 50});
    assertThat(reconciled).containsExactly(new double[] {90, 30, 60}, within(1e-6));
  }

  @Test
  void fiveThousandLeavesInCrossedGroupsAddUpForEveryStep() {
    int leaves = 5000;
    List<int[]> groups = new ArrayList<>();
    groups.add(every(leaves, 1, 0));
    for (int by : new int[] {7, 60, 300}) {
      for (int rest = 0; rest < by; rest++) {
        groups.add(every(leaves, by, rest));
      }
    }
    Structure structure = Structure.groups(leaves, groups);
    Random random = new Random(3);
    double[][] errors = new double[100][];
    for (int t = 0; t < errors.length; t++) {
      errors[t] = random.doubles(structure.nodes(), -1, 1).toArray();
    }
    for (ErrorCovariance covariance :
        List.of(ErrorCovariance.structural(structure), ErrorCovariance.shrunk(errors))) {
      Reconciler reconciler = new Reconciler(structure, covariance);
      for (int step = 0; step < 100; step++) {
        double[] base = random.doubles(structure.nodes(), 0, 1000).toArray();
        double[] reconciled = reconciler.reconcile(base);
        assertThat(largest(structure.gaps(reconciled))).isLessThan(1e-6);
        double[] again = reconciler.reconcile(reconciled);
        for (int node = 0; node < again.length; node++) {
          again[node] -= reconciled[node];
        }
        assertThat(largest(again)).isLessThan(1e-6);
      }
    }
  }

  @Test
  void refusesACovarianceOfOtherNodes() {
    assertThatThrownBy(() -> new Reconciler(CROSSED, ErrorCovariance.diagonal(new double[] {1, 2})))
        .hasMessage("Cannot reconcile nodes: 12 with a covariance of 2.");
  }

  /** Nine times of errors that have something in common, and more nodes than times. */
  static double[][] errors() {
    double[][] errors = new double[9][12];
    for (int t = 0; t < 9; t++) {
      for (int i = 0; i < 12; i++) {
        errors[t][i] = (i + 1) * (t * t * 3 % 7 - 3) + ((5 * t + 3 * i * t) % 9 - 4);
      }
    }
    return errors;
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static int[] every(int leaves, int by, int rest) {
    return IntStream.range(0, leaves).filter(i -> i % by == rest).toArray();
  }

  /** The summing matrix: one row a node, one column a leaf. */
  static double[][] summing(Structure structure) {
    List<Integer> leaves = new ArrayList<>();
    for (int node = 0; node < structure.nodes(); node++) {
      if (structure.isLeaf(node)) {
        leaves.add(node);
      }
    }
    double[][] summing = new double[structure.nodes()][leaves.size()];
    for (int k = 0; k < leaves.size(); k++) {
      double[] unit = new double[structure.nodes()];
      unit[leaves.get(k)] = 1;
      double[] sums = Coherence.bottomUp(structure, unit, unit);
      for (int node = 0; node < sums.length; node++) {
        summing[node][k] = sums[node];
      }
    }
    return summing;
  }

  /** S (S' W⁻¹ S)⁻¹ S' W⁻¹ y by elimination. */
  static double[] dense(double[][] summing, double[] variances, double[] base) {
    int leaves = summing[0].length;
    double[][] normal = new double[leaves][leaves + 1];
    for (int node = 0; node < summing.length; node++) {
      for (int i = 0; i < leaves; i++) {
        for (int k = 0; k < leaves; k++) {
          normal[i][k] += summing[node][i] * summing[node][k] / variances[node];
        }
        normal[i][leaves] += summing[node][i] * base[node] / variances[node];
      }
    }
    for (int i = 0; i < leaves; i++) {
      for (int row = 0; row < leaves; row++) {
        double factor = row == i ? 0 : normal[row][i] / normal[i][i];
        for (int k = i; k <= leaves; k++) {
          normal[row][k] -= factor * normal[i][k];
        }
      }
    }
    double[] values = new double[summing.length];
    for (int node = 0; node < values.length; node++) {
      for (int i = 0; i < leaves; i++) {
        values[node] += summing[node][i] * normal[i][leaves] / normal[i][i];
      }
    }
    return values;
  }
}
