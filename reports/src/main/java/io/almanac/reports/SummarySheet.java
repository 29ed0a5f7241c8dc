package io.almanac.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;

/** The page that is read first: one landscape A4 with figures, chart and drivers. */
final class SummarySheet {

  static final String NAME = "Summary";
  static final int VALUES = 5;
  static final int CHART_TOP = 12;
  static final int CHART_BOTTOM = 32;
  private static final int LAST_COLUMN = 4;

  private SummarySheet() {}

  static void write(CostReport report, Grid grid) {
    Cover cover = report.cover();
    grid.widths(30, 30, 30, 30, 30, 4, 4, 13, 16, 16, 16, 16, 16, 16, 16);
    grid.title(
        "%s: cost of %s %s"
            .formatted(
                cover.entity(),
                cover.period().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                cover.period().getYear()),
        subtitle(cover));
    String currency = ", " + cover.currency();
    headline(grid, cover);
    monthCards(report, grid, currency);
    yearCards(report, grid, currency);
    SummaryChart.write(report, grid);
    int last = drivers(report, grid, CHART_BOTTOM + 1, currency);
    check(grid, last + 1);
    grid.printOnePage(last + 1, LAST_COLUMN);
  }

  private static String subtitle(Cover cover) {
    LocalDate settled = cover.lastSettledDay();
    return "As of %s. %s. Settled up to %s. %s."
        .formatted(
            cover.asOf(),
            cover.costBasis(),
            settled == null ? "no day yet" : settled,
            cover.status());
  }

  private static void headline(Grid grid, Cover cover) {
    boolean complete = cover.isMonthComplete();
    grid.formula(
        2,
        0,
        ("IF(C6=\"\",\"No variance: the month has no budget.\","
                + "IF(D6=\"\",\"No variance: %s.\",\"The month %s \"&FIXED(ABS(D6),0)&\" %s \"&"
                + "IF(D6>=0,\"under budget.\",\"OVER budget.\")))")
            .formatted(
                complete ? "the cost of the month is not known" : "the month has no forecast",
                complete ? "ended" : "is forecast to end",
                cover.currency()),
        grid.styles.heading);
  }

  private static void monthCards(CostReport report, Grid grid, String currency) {
    Summary summary = report.summary();
    boolean complete = report.cover().isMonthComplete();
    Estimate end = summary.monthEnd();
    labels(
        grid,
        4,
        "Actual to date" + currency,
        (complete ? "Month end (actual)" : "Month-end forecast") + currency,
        "Month budget" + currency,
        "Variance" + currency + " (+ lower spend)",
        "Prior month" + currency);
    card(grid, 0, summary.actualToDate());
    card(grid, 1, end == null ? null : end.mean());
    card(grid, 2, summary.budget());
    grid.formula(VALUES, 3, "IF(OR(B6=\"\",C6=\"\"),\"\",C6-B6)", grid.styles.cardMoney);
    card(grid, 4, summary.priorMonth());
    note(grid, 6, 0, "IF(OR(C6=\"\",C6=0),\"\",TEXT(A6/C6,\"0.0%\")&\" of the budget\")");
    grid.text(6, 1, basis(end, complete, complete), grid.styles.cardNote);
    grid.text(6, 2, summary.budget() == null ? "no budget" : null, grid.styles.cardNote);
    note(grid, 6, 3, share("D6", "C6", " under budget", " over budget"));
    note(grid, 6, 4, share("E6-B6", "E6", " less than last month", " more than last month", "B6"));
    grid.name("month_end_forecast", VALUES, 1);
  }

