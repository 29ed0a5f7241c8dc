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
    shownEffective = shownEffective.add(line.effectiveCost());
    shownBilled = shownBilled.add(line.billedCost());
    if (line.chargeMonth().equals(period)) {
      shownInPeriod = shownInPeriod.add(line.effectiveCost());
    }
  }

  void addHidden(DetailLine line) {
    hiddenRows++;
    hiddenEffective = hiddenEffective.add(line.effectiveCost());
    hiddenBilled = hiddenBilled.add(line.billedCost());
    if (line.chargeMonth().equals(period)) {
      hiddenInPeriod = hiddenInPeriod.add(line.effectiveCost());
    }
  }
}
