package io.almanac.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFConditionalFormattingRule;
import org.apache.poi.xssf.usermodel.XSSFSheetConditionalFormatting;

/** The sheet of teams: facts as values; variances, totals and checks as formulas. */
final class TeamSheet {

  static final String NAME = "By team";
  static final int HEADER = 3;
  static final int FIRST = HEADER + 1;
  static final int ACTUAL = 1;
  private static final int LAST_COLUMN = 17;

  /** Overspend up to a tenth of the budget is amber, a common line of materiality in finance. */
  private static final String AMBER_LINE = "-0.1";

  private TeamSheet() {}

  /** The lines in the order shown: the unallocated one last, and always there. */
  static List<TeamLine> ordered(List<TeamLine> teams) {
    List<TeamLine> lines = new ArrayList<>();
    TeamLine unallocated =
        new TeamLine(null, BigDecimal.ZERO, null, null, null, null, null, null, null);
    for (TeamLine line : teams) {
      if (line.team() == null) {
        unallocated = line;
      } else {
        lines.add(line);
      }
    }
    lines.add(unallocated);
    return lines;
  }

  static void write(CostReport report, Grid grid, DetailTotals details, DeferredFormulas deferred) {
    Cover cover = report.cover();
    String currency = cover.currency();
    boolean complete = cover.isMonthComplete();
    String month = complete ? "actual of the month" : "month-end forecast";
    List<TeamLine> lines = ordered(report.teams());
    int total = FIRST + lines.size();
    grid.widths(24, 15, 15, 15, 15, 10, 15, 15, 10, 16, 16, 15, 16, 16, 16, 16, 15, 12);
    grid.title(
        "By team, " + cover.period(),
        "Amounts in "
            + currency
            + "; positive is favourable (lower spend), parentheses are not. The total counts spend"
            + " without a budget too; its low and high are its own: bounds do not add up.");
    grid.text(
        2,
        0,
        "Variances compare the "
            + month
            + " with the budget; the year's, up to the end of the month, past months and the "
            + month
            + ".",
        grid.styles.subtitle);
    grid.header(
        HEADER,
        "Team",
        "Actual to date, " + currency,
        (complete ? "Month end (actual), " : "Month-end forecast, ") + currency,
        "Budget, " + currency,
        "Variance, " + currency + " (+ lower spend)",
        "Variance %",
        "Prior month, " + currency,
        "Change on prior month, " + currency + " (+ lower spend)",
        "Change %",
        "Year to date, " + currency,
        "Year's budget to month end, " + currency,
        "Year's variance to month end, " + currency + " (+ lower spend)",
        "Full year low, " + currency + " (80 %)",
        (cover.isYearComplete() ? "Full year (actual), " : "Full year forecast, ") + currency,
        "Full year high, " + currency + " (80 %)",
        "Full year budget, " + currency,
        "Full year variance, " + currency + " (+ lower spend)",
        "Status");
    grid.sheet.getRow(HEADER).setHeightInPoints(54);
    for (int i = 0; i < lines.size(); i++) {
      line(grid, FIRST + i, lines.get(i), complete);
    }
    total(grid, total, report.summary().fullYear(), complete);
    check(report, grid, total + 2, total, details, deferred);
    grid.name("total_actual_to_date", total, ACTUAL);
    grid.name("total_month_end_forecast", total, 2);
    grid.name("total_budget", total, 3);
    grid.name("total_year_to_date", total, 9);
    grid.name("total_full_year_forecast", total, 13);
    colourStatus(grid, total);
    grid.filter(HEADER, total - 1, LAST_COLUMN);
    grid.freeze(FIRST, 1);
    grid.printWideTable(HEADER, total + 5, LAST_COLUMN);
  }

  private static void line(Grid grid, int row, TeamLine line, boolean complete) {
    grid.text(row, 0, line.label());
    grid.money(row, ACTUAL, line.actualToDate());
    grid.money(row, 2, line.monthEnd());
    grid.money(row, 3, line.budget());
    grid.money(row, 6, line.priorMonth());
    grid.money(row, 9, line.yearToDate());
    grid.money(row, 10, line.yearToDateBudget());
    Estimate year = line.fullYear();
    grid.money(row, 12, year == null ? null : year.lower80());
    grid.money(row, 13, year == null ? null : year.mean());
    grid.money(row, 14, year == null ? null : year.upper80());
    grid.money(row, 15, line.fullYearBudget());
    CellStyle money = grid.styles.money;
    grid.formula(row, 4, difference("D#", "C#"), money);
    grid.formula(row, 7, difference("G#", "C#"), money);
    grid.formula(row, 11, yearVariance(), money);
    grid.formula(row, 16, difference("P#", "N#"), money);
    ratios(grid, row, grid.styles.percent, grid.styles.text, complete);
  }

