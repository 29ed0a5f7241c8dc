package io.almanac.jobs.sharing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides a decimal in proportion to weights so that the parts sum to it to the last digit (the
 * method of Hamilton): every part is rounded towards zero, and the units that are left go, one
 * each, to the parts that lost most. Of equal losses, the earlier part gets the unit.
 */
public final class LargestRemainder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<BigInteger> weights = new ArrayList<>();
  private final BigInteger sum;

  /**
   * Weights to divide by.
   *
   * @throws IllegalArgumentException when a weight is negative or all are zero
   */
  public LargestRemainder(Collection<BigDecimal> weights) {
    int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    BigInteger total = BigInteger.ZERO;
    for (BigDecimal weight : weights) {
      BigInteger units = weight.setScale(Math.max(scale, 0)).unscaledValue();
      if (units.signum() < 0) {
        throw new IllegalArgumentException("Cannot divide by negative weight: " + weight);
      }
      this.weights.add(units);
      total = total.add(units);
    }
    if (total.signum() == 0) {
      throw new IllegalArgumentException("Cannot divide by weights: " + weights);
    }
    this.sum = total;
  }

  /**
   * The parts, in the order of the weights; those of a negative whole are negative.
   *
   * @param scale digits behind the point that a part may have; the whole has no more
   * @throws ArithmeticException when the whole has more digits
   */
  public List<BigDecimal> divide(BigDecimal whole, int scale) {
    BigInteger units = whole.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    BigInteger left = units.abs();
    BigInteger[] parts = new BigInteger[weights.size()];
    BigInteger[] losses = new BigInteger[weights.size()];
    for (int i = 0; i < parts.length; i++) {
      BigInteger[] divided = units.abs().multiply(weights.get(i)).divideAndRemainder(sum);
      parts[i] = divided[0];
      losses[i] = divided[1];
      left = left.subtract(divided[0]);
    }
    if (left.signum() > 0) {
      IntStream.range(0, parts.length)
          .boxed()
          .sorted(Comparator.comparing((Integer i) -> losses[i]).reversed())
          .limit(left.intValueExact())
          .forEach(i -> parts[i] = parts[i].add(BigInteger.ONE));
    }
    List<BigDecimal> amounts = new ArrayList<>();
    for (BigInteger part : parts) {
      amounts.add(new BigDecimal(units.signum() < 0 ? part.negate() : part, scale));
    }
    return amounts;
  }
}
