package io.almanac.forecasting.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** What must hold for all forecasts, with either covariance. */
class TestReconciliationProperties {
  private static final Structure CROSSED = TestReconciler.CROSSED;
  private static final List<Reconciler> BOTH =
      List.of(
          new Reconciler(CROSSED, ErrorCovariance.structural(CROSSED)),
          new Reconciler(CROSSED, ErrorCovariance.shrunk(TestReconciler.errors())));

  @Property(tries = 200)
  void everySumHolds(@ForAll @Size(12) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
    double[] base = array(values);
    for (Reconciler reconciler : BOTH) {
      for (double gap : CROSSED.gaps(reconciler.reconcile(base))) {
        assertThat(gap).isCloseTo(0, within(1e-6));
      }
    }
  }

  @Property(tries = 200)
  void whatAddsUpStays(@ForAll @Size(12) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
    double[] base = array(values);
    double[] coherent = Coherence.bottomUp(CROSSED, base, new double[12]);
    for (Reconciler reconciler : BOTH) {
      assertThat(reconciler.reconcile(coherent)).containsExactly(coherent, within(1e-6));
    }
  }

  @Property(tries = 200)
  void scalesWithTheForecasts(
      @ForAll @Size(12) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double factor) {
    double[] base = array(values);
    for (Reconciler reconciler : BOTH) {
      double[] scaled = reconciler.reconcile(base);
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= factor;
      }
      double[] base2 = Arrays.stream(base).map(one -> factor * one).toArray();
      assertThat(reconciler.reconcile(base2)).containsExactly(scaled, within(1e-6 * (1 + factor)));
    }
  }

  @Property(tries = 50)
  void theOrderOfNodesDoesNotMatter(
      @ForAll @Size(12) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll long seed) {
    double[] base = array(values);
    List<Integer> places = new ArrayList<>();
    for (int leaf = 0; leaf < 6; leaf++) {
      places.add(leaf);
    }
    Collections.shuffle(places, new Random(seed));
    List<int[]> groups = new ArrayList<>();
    for (Structure.Sum sum : CROSSED.sums()) {
      groups.add(Arrays.stream(sum.parts()).map(places::get).toArray());
    }
    Structure shuffled = Structure.groups(6, groups);
    double[] moved = base.clone();
    for (int leaf = 0; leaf < 6; leaf++) {
      moved[places.get(leaf)] = base[leaf];
    }
    double[] expected = BOTH.get(0).reconcile(base);
    double[] actual =
        new Reconciler(shuffled, ErrorCovariance.structural(shuffled)).reconcile(moved);
    for (int leaf = 0; leaf < 6; leaf++) {
      assertThat(actual[places.get(leaf)]).isCloseTo(expected[leaf], within(1e-6));
    }
    for (int group = 6; group < 12; group++) {
      assertThat(actual[group]).isCloseTo(expected[group], within(1e-6));
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
