package io.almanac.reports;

import java.math.BigDecimal;
import java.time.YearMonth;

/** Exact sums of the detail rows, gathered while they are streamed. */
final class DetailTotals {

  private final YearMonth period;
  long shownRows;
  long hiddenRows;
  BigDecimal shownEffective = BigDecimal.ZERO;
  BigDecimal hiddenEffective = BigDecimal.ZERO;
  BigDecimal shownBilled = BigDecimal.ZERO;
  BigDecimal hiddenBilled = BigDecimal.ZERO;

  /** Effective cost of the reported month among the rows shown. */
  BigDecimal shownInPeriod = BigDecimal.ZERO;

  /** Effective cost of the reported month among the rows not shown. */
  BigDecimal hiddenInPeriod = BigDecimal.ZERO;

  DetailTotals(YearMonth period) {
    this.period = period;
  }

  void addShown(DetailLine line) {
    shownRows++;
    shownEffective = plus(shownEffective, line.effectiveCost());
    shownBilled = plus(shownBilled, line.billedCost());
    if (line.chargeMonth().equals(period)) {
      shownInPeriod = plus(shownInPeriod, line.effectiveCost());
    }
  }

  void addHidden(DetailLine line) {
    hiddenRows++;
    hiddenEffective = plus(hiddenEffective, line.effectiveCost());
    hiddenBilled = plus(hiddenBilled, line.billedCost());
    if (line.chargeMonth().equals(period)) {
      hiddenInPeriod = plus(hiddenInPeriod, line.effectiveCost());
    }
  }

  /** The sum as it is when a cost is missing. */
  private static BigDecimal plus(BigDecimal sum, BigDecimal cost) {
    return cost == null ? sum : sum.add(cost);
  }
}