  private static void total(Grid grid, int row, Estimate fullYear, boolean complete) {
    CellStyle money = grid.styles.totalMoney;
    grid.text(row, 0, "Total", grid.styles.totalText);
    for (int column = 1; column < LAST_COLUMN; column++) {
      char letter = (char) ('A' + column);
      String range = letter + "" + (FIRST + 1) + ":" + letter + row;
      grid.formula(row, column, "IF(COUNT(" + range + ")=0,\"\",SUM(" + range + "))", money);
    }
    grid.formula(row, 4, difference("D#", "C#"), money);
    grid.formula(row, 7, difference("G#", "C#"), money);
    grid.formula(row, 11, yearVariance(), money);
    grid.formula(row, 16, difference("P#", "N#"), money);
    grid.money(row, 12, fullYear == null ? null : fullYear.lower80(), money);
    grid.money(row, 14, fullYear == null ? null : fullYear.upper80(), money);
    ratios(grid, row, grid.styles.totalPercent, grid.styles.totalText, complete);
  }

  private static void ratios(
      Grid grid, int row, CellStyle percent, CellStyle text, boolean complete) {
    grid.formula(row, 5, ratio("E#", "D#"), percent);
    grid.formula(row, 8, ratio("H#", "G#"), percent);
    grid.formula(
        row,
        17,
        "IF(D#=\"\",\"no budget\",IF(E#=\"\",\""
            + (complete ? "no actual" : "no forecast")
            + "\",IF(E#>=0,\"GREEN\",IF(F#=\"\",\"RED\",IF(F#>="
            + AMBER_LINE
            + ",\"AMBER\",\"RED\")))))",
        text);
  }

  private static String difference(String left, String right) {
    return "IF(OR(" + left + "=\"\"," + right + "=\"\"),\"\"," + left + "-" + right + ")";
  }

  /**
   * The year's budget up to the end of the month less past months and the month's end: a budget of
   * a whole month is not compared with a part of its days.
   */
  private static String yearVariance() {
    return "IF(OR(K#=\"\",J#=\"\",B#=\"\",C#=\"\"),\"\",K#-(J#-B#+C#))";
  }

  private static String ratio(String part, String whole) {
    return "IF(OR("
        + part
        + "=\"\","
        + whole
        + "=\"\"),\"\",IF("
        + whole
        + "=0,\"\","
        + part
        + "/"
        + whole
        + "))";
  }

  /** Ties the teams' actuals to the detail rows of the reported month. */
  private static void check(
      CostReport report,
      Grid grid,
      int row,
      int total,
      DetailTotals details,
      DeferredFormulas deferred) {
    var period = report.cover().period();
    grid.text(row, 0, "Shown in Detail", grid.styles.label);
    deferred.add(
        grid.money(row, 1, details.shownInPeriod),
        "SUMIFS(Detail!%s,Detail!%s,DATE(%s,%s,1))"
            .formatted(
                DetailSheet.range("I", details),
                DetailSheet.range("A", details),
                period.getYear(),
                period.getMonthValue()),
        details.shownInPeriod);
    grid.text(row + 1, 0, "Not shown in Detail", grid.styles.label);
    grid.money(row + 1, 1, details.hiddenInPeriod);
    grid.text(row + 2, 0, "Difference", grid.styles.label);
    grid.formula(
        row + 2,
        1,
        "ROUND(SUM(B%s)-B%s-B%s,2)".formatted(total + 1, row + 1, row + 2),
        grid.styles.money);
    grid.text(row + 3, 0, "Teams equal Detail", grid.styles.label);
    grid.formula(
        row + 3, 1, "IF(B%s=0,\"PASS\",\"FAIL\")".formatted(row + 3), grid.styles.totalText);
    grid.name("teams_equal_detail", row + 3, 1);
  }

  private static void colourStatus(Grid grid, int total) {
    XSSFSheetConditionalFormatting formatting = grid.sheet.getSheetConditionalFormatting();
    CellRangeAddress[] status = {new CellRangeAddress(FIRST, total, LAST_COLUMN, LAST_COLUMN)};
    formatting.addConditionalFormatting(
        status,
        new XSSFConditionalFormattingRule[] {
          rule(formatting, "GREEN", IndexedColors.LIGHT_GREEN),
          rule(formatting, "AMBER", IndexedColors.LIGHT_ORANGE),
          rule(formatting, "RED", IndexedColors.CORAL)
        });
  }

  private static XSSFConditionalFormattingRule rule(
      XSSFSheetConditionalFormatting formatting, String word, IndexedColors colour) {
    var rule =
        formatting.createConditionalFormattingRule(
            org.apache.poi.ss.usermodel.ComparisonOperator.EQUAL, "\"" + word + "\"");
    PatternFormatting pattern = rule.createPatternFormatting();
    pattern.setFillBackgroundColor(colour.getIndex());
    pattern.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
    return rule;
  }
}
