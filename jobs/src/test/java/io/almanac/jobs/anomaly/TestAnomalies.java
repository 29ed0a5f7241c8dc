package io.almanac.jobs.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.FindingMarts;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestAnomalies {
  private static final LocalDate AS_OF = LocalDate.of(2026, 10, 20);
  private static final LocalDate SETTLED = LocalDate.of(2026, 10, 17);
  private static final LocalDate SPIKE = LocalDate.of(2026, 10, 14);

  private final List<Row> rows = new ArrayList<>();

  @Test
  void findsASpikeWithItsScoreAndMoney() {
    // The eight Wednesdays before cost 97, 99, 101, 103 twice each: median 100, MAD 2.
    for (int week = 1; week <= 8; week++) {
      add("vision", SPIKE.minusWeeks(week), 97 + 2 * (week % 4));
    }
    add("vision", SPIKE, 130);
    Row found = find().get(0);
    assertThat(found.<LocalDate>getAs("charge_date")).isEqualTo(SPIKE);
    assertThat(found.<String>getAs("direction")).isEqualTo("above");
    assertThat(found.<BigDecimal>getAs("expected_cost")).isEqualByComparingTo("100");
    assertThat(found.<BigDecimal>getAs("impact_cost")).isEqualByComparingTo("30");
    assertThat(found.<Double>getAs("score")).isCloseTo(30 / (1.4826 * 2), within(1e-9));
    assertThat(found.<String>getAs("confidence")).isEqualTo("high");
    assertThat(found.schema().fieldNames())
        .containsExactly(FindingMarts.ANOMALIES.columnNames().toArray(String[]::new));
    assertThat(rows).hasSize(9);
  }

  @Test
  void monthlyChargesOnTheFirstAreUsual() {
    for (LocalDate day = AS_OF.minusDays(280); day.isBefore(AS_OF); day = day.plusDays(1)) {
      int weekend = day.getDayOfWeek() == DayOfWeek.SUNDAY ? 40 : 100;
      add("shared", day, day.getDayOfMonth() == 1 ? 900 : weekend);
    }
    assertThat(find()).isEmpty();
  }

  @Test
  void aFirstOnAWeekendOrAtANewLevelIsUsual() {
    TreeMap<LocalDate, BigDecimal> costs = new TreeMap<>();
    LocalDate doubled = LocalDate.of(2026, 5, 20);
    for (LocalDate day = AS_OF.minusDays(330); day.isBefore(AS_OF); day = day.plusDays(1)) {
      int level = day.isBefore(doubled) ? 100 : 200;
      boolean isWeekend = day.getDayOfWeek().getValue() > 5;
      int fee = day.getDayOfMonth() == 1 ? 30 : 0;
      costs.put(day, BigDecimal.valueOf((isWeekend ? 0 : level) + fee));
    }
    // 1 August was a Saturday, 1 September a Tuesday, both eight weeks after the level doubled.
    for (int month = 8; month <= 10; month++) {
      CostBand band = CostBand.of(LocalDate.of(2026, month, 1), costs).orElseThrow();
      assertThat(band.expected()).isEqualByComparingTo(month == 8 ? "30" : "230");
      assertThat(band.score()).isZero();
    }
    costs.put(LocalDate.of(2026, 10, 1), BigDecimal.valueOf(330));
    CostBand late = CostBand.of(LocalDate.of(2026, 10, 1), costs).orElseThrow();
    assertThat(late.score()).isCloseTo(100 / 2.3, within(1e-9));
  }

  @Test
  void unsettledDaysAndDaysThatNobodyHasAreNotJudged() {
    for (LocalDate day = AS_OF.minusDays(100); day.isBefore(AS_OF); day = day.plusDays(1)) {
      boolean isMissing = day.equals(SPIKE);
      if (!isMissing) {
        add("a", day, day.isAfter(SETTLED) ? 1 : 100);
        add("b", day, 50);
      }
    }
    assertThat(find()).isEmpty();
  }

  @Test
  void dayWithoutRowsIsZeroWhenOthersHaveRows() {
    for (LocalDate day = AS_OF.minusDays(100); day.isBefore(AS_OF); day = day.plusDays(1)) {
      if (!day.equals(SPIKE)) {
        add(null, day, 100);
      }
      add("b", day, 50);
    }
    Row found = find().get(0);
    assertThat(find()).hasSize(1);
    assertThat(found.<String>getAs("team")).isNull();
    assertThat(found.<String>getAs("direction")).isEqualTo("below");
    assertThat(found.<BigDecimal>getAs("effective_cost")).isEqualByComparingTo("0");
  }

  @Test
  void tooFewComparableDaysGiveNoBand() {
    TreeMap<LocalDate, BigDecimal> costs = new TreeMap<>();
    costs.put(SPIKE, BigDecimal.TEN);
    for (int week = 1; week <= 3; week++) {
      costs.put(SPIKE.minusWeeks(week), BigDecimal.ONE);
    }
    assertThat(CostBand.of(SPIKE, costs)).isEmpty();
    costs.put(SPIKE.minusWeeks(8), BigDecimal.ONE);
    assertThat(CostBand.of(SPIKE, costs)).map(CostBand::peers).contains(4);
  }

  private List<Row> find() {
    return Anomalies.find(
            SparkTest.spark().createDataFrame(rows, CostMarts.DAILY_COSTS.schema()), AS_OF, SETTLED)
        .collectAsList();
  }

  private void add(String team, LocalDate day, int cost) {
    Map<String, Object> values = new TreeMap<>();
    values.put("team", team);
    values.put("charge_date", day);
    values.put("billing_currency", "USD");
    values.put("effective_cost", BigDecimal.valueOf(cost));
    rows.add(
        RowFactory.create(CostMarts.DAILY_COSTS.columnNames().stream().map(values::get).toArray()));
  }
}