  private static void yearCards(CostReport report, Grid grid, String currency) {
    Summary summary = report.summary();
    boolean complete = report.cover().isYearComplete();
    Estimate year = summary.fullYear();
    labels(
        grid,
        8,
        "Fiscal year to date" + currency,
        (complete ? "Full year (actual)" : "Full-year forecast") + currency,
        "Full-year budget" + currency,
        "Year variance" + currency + " (+ lower spend)",
        "Change" + currency + " (+ lower spend)");
    grid.money(9, 0, summary.yearToDate(), grid.styles.cardMoney);
    grid.money(9, 1, year == null ? null : year.mean(), grid.styles.cardMoney);
    grid.money(9, 2, summary.fullYearBudget(), grid.styles.cardMoney);
    grid.formula(9, 3, "IF(OR(B10=\"\",C10=\"\"),\"\",C10-B10)", grid.styles.cardMoney);
    grid.formula(9, 4, "IF(OR(B6=\"\",E6=\"\"),\"\",E6-B6)", grid.styles.cardMoney);
    note(
        grid,
        10,
        0,
        "IF(OR(A10=\"\",C10=\"\",C10=0),\"\",TEXT(A10/C10,\"0.0%\")&\" of the budget\")");
    boolean lacksCosts = complete || summary.yearToDate() == null;
    grid.text(10, 1, basis(year, complete, lacksCosts), grid.styles.cardNote);
    grid.text(10, 2, summary.fullYearBudget() == null ? "no budget" : null, grid.styles.cardNote);
    note(grid, 10, 3, share("D10", "C10", " under budget", " over budget"));
    grid.text(
        10,
        4,
        (report.cover().isMonthComplete() ? "actual" : "forecast") + " against prior month",
        grid.styles.cardNote);
    grid.sheet.getRow(2).setHeightInPoints(24);
    grid.sheet.createRow(7).setHeightInPoints(6);
    grid.sheet.createRow(11).setHeightInPoints(6);
    for (int row : new int[] {VALUES, 9}) {
      grid.sheet.getRow(row).setHeightInPoints(24);
    }
  }

  private static void labels(Grid grid, int row, String... labels) {
    for (int column = 0; column < labels.length; column++) {
      grid.text(row, column, labels[column], grid.styles.cardLabel);
    }
  }

  private static void card(Grid grid, int column, BigDecimal value) {
    grid.money(VALUES, column, value, grid.styles.cardMoney);
  }

  private static void note(Grid grid, int row, int column, String formula) {
    grid.formula(row, column, formula, grid.styles.cardNote);
  }

  /** A formula that says a share in words; empty when a cell it needs is blank or zero. */
  private static String share(
      String part, String whole, String positive, String negative, String... needed) {
    StringBuilder blanks = new StringBuilder(whole + "=\"\"," + whole + "=0");
    for (String cell : needed) {
      blanks.append(",").append(cell).append("=\"\"");
    }
    if (needed.length == 0) {
      blanks.append(",").append(part).append("=\"\"");
    }
    return "IF(OR(%s),\"\",TEXT(ABS((%s)/%s),\"0.0%%\")&IF((%s)>=0,\"%s\",\"%s\"))"
        .formatted(blanks, part, whole, part, positive, negative);
  }

  /** What an amount rests on; without one, whether it is costs or a forecast that lack. */
  private static String basis(Estimate estimate, boolean complete, boolean lacksCosts) {
    if (estimate == null && lacksCosts) {
      return "the cost is not known, see Cover";
    }
    return complete ? "all days are settled" : interval(estimate);
  }

  private static String interval(Estimate estimate) {
    if (estimate == null) {
      return "no forecast";
    }
    return String.format(
        Locale.ROOT,
        "80 %% interval %,d to %,d",
        estimate.lower80().setScale(0, RoundingMode.HALF_EVEN).toBigInteger(),
        estimate.upper80().setScale(0, RoundingMode.HALF_EVEN).toBigInteger());
  }

  private static int drivers(CostReport report, Grid grid, int start, String currency) {
    int row = start;
    grid.text(row++, 0, "What moves the month", grid.styles.heading);
    if (report.summary().drivers().isEmpty()) {
      grid.text(
          row,
          0,
          report.summary().priorMonth() == null
              ? "The cost of the month before is not known."
              : "Nothing to compare with the month before.");
      return row;
    }
    grid.header(
        row,
        "Team",
        "This month" + currency,
        "Prior month" + currency,
        "Change" + currency + " (+ lower spend)",
        "Change %");
    grid.sheet.getRow(row++).setHeightInPoints(18);
    for (Driver driver : report.summary().drivers()) {
      grid.text(row, 0, TeamLine.label(driver.team()));
      grid.money(row, 1, driver.thisMonth());
      grid.money(row, 2, driver.priorMonth());
      grid.formula(row, 3, "C#-B#", grid.styles.money);
      grid.formula(row, 4, "IF(C#=0,\"\",D#/C#)", grid.styles.percent);
      row++;
    }
    return row - 1;
  }

  /** Ties the page's actual to the teams' total. */
  private static void check(Grid grid, int row) {
    grid.text(row, 0, "Actual to date equals By team", grid.styles.subtitle);
    grid.formula(
        row,
        1,
        "IF(ROUND(SUM(A6)-SUM(total_actual_to_date),2)=0,\"PASS\",\"FAIL\")",
        grid.styles.subtitle);
    grid.name("summary_equals_teams", row, 1);
  }
}
