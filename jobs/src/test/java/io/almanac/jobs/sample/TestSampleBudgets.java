package io.almanac.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class TestSampleBudgets {

  private static final Path CONF = Path.of("").toAbsolutePath().getParent().resolve("conf");
  private final List<CSVRecord> lines = BillLine.csv(CONF.resolve("budgets.csv"));

  @Test
  void coversEveryTeamAndMonthOf2026() {
    assertThat(lines.stream().filter(line -> line.get("scope_type").equals("team")))
        .hasSize((10 * 12) + 3);
    assertThat(lines)
        .allSatisfy(line -> assertThat(new BigDecimal(line.get("amount"))).isPositive())
        .extracting(line -> line.get("period_type"))
        .containsOnly("month", "quarter", "fiscal-year");
  }

  @Test
  void addsUpFromTheTeamsToTheCompanyInEveryMonth() {
    for (int month = 1; month <= 12; month++) {
      String when = YearMonth.of(2026, month).toString();
      assertThat(sum("total", when)).isEqualByComparingTo(sum("team", when));
    }
  }

  @Test
  void isOverrunBySomeTeamsAndKeptByOthers() {
    assertThat(spent("serving")).isGreaterThan(budget("serving"));
    assertThat(spent("research")).isGreaterThan(budget("research"));
    assertThat(spent("perception")).isLessThan(budget("perception"));
    assertThat(spent("manipulation")).isLessThan(budget("manipulation"));
  }

  /** What a team's tagged resources cost in September 2026, straight from the ledger. */
  private static BigDecimal spent(String team) {
    Ledger ledger = new Ledger(Company.load());
    YearMonth month = YearMonth.of(2026, 9);
    long spent = 0;
    for (Provider provider : Provider.values()) {
      for (Charge charge : ledger.charges(provider, month)) {
        boolean owned = charge.resource() != null && !charge.tags().values().isEmpty();
        boolean inMonth = YearMonth.from(charge.start().atZone(ZoneOffset.UTC)).equals(month);
        if (owned && inMonth && charge.resource().team().equals(team)) {
          spent += charge.effectiveCost();
        }
      }
    }
    return Billionths.decimal(spent);
  }

  private BigDecimal sum(String scopeType, String period) {
    return lines.stream()
        .filter(line -> line.get("scope_type").equals(scopeType))
        .filter(line -> line.get("period").equals(period))
        .map(line -> new BigDecimal(line.get("amount")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal budget(String team) {
    return lines.stream()
        .filter(line -> team.equals(line.get("scope")) && line.get("period").equals("2026-09"))
        .map(line -> new BigDecimal(line.get("amount")))
        .findFirst()
        .orElseThrow();
  }
}
