package io.almanac.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import java.time.LocalDate;
import java.time.YearMonth;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestMonthlyCosts {
  private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  private static final LocalDate YEAR = LocalDate.of(2026, 1, 1);

  @Test
  void anUnknownCostIsNullAndNoChargesAreZero() {
    MonthlyCosts costs =
        read(
            "('speech', '2026-09', cast(2.5 as decimal(38,18)))",
            "('speech', '2026-10', null)",
            "('speech', '2026-10', null)",
            "('vision', '2026-10', null)",
            "('vision', '2026-10', 4)",
            "(null, '2026-10', null)");
    assertThat(costs.of("speech", OCTOBER)).isNull();
    assertThat(costs.of("speech", SEPTEMBER)).isEqualByComparingTo("2.5");
    assertThat(costs.of("vision", OCTOBER)).isEqualByComparingTo("4");
    assertThat(costs.of("vision", SEPTEMBER)).isZero();
    assertThat(costs.of(null, OCTOBER)).isNull();
    assertThat(costs.since("speech", YEAR, OCTOBER)).isEqualByComparingTo("2.5");
    assertThat(costs.since(null, YEAR, OCTOBER)).isNull();
    assertThat(costs.since(null, YEAR, SEPTEMBER)).isZero();
    assertThat(costs.ofAll(OCTOBER)).isEqualByComparingTo("4");
    assertThat(costs.teams()).containsExactly("speech", "vision", null);
  }

  @Test
  void aMonthOfWhichNothingIsKnownIsUnknownInAll() {
    MonthlyCosts costs = read("('speech', '2026-10', cast(null as decimal(38,18)))");
    assertThat(costs.ofAll(OCTOBER)).isNull();
    assertThat(costs.ofAll(SEPTEMBER)).isZero();
  }

  private static MonthlyCosts read(String... rows) {
    Dataset<Row> days =
        SparkTest.spark()
            .sql(
                "select team, charge_month, effective_cost, true as is_settled, 'USD' as"
                    + " billing_currency from values "
                    + String.join(", ", rows)
                    + " as t(team, charge_month, effective_cost)");
    return MonthlyCosts.read(days, "USD");
  }
}
