package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.Progress;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.ForecastMarts;
import io.almanac.jobs.mart.KpiMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A company with bills in dollars (10 a day) and euros (6 a day), from October 1 to November 18.
 */
@ExtendWith(SparkTest.class)
class TestCurrencyNight {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void bothBillsAreInOneReportAndAClosedMonthKeepsItsRate() throws IOException {
    AlmanacConfig config = company();
    Files.writeString(folder.resolve("rates.csv"), "month,currency,rate\n2026-09,EUR,1.5\n");
    assertThatThrownBy(() -> night(config, "2026-11-19"))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT);
              assertThat(e.problems())
                  .hasSize(2)
                  .allMatch(text -> text.startsWith("Cannot convert EUR of 2026-1"))
                  .anyMatch(text -> text.endsWith("add a line 2026-10,EUR,<rate>."))
                  .anyMatch(text -> text.endsWith("add a line 2026-11,EUR,<rate>."));
            });
    assertThat(new MartStore(folder.resolve("marts")).published()).isEmpty();

    rates("2026-10,EUR,1.5", "2026-11,EUR,1.25");
    NightSummary first = night(config, "2026-11-19");

    assertThat(first.checksFailed()).isZero();
    assertThat(first.notes())
        .contains(
            "EUR is converted into USD at the rate of the billing month: 2026-10 1.5, 2026-11"
                + " 1.25.")
        .noneMatch(note -> note.startsWith("Not converted"));
    // 18 days of November at 10 dollars, and at 6 euros of 1.25 dollars.
    assertThat(first.total().monthToDate()).isEqualByComparingTo("315");
    assertThat(first.teams())
        .extracting(line -> line.name() + " " + plain(line.monthToDate()))
        .containsExactly("us 180", "eu 135");
    assertThat(detail(first)).isEqualByComparingTo("904");
    assertThat(sum(CostMarts.DAILY_COSTS, "effective_cost", "billing_currency = 'EUR'"))
        .isEqualByComparingTo("294");
    assertThat(sum(CostMarts.CHARGES, "EffectiveCost", "BillingCurrency = 'EUR'"))
        .isEqualByComparingTo("294");
    assertThat(months()).containsExactly("2026-10 1.5 279", "2026-11 1.25 135");
    assertThat(read(ForecastMarts.FORECASTS).select("billing_currency").distinct().collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("USD");
    assertThat(mean("team = 'eu'")).isBetween(7.0, 9.5);
    assertThat(mean("is_total")).isBetween(17.0, 19.5);
    Row budget = read(ForecastMarts.BUDGET_STATUS).first();
    assertThat(budget.<BigDecimal>getAs("actual_cost")).isEqualByComparingTo("135");
    assertThat(
            read(KpiMarts.ALLOCATION_KPIS)
                .where("kpi = 'share-tagged' and billing_month = '2026-11'")
                .collectAsList())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.<String>getAs("billing_currency")).isEqualTo("USD");
              assertThat(row.<BigDecimal>getAs("numerator")).isEqualByComparingTo("315");
              assertThat(row.<BigDecimal>getAs("denominator")).isEqualByComparingTo("315");
            });

    // Closed at 1.5: October needs no rate any more. November's moves without a new bill.
    new PeriodClosing(SparkTest::spark, CLOCK).close(config, YearMonth.of(2026, 10), "ann");
    rates("2026-11,EUR,2");
    NightSummary second = night(config, "2026-11-19");

    assertThat(second.checksFailed()).isZero();
    assertThat(months()).containsExactly("2026-10 1.5 279", "2026-11 2 216");
    assertThat(second.total().monthToDate()).isEqualByComparingTo("396");
    assertThat(second.notes())
        .contains(
            "EUR is converted into USD at the rate of the billing month: 2026-10 1.5, 2026-11 2.");
  }

  @Test
  void aMonthIsSharedOutAnewWhenItsRateChanges() throws IOException {
    company();
    Files.writeString(
        folder.resolve("in/bill.csv"),
        charge(LocalDate.of(2026, 10, 5), "209", "EUR", "platform"),
        StandardOpenOption.APPEND);
    Files.writeString(
        folder.resolve("splits.yaml"),
        """
        version: "1"
        splits:
          - { name: platform, share: { team: platform }, to: all, by: cost, currencies: all }
        """);
    Path settings = folder.resolve("almanac.yaml");
    Files.writeString(settings, "shared-costs: splits.yaml\n", StandardOpenOption.APPEND);
    AlmanacConfig config = ConfigLoader.load(settings);

    // 310 dollars of us beside 186 euros of eu: 10 to 9 at 1.5, 5 to 6 at 2.
    rates("2026-10,EUR,1.5", "2026-11,EUR,1.25");
    assertThat(night(config, "2026-11-19").checksFailed()).isZero();
    assertThat(borne()).containsExactly("eu 99", "us 110");
    rates("2026-10,EUR,2", "2026-11,EUR,1.25");
    assertThat(night(config, "2026-11-20").checksFailed()).isZero();
    assertThat(borne()).containsExactly("eu 114", "us 95");

    // Closed at 2, and its line may go: a late dollar is compared at that rate. 311 to 372 now.
    new PeriodClosing(SparkTest::spark, CLOCK).close(config, YearMonth.of(2026, 10), "ann");
    rates("2026-11,EUR,1.25");
    Files.writeString(
        folder.resolve("in/bill.csv"),
        charge(LocalDate.of(2026, 10, 6), "1", "USD", "us"),
        StandardOpenOption.APPEND);
    assertThat(night(config, "2026-11-21").checksFailed()).isZero();
    assertThat(borne()).containsExactly("eu 114", "us 95");
    assertThat(
            read(FindingMarts.RESTATEMENTS)
                .where("as_of_date = '2026-11-21' and team = 'eu' and not is_applied")
                .collectAsList())
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<BigDecimal>getAs("moved_cost").doubleValue())
                    .isCloseTo(209 * 372 / 683.0 - 114, within(1e-9)));
  }

  /** What teams bear of the platform, in euros. */
  private List<String> borne() {
    return read(CostMarts.ALLOCATED_COSTS)
        .where("split_path = 'platform by cost in all currencies'")
        .orderBy("team")
        .select("team", "effective_cost")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + " " + plain(row.getDecimal(1)))
        .toList();
  }

  private AlmanacConfig company() throws IOException {
    StringBuilder bill =
        new StringBuilder(
            "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,"
                + "ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,Tags\n");
    for (LocalDate day = LocalDate.of(2026, 10, 1);
        day.isBefore(LocalDate.of(2026, 11, 19));
        day = day.plusDays(1)) {
      bill.append(charge(day, "10", "USD", "us")).append(charge(day, "6", "EUR", "eu"));
    }
    Files.writeString(Files.createDirectories(folder.resolve("in")).resolve("bill.csv"), bill);
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        version: 1
        rules:
          - name: team
            when: { tags: { team: "*" } }
            owner: { team: "${tag:team}" }
        """);
    Files.writeString(
        folder.resolve("budgets.csv"),
        "scope_type,scope,period_type,period,amount,currency\nteam,eu,month,2026-11,200,USD\n");
    return ConfigLoader.load(
        Files.writeString(
            folder.resolve("almanac.yaml"),
            """
            company: Two currencies
            reporting-currency: USD
            exchange-rates: rates.csv
            sources:
              - { name: bill, format: focus, path: in, settling-days: 0 }
            allocation-rules: rules.yaml
            budgets: budgets.csv
            output: { marts: marts, reports: reports }
            """));
  }

  private static String charge(LocalDate day, String cost, String currency, String team) {
    YearMonth month = YearMonth.from(day);
    return String.join(
        ",",
        cost,
        cost,
        currency,
        month + "-01T00:00:00Z",
        month.plusMonths(1) + "-01T00:00:00Z",
        day + "T00:00:00Z",
        day.plusDays(1) + "T00:00:00Z",
        "Usage",
        "VM",
        "\"{\"\"team\"\":\"\"" + team + "\"\"}\"\n");
  }

  private void rates(String... lines) throws IOException {
    Files.writeString(
        folder.resolve("rates.csv"), "month,currency,rate\n" + String.join("\n", lines) + "\n");
  }

  private static NightSummary night(AlmanacConfig config, String asOf) {
    return new NightlyRun(SparkTest::spark, "test", CLOCK)
        .run(config, LocalDate.parse(asOf), Progress.silent());
  }

  /** What euros are in dollars by billing month, with the rate. */
  private List<String> months() {
    return read(CostMarts.ALLOCATED_COSTS)
        .where("billing_currency = 'EUR'")
        .groupBy("billing_period", "exchange_rate")
        .agg(org.apache.spark.sql.functions.sum("reporting_billed_cost"))
        .orderBy("billing_period")
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getString(0) + " " + plain(row.getDecimal(1)) + " " + plain(row.getDecimal(2)))
        .toList();
  }

  private double mean(String where) {
    return read(ForecastMarts.FORECASTS)
        .where(where)
        .selectExpr("avg(cast(mean_cost as double))")
        .first()
        .getDouble(0);
  }

  private BigDecimal sum(Mart mart, String column, String where) {
    return read(mart)
        .where(where)
        .agg(org.apache.spark.sql.functions.sum(column))
        .first()
        .getDecimal(0);
  }

  private Dataset<Row> read(Mart mart) {
    return new MartStore(folder.resolve("marts"))
        .published()
        .orElseThrow()
        .read(SparkTest.spark(), mart);
  }

  /** The effective costs of the workbook's details. */
  private static BigDecimal detail(NightSummary night) throws IOException {
    BigDecimal sum = BigDecimal.ZERO;
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(night.reports().get(0)))) {
      for (var row : book.getSheet("Detail")) {
        if (row.getCell(10) != null && row.getCell(10).toString().equals("USD")) {
          sum = sum.add(BigDecimal.valueOf(row.getCell(8).getNumericCellValue()));
        }
      }
    }
    return sum;
  }

  private static String plain(BigDecimal amount) {
    return amount == null ? "null" : amount.stripTrailingZeros().toPlainString();
  }
}
