package io.almanac.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small company's report, as a night in October would give it, and an empty one. */
final class SampleReport {

  static final YearMonth PERIOD = YearMonth.of(2026, 10);
  static final LocalDate AS_OF = LocalDate.of(2026, 10, 21);
  static final LocalDate SETTLED = LocalDate.of(2026, 10, 18);

  private static final String[] TEAMS = {
    "ml-platform",
    "search-ranking",
    "fraud-detection",
    "vision-research",
    "recommendations",
    "data-engineering",
    "llm-apps",
    null
  };
  private static final double[] MONTHLY = {
    61_240.12, 48_377.55, 32_918.07, 95_441.9, 27_003.31, 41_820.4, 73_655.66, 12_090.87
  };
  private static final String[] SERVICES = {
    "Amazon SageMaker", "Amazon EC2", "Amazon S3", "Vertex AI", "Azure OpenAI"
  };
  private static final String[] CATEGORIES = {
    "AI and Machine Learning",
    "Compute",
    "Storage",
    "AI and Machine Learning",
    "AI and Machine Learning"
  };

  private SampleReport() {}

  static Cover cover(List<String> notes) {
    return new Cover(
        "Northwind Robotics",
        PERIOD,
        AS_OF,
        "USD",
        "Effective cost (amortised, after discounts), by charge date in UTC",
        SETTLED,
        "2026-10-21-n1",
        "0.1.0",
        "rules 7, sha256 1f0c9a",
        Cover.Status.DRAFT,
        Month.FEBRUARY,
        notes);
  }

  static CostReport full() {
    List<TeamLine> teams = teams();
    BigDecimal actual = sum(teams.stream().map(TeamLine::actualToDate));
    BigDecimal end = sum(teams.stream().map(TeamLine::monthEnd));
    BigDecimal prior = sum(teams.stream().map(TeamLine::priorMonth));
    BigDecimal ytd = sum(teams.stream().map(TeamLine::yearToDate));
    BigDecimal year = sum(teams.stream().map(line -> line.fullYear().mean()));
    Summary summary =
        new Summary(
            actual,
            band(end, "0.04"),
            sum(teams.stream().filter(line -> line.team() != null).map(TeamLine::budget)),
            prior,
            ytd,
            band(year, "0.06"),
            sum(teams.stream().filter(line -> line.team() != null).map(TeamLine::fullYearBudget)),
            List.of(
                new Driver("vision-research", money(101_902.3), money(83_511.2)),
                new Driver("llm-apps", money(78_401.1), money(66_120.9)),
                new Driver("search-ranking", money(44_870.5), money(52_004.8)),
                new Driver(null, money(12_869.4), money(9_014.3)),
                new Driver("fraud-detection", money(33_100.0), money(35_002.4))),
            chart());
    return new CostReport(
        cover(List.of("Other currencies present, not converted: EUR 1,234.00.")),
        summary,
        teams,
        forecasts(end),
        List.of(
            new AccuracyLine("total", "1-7 days", 0.71, 0.031, -0.008, 0.82, 0.96, 52),
            new AccuracyLine("total", "8-31 days", 0.84, 0.052, 0.012, 0.79, 0.94, 52),
            new AccuracyLine("llm-apps", "8-31 days", 1.12, 0.182, 0.061, 0.74, null, 18)),
        idle(),
        reconciliation(true),
        new Details(SampleReport::details, Details.MOST_ROWS, "mart daily_costs"),
        dictionary(),
        List.of(),
        AllocationFigures.NONE,
        List.of());
  }

