package io.almanac.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TestRowScale {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 8);
  private static final Company COMPANY = Company.load();

  @Property(tries = 200)
  void makesExactlyTheWantedRows(
      @ForAll @IntRange(min = 1, max = 60) int base,
      @ForAll @IntRange(min = 1, max = 3000) int wanted) {
    RowScale scale = new RowScale(base, wanted);
    List<Charge> rows = new ArrayList<>();
    for (int i = 0; i < base; i++) {
      scale.expand(charge(1_000_000_000L), rows::add);
    }

    assertThat(rows).hasSize(wanted);
  }

  @Property(tries = 200)
  void splitsMoneyToTheLastDigit(
      @ForAll @LongRange(min = -5_000_000_000_000L, max = 5_000_000_000_000L) long amount,
      @ForAll @IntRange(min = 1, max = 400) int parts) {
    List<Charge> rows = split(amount, parts);

    assertThat(rows.stream().mapToLong(Charge::billedCost).sum()).isEqualTo(amount);
    assertThat(rows.stream().mapToLong(Charge::quantity).sum()).isEqualTo(amount);
  }

  @Property(tries = 100)
  void coversTheDayOnTheFirstMachineWithoutOverlap(
      @ForAll @IntRange(min = 1, max = 100) int parts) {
    Instant end = Ledger.start(DAY);
    for (Charge row : split(24_000_000_000L, parts)) {
      if (row.copy() == 0) {
        assertThat(row.start()).isEqualTo(end);
        end = row.end();
      }
    }

    assertThat(Duration.between(Ledger.start(DAY), end)).isEqualTo(Duration.ofDays(1));
  }

  private static List<Charge> split(long amount, int parts) {
    List<Charge> rows = new ArrayList<>();
    new RowScale(1, parts).expand(charge(amount), rows::add);
    return rows;
  }

  private static Charge charge(long amount) {
    Resource resource = COMPANY.resource("lang-p5-1");
    return new Charge(
        resource.account(),
        resource.product(),
        resource,
        0,
        YearMonth.of(2026, 3),
        Ledger.start(DAY),
        Ledger.start(DAY.plusDays(1)),
        Charge.USAGE,
        false,
        "Usage-Based",
        null,
        "a machine",
        amount,
        amount,
        amount,
        amount,
        amount);
  }
}
