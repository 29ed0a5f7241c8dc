package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.Progress;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import io.almanac.jobs.config.PlanSetting;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.ForecastMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.Marts;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.mart.ScenarioMarts;
import io.almanac.jobs.sample.SampleCompany;
import io.almanac.jobs.sample.SampleFormat;
import io.almanac.jobs.sample.SampleOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights, as a user runs them, in this JVM. */
@ExtendWith(SparkTest.class)
class TestNight {
  private static final Path FOCUS = Path.of("../../shared/data/cost/focus-1.0/focus_sample.csv");
  private static final Path AWS =
      Path.of("../../shared/data/cost/aws-legacy-cur/sample-anonymous-aws-export-dataset.csv");

  @TempDir static Path company;

  /** The company's marts after a night that nothing disturbed; read by all, changed by none. */
  private static Path usual;

  @TempDir Path folder;

  @BeforeAll
  static void writeCompany() {
    SampleCompany.write(new SampleOptions(company, 1500L, SampleFormat.NATIVE, true), line -> {});
    AlmanacConfig config = config(company.resolve("usual"));
    night(config, SampleCompany.AS_OF);
    usual = config.output().marts();
  }

  @Test
  void realExportsComeThroughToTheLastDecimal() throws IOException {
    assumeTrue(Files.exists(FOCUS) && Files.exists(AWS), "needs ../shared/data/cost");
    Path conf =
        Files.writeString(
            folder.resolve("almanac.yaml"),
            """
            company: Real exports
            reporting-currency: USD
            sources:
              - { name: focus, format: focus, path: %s, settling-days: 0 }
              - { name: aws, format: aws-cur, path: %s, settling-days: 0 }
            invoices: { path: invoices.csv, tolerance: 0 }
            output: { marts: marts, reports: reports }
            """
                .formatted(FOCUS.toAbsolutePath(), AWS.toAbsolutePath()));
    // One invoice with a cent of rounding, one that is a dollar above the bill, none for October.
    Files.writeString(
        folder.resolve("invoices.csv"),
        "invoice_id,source,billing_period,currency,kind,amount\n"
            + "A-1,aws,2023-11,USD,total,"
            + sumOf(AWS, "lineItem/UnblendedCost").add(new BigDecimal("0.01"))
            + "\nA-1,aws,2023-11,USD,rounding,0.01\nF-1,focus,2024-09,USD,total,"
            + sumOf(FOCUS, "BilledCost").add(BigDecimal.ONE)
            + "\n");
    NightSummary summary = night(ConfigLoader.load(conf), LocalDate.of(2024, 10, 15));

    assertThat(summary.checksFailed()).isZero();
    assertThat(summary.invoices().explained()).isEqualTo(1);
    assertThat(summary.invoices().missing()).isEqualTo(1);
    assertThat(summary.invoices().failures()).hasSize(1);
    assertThat(summary.invoices().failures().get(0)).startsWith("Invoice F-1 of focus");
    assertThat(
            published(folder.resolve("marts"))
                .read(SparkTest.spark(), CostMarts.RECONCILIATION)
                .where("check_name = 'invoice = charges'")
                .orderBy("status")
                .select("status", "allocated_cost", "unallocated_cost", "charged_cost")
                .collectAsList())
        .allMatch(row -> row.getDecimal(1).add(row.getDecimal(2)).compareTo(row.getDecimal(3)) == 0)
        .extracting(row -> row.getString(0))
        .containsExactly("EXPLAINED", "FAIL", "NO INVOICE");
    assertThat(billedInMarts(folder.resolve("marts"), "focus"))
        .isEqualByComparingTo(sumOf(FOCUS, "BilledCost"));
    assertThat(billedInMarts(folder.resolve("marts"), "aws"))
        .isEqualByComparingTo(sumOf(AWS, "lineItem/UnblendedCost"));
    assertThat(rowsInMarts(folder.resolve("marts"), "focus")).isEqualTo(recordsOf(FOCUS));
    assertThat(rowsInMarts(folder.resolve("marts"), "aws")).isEqualTo(recordsOf(AWS));
    assertThat(
            published(folder.resolve("marts"))
                .read(SparkTest.spark(), CostMarts.CHARGE_REJECTS)
                .where("reason is null or reason = ''")
                .count())
        .isZero();
  }