  static CostReport empty() {
    return new CostReport(
        cover(List.of()),
        new Summary(BigDecimal.ZERO, null, null, null, null, null, null, List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Details.none("mart daily_costs"),
        List.of(),
        List.of(),
        AllocationFigures.NONE,
        List.of());
  }

  /** The report of a night on which days up to another one were settled. */
  static CostReport settled(CostReport report, LocalDate day) {
    Cover cover = report.cover();
    return new CostReport(
        new Cover(
            cover.entity(),
            cover.period(),
            cover.asOf(),
            cover.currency(),
            cover.costBasis(),
            day,
            cover.runId(),
            cover.productVersion(),
            cover.rulesVersion(),
            cover.status(),
            cover.fiscalYearStart(),
            cover.notes()),
        report.summary(),
        report.teams(),
        report.forecasts(),
        report.accuracy(),
        report.idleGpus(),
        report.reconciliation(),
        report.details(),
        report.dictionary(),
        report.scenarios(),
        report.allocation(),
        report.changes());
  }

  static CostReport with(CostReport report, List<TeamLine> teams, Details details) {
    List<BigDecimal> known =
        teams.stream().map(TeamLine::actualToDate).filter(Objects::nonNull).toList();
    BigDecimal actual = known.isEmpty() ? null : sum(known.stream());
    Summary old = report.summary();
    return new CostReport(
        report.cover(),
        new Summary(
            actual,
            old.monthEnd(),
            old.budget(),
            old.priorMonth(),
            old.yearToDate(),
            old.fullYear(),
            old.fullYearBudget(),
            old.drivers(),
            old.chart()),
        teams,
        report.forecasts(),
        report.accuracy(),
        report.idleGpus(),
        report.reconciliation(),
        details,
        report.dictionary(),
        List.of(),
        AllocationFigures.NONE,
        List.of());
  }

  /** Three rows for each team and service: two old months and the reported one. */
  static Stream<DetailLine> details() {
    return IntStream.range(0, TEAMS.length).boxed().flatMap(SampleReport::detailsOf);
  }

  private static Stream<DetailLine> detailsOf(int team) {
    List<DetailLine> lines = new ArrayList<>();
    for (int back = 2; back >= 0; back--) {
      BigDecimal cost = back == 0 ? money(MONTHLY[team]) : money(MONTHLY[team] * 1.4 - back * 900);
      BigDecimal part = cost.divide(new BigDecimal(SERVICES.length), 7, RoundingMode.DOWN);
      BigDecimal left = cost;
      for (int service = 0; service < SERVICES.length; service++) {
        BigDecimal share = service == SERVICES.length - 1 ? left : part;
        left = left.subtract(share);
        lines.add(
            new DetailLine(
                PERIOD.minusMonths(back),
                TEAMS[team],
                TEAMS[team] == null ? null : "project-" + (team % 3),
                team % 2 == 0 ? "prod" : "dev",
                TEAMS[team] == null ? null : "CC-" + (1000 + team * 10),
                CATEGORIES[service],
                SERVICES[service],
                service < 2,
                share,
                share,
                "USD"));
      }
    }
    return lines.stream();
  }

  static List<TeamLine> teams() {
    List<TeamLine> lines = new ArrayList<>();
    for (int i = 0; i < TEAMS.length; i++) {
      BigDecimal actual = money(MONTHLY[i]);
      BigDecimal end = money(MONTHLY[i] * 31 / 21 * (i % 2 == 0 ? 0.66 : 0.72));
      boolean budgeted = TEAMS[i] != null;
      BigDecimal year = money(MONTHLY[i] * 11.6);
      lines.add(
          new TeamLine(
              TEAMS[i],
              actual,
              end,
              budgeted ? money(Math.round(MONTHLY[i] / 1000) * 990.0) : null,
              money(MONTHLY[i] * 0.94),
              money(MONTHLY[i] * 7.9),
              budgeted ? money(Math.round(MONTHLY[i] / 1000) * 8000.0) : null,
              band(year, "0.08"),
              budgeted ? money(Math.round(MONTHLY[i] / 1000) * 12_000.0) : null));
    }
    return lines;
  }

  private static List<ForecastLine> forecasts(BigDecimal end) {
    List<ForecastLine> lines = new ArrayList<>();
    for (int ahead = 0; ahead < 4; ahead++) {
      BigDecimal mean = end.add(money(ahead * 7_300));
      lines.add(forecast("total", ahead, mean));
    }
    for (String team : TEAMS) {
      for (int ahead = 0; ahead < 4; ahead++) {
        BigDecimal mean = end.divide(money(8), 2, RoundingMode.HALF_EVEN).add(money(ahead * 912.5));
        lines.add(forecast(TeamLine.label(team), ahead, mean));
      }
    }
    return lines;
  }

  private static ForecastLine forecast(String series, int ahead, BigDecimal mean) {
    BigDecimal wide = mean.multiply(new BigDecimal("0.09"));
    return new ForecastLine(
        series,
        PERIOD.plusMonths(ahead),
        band(mean, "0.05"),
        mean.subtract(wide),
        mean.add(wide),
        "damped trend, weekly season",
        SETTLED);
  }

  private static List<IdleGpuLine> idle() {
    List<IdleGpuLine> lines = new ArrayList<>();
    String[] models = {"NVIDIA H100 80GB HBM3", "NVIDIA A100-SXM4-80GB", "NVIDIA L4"};
    for (int i = 0; i < 9; i++) {
      boolean priced = i < 7;
      lines.add(
          new IdleGpuLine(
              i + 1,
              "gpu-node-" + (i / 4),
              "GPU-5b6c1f0a-77d0-4d2e-9c1e-00000000000" + i,
              models[i % 3],
              i % 4 == 3 ? null : TEAMS[i % 4],
              money(310 - i * 22.5),
              money(40 + i),
              money(i * 1.5),
              8_640 - i * 31L,
              LocalDate.of(2026, 10, 5),
              SETTLED,
              priced ? money(4.1 - i * 0.3) : null,
              priced
                  ? (i % 2 == 0 ? IdleGpuLine.PriceSource.BILL : IdleGpuLine.PriceSource.CATALOGUE)
                  : IdleGpuLine.PriceSource.UNKNOWN,
              priced ? money((310 - i * 22.5) * (4.1 - i * 0.3)) : null,
              "Shut the notebook server down outside working hours, or move it to a shared GPU.",
              priced ? null : "no price on the bill and none in the rate card"));
    }
    return lines;
  }

  static List<ReconciliationLine> reconciliation(boolean pass) {
    return List.of(
        check("ingested = charges + rejects", "aws-cur", "2026-10", true),
        check("ingested = charges + rejects", "gcp-billing", "2026-10", true),
        check("charges = allocated + unallocated", "all", "2026-10", true),
        check("invoiced = ingested", "aws-cur", "2026-09", pass));
  }

  private static ReconciliationLine check(String name, String source, String period, boolean pass) {
    BigDecimal left = new BigDecimal("392547.880000000000000001");
    return new ReconciliationLine(
        name,
        source,
        period,
        "all",
        "USD",
        "ingested",
        left,
        "charges + rejects",
        pass ? left : left.add(money(12.5)),
        name.startsWith("inv") ? left : null,
        left,
        money(0.25),
        left.subtract(money(12_090.87)),
        money(12_090.87),
        182_334L,
        182_330L,
        4L,
        pass ? "PASS" : "FAIL",
        pass ? "equal to the last decimal" : "the invoice names 12.50 that no row explains",
        null);
  }

  private static List<DictionaryLine> dictionary() {
    return List.of(
        new DictionaryLine("daily_costs", "charge_date", "date", null, "Day of use, in UTC."),
        new DictionaryLine(
            "daily_costs",
            "effective_cost",
            "decimal(38,18)",
            "currency",
            "Amortised cost after all discounts."),
        new DictionaryLine(
            "gpu_idle",
            "idle_gpu_hours",
            "decimal(38,18)",
            "GPU hours",
            "Hours held and not used; hours without samples are unknown, not idle."));
  }

  private static List<ChartPoint> chart() {
    List<ChartPoint> points = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      double trend = 262_000 + i * 9_400 + (i % 3 - 1) * 8_200;
      points.add(new ChartPoint(PERIOD.minusMonths(13L - i).atDay(1), money(trend), null));
    }
    for (int i = 0; i < 6; i++) {
      BigDecimal mean = money(392_000 + i * 8_100);
      BigDecimal half = money(11_000 + i * 6_500);
      points.add(
          new ChartPoint(
              PERIOD.plusMonths(i).atDay(1),
              null,
              new Estimate(mean, mean.subtract(half), mean.add(half))));
    }
    return points;
  }

  static Estimate band(BigDecimal mean, String share) {
    BigDecimal half = mean.multiply(new BigDecimal(share)).setScale(2, RoundingMode.HALF_EVEN);
    return new Estimate(mean, mean.subtract(half), mean.add(half));
  }

  static BigDecimal money(double amount) {
    return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN);
  }

  static BigDecimal sum(Stream<BigDecimal> amounts) {
    return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
