package io.almanac.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFCell;

/**
 * Formulas over the streamed detail rows. The evaluator cannot see those rows, so such a cell holds
 * its value, computed in decimals, while all other formulas are evaluated; then the formula is laid
 * over the value, which stays as the cached result.
 */
final class DeferredFormulas {

  private record Deferred(XSSFCell cell, String formula) {}

  private final List<Deferred> deferred = new ArrayList<>();

  /** Gives the cell its value now and its formula later. */
  void add(XSSFCell cell, String formula, BigDecimal value) {
    cell.setCellValue(value.doubleValue());
    deferred.add(new Deferred(cell, formula));
  }

  /** Lays the formulas over the values. */
  void lay() {
    for (Deferred each : deferred) {
      double value = each.cell().getNumericCellValue();
      each.cell().setCellFormula(each.formula());
      each.cell().setCellValue(value);
    }
  }
}