  @Test
  void neitherPartitionsNorASecondRunChangeARow() {
    Map<String, List<String>> two = rows(usual);
    assertThat(two.keySet()).hasSize(Marts.ALL.size());
    assertThat(two.get("charges")).hasSize(1500);
    assertThat(two.get("gpu_hours")).isNotEmpty();
    assertThat(two.get("run_costs")).isNotEmpty();
    Path seven = run("other", 7, "4k");
    assertSame(rows(seven), two);
    assertThat(takenOver("other")).isZero();
    assertThat(run("other", 1, "128m")).isEqualTo(seven);
    assertSame(rows(seven), two);
    assertThat(takenOver("other")).isPositive();
  }

  /** How many forecasts of the night are those of the night before. */
  private int takenOver(String name) {
    return Integer.parseInt(
        published(folder.resolve(name + "/marts"))
            .manifest()
            .facts()
            .get(Facts.FORECASTS_TAKEN_OVER));
  }

  @Test
  void oneMoreTeamChangesNobodyElsesNumbers() throws IOException {
    Path more = Files.createDirectories(folder.resolve("more"));
    StringBuilder rows = new StringBuilder(HEADER);
    for (LocalDate day = LocalDate.of(2026, 9, 1);
        day.isBefore(SampleCompany.AS_OF);
        day = day.plusDays(1)) {
      rows.append(newcomer(day));
    }
    Files.writeString(more.resolve("newcomers.csv"), rows);
    AlmanacConfig config = config("together");
    List<AlmanacConfig.Source> sources = new java.util.ArrayList<>(config.sources());
    sources.add(new AlmanacConfig.Source("more", "focus", more, 2));
    night(withSources(config, sources), SampleCompany.AS_OF);

    String others = "team is null or team <> 'newcomers'";
    for (Mart mart : List.of(CostMarts.DAILY_COSTS, ForecastMarts.FORECASTS)) {
      String where =
          mart.equals(ForecastMarts.FORECASTS) ? "level = 'team' and (" + others + ")" : others;
      assertThat(rows(folder.resolve("together/marts"), mart, where))
          .isEqualTo(rows(usual, mart, where));
    }
    assertThat(rows(folder.resolve("together/marts"), CostMarts.DAILY_COSTS, "team = 'newcomers'"))
        .hasSize(49);
  }

  @Test
  void aDatedPriceMovesTheTeamThatItIsForAndNobodyElse() throws IOException {
    AlmanacConfig plain = config("driven");
    Path drivers =
        Files.writeString(
            folder.resolve("drivers.csv"),
            "driver,date,value\nprice,2025-09-01,10\nprice,2026-12-01,11\n");
    PlanSetting plans =
        new PlanSetting(
            Optional.of(drivers),
            List.of(
                new PlanSetting.DriverEffectSetting(
                    "price", "rate", List.of("team:serving"), Optional.empty(), 0.5)),
            plain.plans().scenarios());
    night(with(plain, plain.sources(), plain.telemetry(), plans), SampleCompany.AS_OF);

    Path before = usual;
    Path after = plain.output().marts();
    String unmoved = "not is_total and (team is null or team <> 'serving')";
    assertThat(rows(after, ForecastMarts.FORECASTS, unmoved))
        .isNotEmpty()
        .isEqualTo(rows(before, ForecastMarts.FORECASTS, unmoved));
    assertThat(december(after) / december(before)).isCloseTo(1.05, within(1e-6));
    assertThat(
            rows(after, ForecastMarts.FORECAST_EXPLANATIONS, "name = 'price' and kind = 'driver'"))
        .hasSize(1)
        .allMatch(row -> row.contains("team:serving") && row.contains(",0.5,"));
    assertThat(rows(after, ScenarioMarts.SCENARIO_FORECASTS, "scenario = 'second-fleet'"))
        .isNotEmpty();
    assertThat(
            rows(
                after,
                CostMarts.RECONCILIATION,
                "check_name like 'team forecasts = total forecast in scenario %'"))
        .hasSize(2);
  }

  /** What the team is expected to cost in December. */
  private static double december(Path marts) {
    return published(marts)
        .read(SparkTest.spark(), ForecastMarts.FORECASTS)
        .where("team = 'serving' and target_date between '2026-12-01' and '2026-12-31'")
        .selectExpr("cast(sum(mean_cost) as double)")
        .first()
        .getDouble(0);
  }

