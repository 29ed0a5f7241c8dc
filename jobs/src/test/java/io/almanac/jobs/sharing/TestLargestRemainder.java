package io.almanac.jobs.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TestLargestRemainder {
  @Test
  void unitsLeftOverGoToThoseThatLostMost() {
    // 10 by 3 : 3 : 1 is 4.28.., 4.28.., 1.42..; one unit is left for the largest fraction, .42.
    assertThat(divide("10", 0, "3", "3", "1")).containsExactly("4", "4", "2");
    // 1 by 1 : 1 : 1 at two digits is 0.33 each; the first of equals gets the cent.
    assertThat(divide("1", 2, "1", "1", "1")).containsExactly("0.34", "0.33", "0.33");
    assertThat(divide("-1", 2, "1", "1", "1")).containsExactly("-0.34", "-0.33", "-0.33");
    // Seats of the textbook example of Hamilton's method: 21 by 1234 : 5678 : 9012.
    // 21/15924 of each is 1.627.., 7.487.., 11.884..; 1 + 7 + 11 leave two for .884 and .627.
    assertThat(divide("21", 0, "1234", "5678", "9012")).containsExactly("2", "7", "12");
    assertThat(divide("0.000000000000000001", 18, "0", "0.5")).last().isEqualTo("1E-18");
  }

  @Test
  void refusesWhatCannotBeDivided() {
    assertThatThrownBy(() -> divide("1", 2, "0", "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot divide by weights: [0, 0]");
    assertThatThrownBy(() -> divide("1", 2, "1", "-2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot divide by negative weight: -2");
    assertThatThrownBy(() -> divide("1.001", 2, "1")).isInstanceOf(ArithmeticException.class);
  }

  @Property(tries = 300)
  void partsSumToTheWholeAndAreLessThanOneUnitOff(
      @ForAll @BigRange(min = "-99999999999999", max = "99999999999999") @Scale(18)
          BigDecimal whole,
      @ForAll @Size(min = 1, max = 9)
          List<@BigRange(min = "0.0001", max = "1000000") @Scale(4) BigDecimal> weights) {
    List<BigDecimal> parts = new LargestRemainder(weights).divide(whole, 18);
    assertThat(sum(parts)).isEqualByComparingTo(whole);
    BigDecimal all = sum(weights);
    for (int i = 0; i < parts.size(); i++) {
      BigDecimal off = parts.get(i).multiply(all).subtract(whole.multiply(weights.get(i)));
      assertThat(off.abs()).isLessThan(all.movePointLeft(18));
      assertThat(parts.get(i).signum() * whole.signum()).isNotNegative();
    }
  }

  private static List<String> divide(String whole, int scale, String... weights) {
    return new LargestRemainder(List.of(weights).stream().map(BigDecimal::new).toList())
        .divide(new BigDecimal(whole), scale).stream().map(BigDecimal::toString).toList();
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
