package io.almanac.jobs.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestBudgets {
  private static final String HEADER = "scope_type,scope,period_type,period,amount,currency\n";

  @TempDir Path folder;

  @Test
  void readsEveryKindOfLine() throws IOException {
    assertThat(
            Budgets.load(
                file(
                    "\uFEFF"
                        + HEADER
                        + "total,,fiscal-year,2026,100.50,USD\n"
                        + "team, Vision ,month,2026-02,0,USD\n"
                        + "cost-center,CC-1,quarter,2026-Q4,7,EUR\n")))
        .containsExactly(
            new Budget(
                Budget.ScopeType.TOTAL,
                null,
                new BudgetPeriod(BudgetPeriod.Type.FISCAL_YEAR, 2026, 1),
                new BigDecimal("100.50"),
                "USD"),
            new Budget(
                Budget.ScopeType.TEAM,
                "vision",
                new BudgetPeriod(BudgetPeriod.Type.MONTH, 2026, 2),
                BigDecimal.ZERO,
                "USD"),
            new Budget(
                Budget.ScopeType.COST_CENTER,
                "CC-1",
                new BudgetPeriod(BudgetPeriod.Type.QUARTER, 2026, 4),
                new BigDecimal("7"),
                "EUR"));
  }

  @Test
  void listsEveryProblemWithItsLine() throws IOException {
    Path file =
        file(
            HEADER
                + "teem,a,month,2026-10,1,USD\n"
                + "team,,quarter,2026-Q5,1,USD\n"
                + "team,a,month,2026-13,1e,usd\n"
                + "total,x,month,2026-10,-1,USD\n"
                + "team,A,month,2026-10,1,USD\n"
                + "team,a,month,2026-10,2,USD\n");
    assertThatThrownBy(() -> Budgets.load(file))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e ->
                assertThat(String.join("\n", e.problems()))
                    .contains(
                        "line 2, scope_type: teem. Did you mean team?",
                        "line 3, scope: ",
                        "line 3, period: 2026-Q5",
                        "line 4, period: 2026-13",
                        "line 4, amount: 1e",
                        "line 4, currency: usd",
                        "line 5, scope: x",
                        "line 5, amount: -1",
                        "line 7, budget: 2026-10. Line 6 has it already"));
  }

  @Test
  void refusesAnotherHeader() throws IOException {
    Path file = file("team,amount\na,1\n");
    assertThatThrownBy(() -> Budgets.load(file)).hasMessageContaining("Write the header");
  }

  @Test
  void readsHolidaysInOrder() throws IOException {
    assertThat(Holidays.load(file("date,name\n2026-12-25,Christmas\n2026-01-01,\n")).days())
        .containsExactly(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 25));
    Path wrong = file("date,name\n2026-02-30,x\n2026-01-01,a\n2026-01-01,b\n");
    assertThatThrownBy(() -> Holidays.load(wrong))
        .hasMessageContaining("line 2, date: 2026-02-30")
        .hasMessageContaining("line 4, date: 2026-01-01");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("lines.csv"), text);
  }
}
