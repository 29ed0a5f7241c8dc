package io.almanac.jobs.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The budgets of 2026, as finance set them in July: each team's average day of the second quarter,
 * times the growth that was granted to it. Some teams grew faster than that.
 */
final class BudgetPlan {

  private static final int YEAR = 2026;
  private static final YearMonth BASE_FROM = YearMonth.of(YEAR, 4);
  private static final YearMonth BASE_TO = YearMonth.of(YEAR, 6);

  /** Four per cent more for what has no owner, support and tax. */
  private static final BigDecimal RESERVE = new BigDecimal("1.04");

  private static final String HEADER = "scope_type,scope,period_type,period,amount,currency\n";

  private final Map<String, BigDecimal> plannedGrowth;
  private final SortedMap<String, Long> base = new TreeMap<>();

  BudgetPlan(Company company) {
    plannedGrowth = company.plannedGrowth();
    plannedGrowth.keySet().forEach(team -> base.put(team, 0L));
  }

  /** Takes a charge into the base when it is tagged and of the second quarter. */
  void add(Charge charge) {
    YearMonth month = YearMonth.from(charge.start().atZone(ZoneOffset.UTC));
    boolean owned = charge.resource() != null && !charge.tags().values().isEmpty();
    if (owned && !month.isBefore(BASE_FROM) && !month.isAfter(BASE_TO)) {
      base.merge(charge.resource().team(), charge.effectiveCost(), Long::sum);
    }
  }

  /** The lines of {@code budgets.csv}. */
  String csv() {
    StringBuilder csv = new StringBuilder(HEADER);
    BigDecimal total = BigDecimal.ZERO;
    for (String team : plannedGrowth.keySet()) {
      BigDecimal year = BigDecimal.ZERO;
      for (int month = 1; month <= 12; month++) {
        BigDecimal amount = amount(team, YearMonth.of(YEAR, month));
        year = year.add(amount);
        line(csv, "team", team, "month", YearMonth.of(YEAR, month).toString(), amount);
      }
      total = total.add(year);
    }
    for (String team : List.of("serving", "language", "simulation")) {
      BigDecimal quarter = BigDecimal.ZERO;
      for (int month = 10; month <= 12; month++) {
        quarter = quarter.add(amount(team, YearMonth.of(YEAR, month)));
      }
      line(csv, "team", team, "quarter", YEAR + "-Q4", quarter);
    }
    for (String month : List.of("2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12")) {
      line(csv, "project", "pick-assist", "month", month, new BigDecimal("30000"));
    }
    for (int month = 1; month <= 12; month++) {
      YearMonth when = YearMonth.of(YEAR, month);
      BigDecimal teams =
          plannedGrowth.keySet().stream()
              .map(team -> amount(team, when))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal all = rounded(teams.multiply(RESERVE), 500);
      line(csv, "team", "shared", "month", when.toString(), all.subtract(teams));
      line(csv, "total", "", "month", when.toString(), all);
    }
    BigDecimal year = total.multiply(RESERVE);
    line(csv, "total", "", "fiscal-year", Integer.toString(YEAR), rounded(year, 10_000));
    return csv.toString();
  }

  private BigDecimal amount(String team, YearMonth month) {
    long days = LocalDate.of(YEAR, 7, 1).toEpochDay() - BASE_FROM.atDay(1).toEpochDay();
    BigDecimal day =
        Billionths.decimal(base.get(team))
            .divide(BigDecimal.valueOf(days), Billionths.SCALE, RoundingMode.HALF_EVEN);
    BigDecimal amount =
        day.multiply(BigDecimal.valueOf(month.lengthOfMonth())).multiply(plannedGrowth.get(team));
    return rounded(amount, 500);
  }

  private static BigDecimal rounded(BigDecimal amount, long step) {
    BigDecimal unit = BigDecimal.valueOf(step);
    return amount.divide(unit, 0, RoundingMode.HALF_EVEN).multiply(unit);
  }

  private static void line(
      StringBuilder csv, String type, String scope, String period, String when, BigDecimal amount) {
    List<String> fields =
        new ArrayList<>(
            List.of(type, scope, period, when, amount.setScale(2).toPlainString(), "USD"));
    csv.append(String.join(",", fields)).append('\n');
  }
}