  @Test
  void aFileOfNoKnownFormatStopsTheNightBeforeAnythingIsPublished() throws IOException {
    AlmanacConfig config = config("unknown");
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(
        in.resolve("bill.csv"), "Namespace,ControllerKind,CPUCost,TotalCost\na,b,1,1\n");
    AlmanacConfig broken =
        withSources(config, List.of(new AlmanacConfig.Source("own", "focus", in, 2)));
    assertThatThrownBy(() -> night(broken, SampleCompany.AS_OF))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessageContaining("bill.csv")
        .hasMessageContaining("OpenCost");
    assertThat(new MartStore(config.output().marts()).published()).isEmpty();
  }

  @Test
  void telemetryThatEndsEarlyIsNamedThoughSparkReadsItInATask() throws IOException {
    Path torn = Files.createDirectories(folder.resolve("torn"));
    Files.writeString(
        torn.resolve("gpu.json"),
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{");
    AlmanacConfig config = config("torn-telemetry");
    AlmanacConfig broken =
        with(
            config,
            config.sources(),
            List.of(new AlmanacConfig.InputSetting("dcgm", "prometheus", torn)),
            config.plans());
    assertThatThrownBy(() -> night(broken, SampleCompany.AS_OF))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessageContaining("Cannot read telemetry file")
        .hasMessageContaining("gpu.json");
    assertThat(new MartStore(config.output().marts()).published()).isEmpty();
  }

  @Test
  void aSecondNightWhileOneRunsSaysSo() {
    AlmanacConfig config = config("locked");
    try (Publication running = new MartStore(config.output().marts()).begin()) {
      assertThat(running.previous()).isEmpty();
      assertThatThrownBy(() -> night(config, SampleCompany.AS_OF))
          .isInstanceOf(AlmanacException.class)
          .hasMessageContaining("Cannot start a night: another one is writing");
    }
  }

  @Test
  void aNightWhoseChecksFailPublishesNothing() throws IOException {
    AlmanacConfig config = config("failing");
    copy(usual.getParent(), folder.resolve("failing"));
    PublishedMarts before = published(config.output().marts());
    Map<String, List<String>> rows = rows(config.output().marts());

    // A failing disk: a file of a finished mart is gone before the checks read it.
    Progress loses =
        line -> {
          if (line.startsWith(CostMarts.DAILY_COSTS.name() + " ")) {
            loseAFileOf(CostMarts.DAILY_COSTS, config.output().marts().resolve("versions"));
          }
        };
    assertThatThrownBy(() -> night(config, SampleCompany.AS_OF, loses))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CHECKS_FAILED))
        .hasMessageContaining("allocated_costs = daily_costs")
        .hasMessageContaining("Cannot publish marts whose totals do not hold");

    assertThat(published(config.output().marts())).isEqualTo(before);
    assertSame(rows(config.output().marts()), rows);
    assertThat(names(config.output().marts().resolve("versions")))
        .containsExactly(before.folder().getFileName().toString());
    assertThat(names(config.output().reports())).containsExactly(SampleCompany.AS_OF.toString());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one)), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Deletes a file from the version in the making, which is the newest. */
  private static void loseAFileOf(Mart mart, Path versions) {
    List<String> folders = names(versions);
    Path made = versions.resolve(folders.get(folders.size() - 1)).resolve(mart.name());
    try (Stream<Path> files = Files.walk(made)) {
      Files.delete(
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String HEADER =
      "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,"
          + "BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargeClass,"
          + "ChargeDescription,ChargePeriodStart,ChargePeriodEnd,InvoiceIssuerName,ProviderName,"
          + "PublisherName,ServiceCategory,ServiceName,PricingQuantity,PricingUnit,"
          + "ConsumedQuantity,ConsumedUnit,Tags\n";

  private static String newcomer(LocalDate day) {
    LocalDate month = day.withDayOfMonth(1);
    return "7,7,7,7,acc,Account,USD,"
        + month
        + "T00:00:00Z,"
        + month.plusMonths(1)
        + "T00:00:00Z,Usage,,text,"
        + day
        + "T00:00:00Z,"
        + day.plusDays(1)
        + "T00:00:00Z,Issuer,Provider,Publisher,Compute,VM,1,Hours,1,Hours,\"{\"\"team\"\":\"\"newcomers\"\"}\"\n";
  }

  private Path run(String name, int partitions, String splitSize) {
    SparkSession spark = SparkTest.spark();
    Map<String, String> settings =
        Map.of(
            "spark.sql.shuffle.partitions", Integer.toString(partitions),
            "spark.sql.files.maxPartitionBytes", splitSize,
            "spark.sql.adaptive.enabled", Boolean.toString(partitions == 2));
    Map<String, String> before = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          before.put(key, spark.conf().get(key));
          spark.conf().set(key, value);
        });
    try {
      AlmanacConfig config = config(name);
      night(config, SampleCompany.AS_OF);
      return config.output().marts();
    } finally {
      before.forEach((key, value) -> spark.conf().set(key, value));
    }
  }

  private AlmanacConfig config(String name) {
    return config(folder.resolve(name));
  }

  private static AlmanacConfig config(Path output) {
    return ConfigLoader.load(company.resolve("almanac.yaml"))
        .withOutput(new AlmanacConfig.Output(output.resolve("marts"), output.resolve("reports")));
  }

  private static AlmanacConfig withSources(
      AlmanacConfig config, List<AlmanacConfig.Source> sources) {
    return with(config, sources, config.telemetry(), config.plans());
  }

  private static AlmanacConfig with(
      AlmanacConfig config,
      List<AlmanacConfig.Source> sources,
      List<AlmanacConfig.InputSetting> telemetry,
      PlanSetting plans) {
    return new AlmanacConfig(
        config.company(),
        config.reportingCurrency(),
        config.fiscalYearStartMonth(),
        sources,
        config.runHistories(),
        telemetry,
        config.allocationRules(),
        config.budgets(),
        config.holidays(),
        config.gpuCatalogue(),
        config.forecast(),
        config.idle(),
        config.output(),
        config.schedule(),
        plans,
        config.finance());
  }

  private static NightSummary night(AlmanacConfig config, LocalDate asOf) {
    return night(config, asOf, Progress.silent());
  }

  private static NightSummary night(AlmanacConfig config, LocalDate asOf, Progress progress) {
    Clock clock = Clock.fixed(Instant.parse("2026-10-20T03:00:00Z"), ZoneOffset.UTC);
    return new NightlyRun(SparkTest::spark, "test", clock).run(config, asOf, progress);
  }

  private static void assertSame(
      Map<String, List<String>> actual, Map<String, List<String>> expected) {
    expected.forEach((mart, rows) -> assertThat(actual.get(mart)).as(mart).isEqualTo(rows));
  }

  private static Map<String, List<String>> rows(Path marts) {
    Map<String, List<String>> rows = new TreeMap<>();
    Marts.ALL.forEach(mart -> rows.put(mart.name(), rows(marts, mart, "true")));
    return rows;
  }

  private static List<String> rows(Path marts, Mart mart, String where) {
    return published(marts).read(SparkTest.spark(), mart).where(where).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private static PublishedMarts published(Path marts) {
    return new MartStore(marts).published().orElseThrow();
  }

  private static BigDecimal billedInMarts(Path marts, String source) {
    String where = "source = '" + source + "'";
    BigDecimal sum = BigDecimal.ZERO;
    for (Row row :
        published(marts)
            .read(SparkTest.spark(), CostMarts.CHARGES)
            .where(where)
            .select("BilledCost")
            .union(
                published(marts)
                    .read(SparkTest.spark(), CostMarts.CHARGE_REJECTS)
                    .where(where + " and billed_cost is not null")
                    .select("billed_cost"))
            .collectAsList()) {
      sum = sum.add(row.getDecimal(0));
    }
    return sum;
  }

  private static long rowsInMarts(Path marts, String source) {
    String where = "source = '" + source + "'";
    PublishedMarts all = published(marts);
    return all.read(SparkTest.spark(), CostMarts.CHARGES).where(where).count()
        + all.read(SparkTest.spark(), CostMarts.CHARGE_REJECTS).where(where).count();
  }

  /** The file's own sum, read without any of Almanac's code. */
  private static BigDecimal sumOf(Path file, String column) throws IOException {
    BigDecimal sum = BigDecimal.ZERO;
    try (CSVParser records = parse(file)) {
      for (CSVRecord record : records) {
        sum = sum.add(new BigDecimal(record.get(column)));
      }
    }
    return sum;
  }

  private static long recordsOf(Path file) throws IOException {
    try (CSVParser records = parse(file)) {
      return records.stream().count();
    }
  }

  private static CSVParser parse(Path file) throws IOException {
    return CSVFormat.DEFAULT
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(Files.newBufferedReader(file));
  }
}
