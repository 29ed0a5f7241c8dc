package io.almanac.forecasting.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.almanac.forecasting.reconciliation.Structure.Sum;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TestCoherence {
  /** A total by two teams, and by three projects of their own. */
  private static final Structure TWO_WAYS = Structure.breakdowns(2, 3);

  private static final double[] EQUAL = {1, 1, 1, 1, 1, 1};

  @Test
  void bottomUpKeepsLeavesAndSumsThem() {
    assertThat(
            Coherence.bottomUp(
                Structure.tree(new int[] {-1, 0, 0, 1, 1}), new double[] {9, 9, 2, 3, 4}, EQUAL))
        .containsExactly(9, 7, 2, 3, 4);
  }

  @Test
  void aFurtherBreakdownFollowsInProportion() {
    assertThat(Coherence.bottomUp(TWO_WAYS, new double[] {0, 30, 60, 10, 20, 0}, EQUAL))
        .containsExactly(new double[] {90, 30, 60, 30, 60, 0}, within(1e-12));
    assertThat(Coherence.bottomUp(TWO_WAYS, new double[] {0, 30, 60, 40, -10, 0}, EQUAL))
        .containsExactly(new double[] {90, 30, 60, 88, 2, 0}, within(1e-12));
  }

  @Test
  void partsWithoutForecastFollowInProportionToTheirSize() {
    double[] sizes = {0, 0, 0, 1, 2, 0};
    assertThat(Coherence.bottomUp(TWO_WAYS, new double[] {0, 30, 60, 0, 0, 0}, sizes))
        .containsExactly(90, 30, 60, 30, 60, 0);
  }

  @Test
  void negativeLeavesOfWhatIsNeverNegativeBecomeZeroAndTheirSumsGrow() {
    boolean[] never = {true, true, false};
    assertThat(
            Coherence.nonNegative(
                Structure.tree(new int[] {-1, 0, 0}), new double[] {4, -6, 10}, never, EQUAL))
        .containsExactly(10, 0, 10);
    assertThat(
            Coherence.nonNegative(
                Structure.tree(new int[] {-1, 0, 0}), new double[] {4, 10, -6}, never, EQUAL))
        .containsExactly(4, 10, -6);
  }

  @Property(tries = 300)
  void decimalsAddUpToTheLastDigit(
      @ForAll @Size(6) List<@DoubleRange(min = 0, max = 1e9) Double> anything) {
    double[] values = anything.stream().mapToDouble(Double::doubleValue).toArray();
    double[] coherent = Coherence.bottomUp(TWO_WAYS, values, EQUAL);
    BigDecimal[] decimals = Coherence.round(TWO_WAYS, coherent, 6);
    assertThat(decimals[0]).isEqualByComparingTo(decimals[1].add(decimals[2]));
    assertThat(decimals[0]).isEqualByComparingTo(decimals[3].add(decimals[4]).add(decimals[5]));
    for (int node = 0; node < 6; node++) {
      assertThat(decimals[node].doubleValue()).isCloseTo(coherent[node], within(3e-6));
    }
  }

  @Test
  void sumsOfCrossedLeavesAreSumsOfRoundedLeaves() {
    double[] thirds = Coherence.bottomUp(TestReconciler.CROSSED, thirds(), new double[12]);
    BigDecimal[] decimals = Coherence.round(TestReconciler.CROSSED, thirds, 2);
    assertThat(decimals[6]).isEqualByComparingTo("1.98");
    assertThat(decimals[7]).isEqualByComparingTo("0.99");
    assertThat(decimals[9]).isEqualByComparingTo("0.66");
  }

  @Test
  void refusesWhatIsNoSum() {
    assertThatThrownBy(
            () -> new Structure(2, List.of(new Sum(0, new int[] {1}), new Sum(1, new int[] {0}))))
        .hasMessage("Cannot sum a node that is a part of itself.");
    assertThatThrownBy(() -> new Structure(2, List.of(new Sum(0, new int[] {2}))))
        .hasMessage("Cannot sum node: 2. There are 2 nodes.");
    assertThatThrownBy(() -> new Structure(2, List.of(new Sum(0, new int[] {1, 1}))))
        .hasMessage("Cannot count a node twice: 1 in node 0.");
    assertThatThrownBy(
            () ->
                new Structure(
                    4, List.of(new Sum(0, new int[] {1, 2}), new Sum(0, new int[] {2, 3}))))
        .hasMessageStartingWith("Cannot sum node 0 in two ways");
  }

  private static double[] thirds() {
    double[] values = new double[12];
    java.util.Arrays.fill(values, 1 / 3.0);
    return values;
  }
}
