package io.almanac.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import java.time.YearMonth;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestMonthlyCosts {
  private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

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
    assertThat(costs.between("speech", SEPTEMBER, OCTOBER)).isEqualByComparingTo("2.5");
    assertThat(costs.between(null, SEPTEMBER, OCTOBER)).isNull();
    assertThat(costs.between(null, SEPTEMBER, SEPTEMBER)).isZero();
    assertThat(costs.ofAll(OCTOBER)).isEqualByComparingTo("4");
    assertThat(costs.teams()).containsExactly("speech", "vision", null);
  }

  @Test
  void aMonthOfWhichNothingIsKnownIsUnknownInAll() {
    MonthlyCosts costs = read("('speech', '2026-10', cast(null as decimal(38,18)))");
    assertThat(costs.ofAll(OCTOBER)).isNull();
    assertThat(costs.first()).contains(OCTOBER);
  }

  @Test
  void aMonthThatWasNotDeliveredIsUnknownAndNotZero() {
    MonthlyCosts costs =
        read(
            "('speech', '2026-06', cast(2 as decimal(38,18)))",
            "('speech', '2026-07', 3)",
            "('vision', '2026-07', 4)",
            "('speech', '2026-09', 5)");
    YearMonth may = YearMonth.of(2026, 5);
    YearMonth june = YearMonth.of(2026, 6);
    YearMonth july = YearMonth.of(2026, 7);
    YearMonth august = YearMonth.of(2026, 8);
    assertThat(costs.first()).contains(june);
    assertThat(costs.missing(may, OCTOBER)).containsExactly(may, august);
    // Before the first delivery, and in a gap; the month after the last has not brought any yet.
    assertThat(costs.of("speech", may)).isNull();
    assertThat(costs.of("vision", june)).isZero();
    assertThat(costs.of("speech", august)).isNull();
    assertThat(costs.ofAll(august)).isNull();
    assertThat(costs.ofAll(may)).isNull();
    assertThat(costs.of("speech", OCTOBER)).isZero();
    assertThat(costs.of("budgeted only", july)).isZero();
    assertThat(costs.between("speech", june, july)).isEqualByComparingTo("5");
    assertThat(costs.between("speech", may, july)).isNull();
    assertThat(costs.between("speech", july, SEPTEMBER)).isNull();
  }

  @Test
  void nothingDeliveredIsNothingKnown() {
    MonthlyCosts costs = MonthlyCosts.read(days("(null, null, null)").limit(0), "USD");
    assertThat(costs.ofAll(OCTOBER)).isNull();
    assertThat(costs.of("speech", OCTOBER)).isNull();
    assertThat(costs.first()).isEmpty();
  }

  private static MonthlyCosts read(String... rows) {
    return MonthlyCosts.read(days(rows), "USD");
  }

  private static Dataset<Row> days(String... rows) {
    return SparkTest.spark()
        .sql(
            "select team, charge_month, effective_cost, true as is_settled, 'USD' as"
                + " billing_currency from values "
                + String.join(", ", rows)
                + " as t(team, charge_month, effective_cost)");
  }
}
