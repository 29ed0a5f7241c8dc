package io.almanac.reports;

import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * One series and month in one scenario, in the report's currency.
 *
 * @param scenario the name of the scenario
 * @param series {@link ForecastLine#TOTAL}, a team's name, or {@link TeamLine#UNALLOCATED}
 * @param month the month, including its actual days when it is open
 * @param baseline expected cost without the scenario
 * @param cost expected cost in the scenario
 * @param lower80 lower bound of the 80 % interval in the scenario; null when not computed
 * @param upper80 upper bound of the 80 % interval in the scenario; null when not computed
 * @param changes what the scenario changes of the series in the month; null when nothing
 */
public record ScenarioLine(
    String scenario,
    String series,
    YearMonth month,
    BigDecimal baseline,
    BigDecimal cost,
    BigDecimal lower80,
    BigDecimal upper80,
    String changes) {

  /** Checks that everything but the interval and the changes is given. */
  public ScenarioLine {
    Require.text(scenario, "scenario");
    Require.text(series, "series of scenario " + scenario);
    Require.present(month, "month of scenario " + scenario);
    Require.present(baseline, "baseline of scenario " + scenario);
    Require.present(cost, "cost of scenario " + scenario);
  }
}
