package io.almanac.jobs.charges.source;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads numbers as {@code DECIMAL(38,18)}: at most 20 digits before the point and 18 after it. */
public final class NumberText {
  private static final int SCALE = 18;
  private static final int WHOLE_DIGITS = 20;

  /** Longer texts are no cost; the bound keeps a hostile text from taking quadratic time. */
  private static final int LONGEST = 200;

  private NumberText() {}

  /** The number with all its digits; null when the text is none. */
  static BigDecimal exact(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      return null;
    }
    try {
      return new BigDecimal(stripped);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The number rounded to fit; null when the text is none or it does not fit. */
  public static BigDecimal parse(String text) {
    BigDecimal exact = exact(text);
    return exact == null ? null : fit(exact);
  }

  /** The shortest decimal that names the double; null when it is not finite or does not fit. */
  static BigDecimal of(double number) {
    return Double.isFinite(number) ? fit(new BigDecimal(Double.toString(number))) : null;
  }

  /**
   * The number with at most 18 digits after the point, half to even; null when more than 20 stand
   * before it.
   */
  static BigDecimal fit(BigDecimal number) {
    // The digits are counted before anything is scaled: 1E+999999999 would need a gigabyte.
    long wholeDigits = (long) number.precision() - number.scale();
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (wholeDigits > WHOLE_DIGITS) {
      return null;
    }
    if (number.scale() <= SCALE) {
      return number;
    }
    if (wholeDigits < -SCALE) {
      return BigDecimal.ZERO;
    }
    BigDecimal rounded = number.setScale(SCALE, RoundingMode.HALF_EVEN);
    // Rounding up can add a digit.
    return (long) rounded.precision() - rounded.scale() > WHOLE_DIGITS ? null : rounded;
  }
}
