package io.almanac.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.Progress;
import io.almanac.jobs.cli.Engine.SampleFolder;
import io.almanac.jobs.cli.Engine.ShippedSample;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.AlmanacConfig.Output;
import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.pipeline.Night;
import io.almanac.jobs.pipeline.NightSummary;
import io.almanac.jobs.pipeline.NightSummary.Line;
import io.almanac.jobs.pipeline.PeriodClosing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestAlmanacCommand {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T23:30:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicReference<LocalDate> asOf = new AtomicReference<>();
  private Night night = (config, date, progress) -> summary(date, 0);
  private final List<String> asked = new ArrayList<>();
  private Path conf;

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.createDirectories(folder.resolve("exports"));
    Files.writeString(folder.resolve("exports/october.csv"), "BilledCost\n");
    conf =
        Files.writeString(
            folder.resolve("almanac.yaml"),
            """
            company: Example Company
            sources:
              - {name: focus, format: focus, path: exports}
            """);
  }

  @Test
  void runsTheNightOfTodayInUtcAndSumsItUp() {
    assertThat(run("nightly", "--conf", conf.toString())).isZero();

    assertThat(asOf).hasValue(LocalDate.of(2026, 11, 1));
    assertThat(out.toString()).contains("Night of 2026-11-01").contains("1,234.50");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void runsTheNightOfANamedDay() {
    assertThat(run("nightly", "--conf", conf.toString(), "--as-of", "2026-02-28")).isZero();

    assertThat(asOf).hasValue(LocalDate.of(2026, 2, 28));
  }

  @Test
  void runsANightAnewWhenAsked() {
    run("nightly", "--conf", conf.toString());
    assertThat(asked).isEmpty();

    assertThat(run("nightly", "--conf", conf.toString(), "--anew")).isZero();
    assertThat(asked).containsExactly("anew 2026-11-01");
  }

  @Test
  void tellsProgressInPlainLinesWithTheTime() {
    night =
        (config, date, progress) -> {
          progress.say("charges 12 rows 0.5 s");
          return summary(date, 0);
        };

    run("nightly", "--conf", conf.toString());

    assertThat(err.toString()).isEqualToNormalizingNewlines("23:30:00 charges 12 rows 0.5 s\n");
  }

  @Test
  void anInvoiceThatDoesNotTieOutHasAnExitCodeOfItsOwn() {
    night =
        (config, date, progress) ->
            summary(date, 0, new NightSummary.Invoices(0, 0, 0, List.of("Invoice A of aws")));

    assertThat(run("nightly", "--conf", conf.toString())).isEqualTo(5);
    assertThat(out.toString()).contains("FAIL Invoice A of aws");
  }

  @ParameterizedTest
  @EnumSource(value = ExitCode.class, names = "DONE", mode = EnumSource.Mode.EXCLUDE)
  void endsWithTheExitCodeOfTheFailure(ExitCode exitCode) {
    night =
        (config, date, progress) -> {
          throw new AlmanacException(exitCode, List.of("Cannot read a: 1.", "Cannot read b: 2."));
        };

    assertThat(run("nightly", "--conf", conf.toString())).isEqualTo(exitCode.status());
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "almanac: Cannot read a: 1.\nalmanac: Cannot read b: 2.\nalmanac: 2 problems in all\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void endsWithFourOnAnythingUnexpectedAndShowsNoStackTrace() {
    night =
        (config, date, progress) -> {
          throw new IllegalStateException("Job aborted\n\tat some.Where(Spark.scala:1)");
        };

    assertThat(run("nightly", "--conf", conf.toString())).isEqualTo(4);
    assertThat(err.toString())
        .contains("Cannot finish: IllegalStateException: Job aborted")
        .contains("--stack-trace")
        .doesNotContain("\tat ");
  }

  @Test
  void showsTheStackTraceWhenAskedTo() {
    night =
        (config, date, progress) -> {
          throw new IllegalStateException("Job aborted");
        };

    assertThat(run("nightly", "--conf", conf.toString(), "--stack-trace")).isEqualTo(4);
    assertThat(err.toString()).contains("\tat io.almanac.jobs.cli.TestAlmanacCommand");
  }

  @Test
  void endsWithThreeWhenASummaryHasFailedChecks() {
    night = (config, date, progress) -> summary(date, 1);

    assertThat(run("nightly", "--conf", conf.toString())).isEqualTo(3);
  }

  @Test
  void endsWithOneWhenOptionsOrConfigurationAreWrong() throws IOException {
    assertThat(run("nightli")).isEqualTo(1);
    assertThat(run("nightly", "--config", conf.toString())).isEqualTo(1);
    assertThat(run("nightly", "--as-of", "yesterday")).isEqualTo(1);
    assertThat(run("sample-data")).isEqualTo(1);
    assertThat(run("sample-data", "--out", folder.toString(), "--rows", "0")).isEqualTo(1);
    assertThat(run("sample-data", "--out", folder.toString(), "--format", "xml")).isEqualTo(1);
    assertThat(run("nightly", "--conf", folder.resolve("none.yaml").toString())).isEqualTo(1);
    Files.writeString(conf, "company: x\n");
    assertThat(run("nightly", "--conf", conf.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("Cannot read date: yesterday. Write it as in 2026-10-31.")
        .contains("Cannot write rows: 0. Give at least 1.")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nightly",
        "report",
        "close",
        "reopen",
        "backfill",
        "schedule",
        "demo",
        "sample-data",
        "doctor",
        "explain",
        "rules",
        "rules check",
        "config",
        "dictionary",
        "completion"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    assertThat(run((command + " --help").split(" "))).isZero();
    assertThat(out.toString()).contains("Usage: almanac " + command).contains("Example: almanac");
  }

  @Test
  void explainWantsOneThingToExplain() {
    assertThat(run("explain", "--conf", conf.toString())).isEqualTo(1);
    assertThat(run("explain", "--team", "vision")).isEqualTo(1);
    assertThat(run("explain", "--charge", "a/b/1", "--team", "vision")).isEqualTo(1);
    assertThat(run("explain", "--team", "vision", "--month", "October")).isEqualTo(1);
    assertThat(err.toString())
        .contains("Give --charge, or --team with --month.", "Cannot read month: October.");
  }

  @Test
  void checksRulesWithoutSparkWhenNothingIsPublished() throws IOException {
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        version: 1
        rules:
          - { name: all, when: { service: "*" }, owner: { team: a } }
          - { name: one, when: { service: "S3" }, owner: { team: b } }
        """);
    Files.writeString(
        folder.resolve("budgets.csv"),
        "scope_type,scope,period_type,period,amount,currency\nteam,a,month,2026-10,1,USD\n");
    assertThat(run("rules", "check", "--conf", conf.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("Cannot check allocation rules: none are configured.");
    Files.writeString(
        conf, Files.readString(conf) + "allocation-rules: rules.yaml\nbudgets: budgets.csv\n");
    assertThat(run("rules", "check", "--conf", conf.toString())).isZero();
    assertThat(out.toString())
        .contains(
            "unreachable rule  Cannot reach allocation rule: one. Rule all comes first",
            "No budget line is for team b.",
            "2 rules, 2 found; published charges were not looked at.");
    assertThat(run("rules", "check", "--conf", conf.toString(), "--strict")).isEqualTo(3);
    assertThat(run("rules", "check", "--conf", conf.toString(), "--csv")).isZero();
    assertThat(out.toString()).contains("kind,rules,found,advice", "unreachable rule,one; all,");
    assertThat(run("doctor", "--conf", conf.toString())).isZero();
    assertThat(out.toString())
        .contains("WARN  allocation rules  Cannot reach allocation rule: one");
  }

  @Test
  void showsItsHelpWithoutACommand() {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("Exit codes: 0 done").contains("doctor");
  }

  @Test
  void showsReleaseAndJava() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("almanac ").contains(", Java ");
  }

  @Test
  void writesReportsAnewAndNamesThem() {
    assertThat(run("report", "--conf", conf.toString())).isZero();
    assertThat(out.toString()).contains("showback.xlsx");
  }

  @Test
  void closesReopensAndBackfillsWhatItIsToldTo() {
    String file = conf.toString();
    assertThat(run("close", "--conf", file, "--period", "2026-10", "--by", "ann")).isZero();
    assertThat(run("reopen", "--conf", file, "--period", "2026-10", "--reason", "credit note"))
        .isZero();
    assertThat(run("backfill", "--conf", file, "--from", "2026-01", "--to", "2026-06")).isZero();

    assertThat(asked)
        .containsExactly(
            "close 2026-10 by ann",
            "reopen 2026-10 for credit note",
            "backfill 2026-01 to 2026-06 as of 2026-11-01");
    assertThat(out.toString())
        .contains("Billing period 2026-10 is closed: figures as of 2026-11-05, by ann")
        .containsPattern("aws +3 +12.5 USD +10 USD")
        .contains("Billing period 2026-10 is reopened by ann: credit note");
  }

  @Test
  void refusesMonthsThatAreNone() {
    String file = conf.toString();
    assertThat(run("close", "--conf", file, "--period", "october")).isEqualTo(1);
    assertThat(run("close", "--conf", file)).isEqualTo(1);
    assertThat(run("reopen", "--conf", file, "--period", "2026-10")).isEqualTo(1);
    assertThat(run("backfill", "--conf", file, "--from", "2026-06", "--to", "2026-01"))
        .isEqualTo(1);
    assertThat(asked).isEmpty();
    assertThat(err.toString())
        .contains("Cannot read month: october. Write it as in 2026-10.")
        .contains("Cannot backfill from 2026-06 to 2026-01. Give the earlier month first.");
  }

  /** Writes down what it is asked to do. */
  private record RecordedPeriods(List<String> asked) implements Engine.Periods {
    @Override
    public PeriodClosing.Closed close(AlmanacConfig config, YearMonth period, String by) {
      asked.add("close " + period + " by " + by);
      return new PeriodClosing.Closed(event(period, by, null), true, List.of());
    }

    @Override
    public PeriodEvent reopen(AlmanacConfig config, YearMonth period, String reason, String by) {
      asked.add("reopen " + period + " for " + reason);
      return event(period, "ann", reason);
    }

    @Override
    public NightSummary backfill(
        AlmanacConfig config, LocalDate asOf, YearMonth from, YearMonth to, Progress progress) {
      asked.add("backfill " + from + " to " + to + " as of " + asOf);
      return new NightSummary(
          asOf,
          null,
          config.output().marts(),
          List.of(),
          "USD",
          new Line("total", BigDecimal.ONE, null, null),
          List.of(),
          List.of(),
          1,
          0,
          List.of(),
          NightSummary.Invoices.NONE);
    }

    private static PeriodEvent event(YearMonth period, String by, String reason) {
      return new PeriodEvent(
          period.toString(),
          reason == null ? PeriodEvent.Kind.CLOSE : PeriodEvent.Kind.REOPEN,
          "2026-11-05",
          "run",
          "2026-11-06T08:00:00Z",
          by,
          reason,
          "rules",
          List.of(
              new ControlTotal(
                  "aws", "2026-10", "", "USD", 3, new BigDecimal("12.50"), BigDecimal.TEN)),
          Map.of(),
          Map.of());
    }
  }

  @Test
  void demoRunsANightOnTheShippedCompanyAndWritesWhereItIsTold() {
    AtomicReference<AlmanacConfig> used = new AtomicReference<>();
    night =
        (config, date, progress) -> {
          used.set(config);
          return summary(date, 0);
        };
    Path demo = folder.resolve("demo");

    assertThat(run("demo", "--out", demo.toString())).isZero();

    assertThat(asOf).hasValue(LocalDate.of(2026, 10, 20));
    assertThat(used.get().company()).isEqualTo("Example Company");
    assertThat(used.get().output())
        .isEqualTo(new Output(demo.resolve("marts"), demo.resolve("reports")));
  }

  @Test
  void sampleDataSaysHowToRunANightOnIt() {
    assertThat(run("sample-data", "--out", folder.toString(), "--rows", "10")).isZero();
    assertThat(out.toString())
        .contains("10 charges")
        .contains("Run: almanac nightly --conf " + conf + " --as-of 2026-10-31");
  }

  @Test
  void doctorPassesWhenANightCanRun() {
    assertThat(run("doctor", "--conf", conf.toString())).isZero();
    assertThat(out.toString()).containsPattern("PASS +source focus +1 file").doesNotContain("FAIL");
  }

  @Test
  void doctorFailsWhenANightWouldFailAndSaysWhatToDo() throws IOException {
    Files.delete(folder.resolve("exports/october.csv"));

    assertThat(run("doctor", "--conf", conf.toString())).isEqualTo(2);
    assertThat(out.toString())
        .containsPattern("FAIL +source focus")
        .contains("Cannot find cost export files: " + folder.resolve("exports") + ". Put .csv");

    assertThat(run("doctor", "--conf", folder.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("FAIL +configuration")
        .contains("There is no such file");
  }

  @Test
  void doctorReadsTheFilesThatANightReads() throws IOException {
    Files.writeString(
        conf,
        Files.readString(conf)
            + "shared-costs: splits.yaml\nbudgets: budgets.csv\ngpu-catalogue: gpus.csv\n");
    Files.writeString(folder.resolve("splits.yaml"), "version: v\nsplits: 3\n");
    Files.writeString(folder.resolve("budgets.csv"), "team\n");
    Files.writeString(folder.resolve("gpus.csv"), "instance_type\n");

    assertThat(run("doctor", "--conf", conf.toString())).isEqualTo(2);
    assertThat(out.toString())
        .containsPattern("FAIL +shared costs .*splits: 3. Write a list of splits")
        .containsPattern("FAIL +budgets ")
        .containsPattern("FAIL +GPU catalogue .*Add the columns");
  }

  @Test
  void doctorReadsExchangeRates() throws IOException {
    Path rates = folder.resolve("rates.csv");
    Files.writeString(conf, Files.readString(conf) + "exchange-rates: rates.csv\n");
    Files.writeString(rates, "month,currency,rate\n2026-10,EUR,1.08\n2026-11,EUR,1.1\n");
    assertThat(run("doctor", "--conf", conf.toString())).isZero();
    assertThat(out.toString())
        .containsPattern("PASS +exchange rates +.*rates.csv: EUR 2026-10 to 2026-11");

    Files.writeString(rates, "month,currency,rate\n2026-10,EUR,0\n2026-1,EUR,1\n");
    assertThat(run("doctor", "--conf", conf.toString())).isEqualTo(2);
    assertThat(out.toString())
        .containsPattern("FAIL +exchange rates .*line 2, rate: 0")
        .containsPattern("FAIL +exchange rates .*line 3, month: 2026-1");
  }

  @Test
  void printsEffectiveSettingsWithDefaultsMarked() {
    assertThat(run("config", "--print", "--conf", conf.toString())).isZero();
    assertThat(out.toString())
        .containsPattern("company +Example Company\\R")
        .containsPattern("reporting-currency +USD +# default\\R");
  }

  @Test
  void printsTheDictionary() {
    assertThat(run("dictionary")).isZero();
    assertThat(out.toString()).contains("## daily_costs").contains("| `effective_cost` | ");
    assertThat(run("dictionary", "--format", "csv")).isZero();
    assertThat(out.toString()).contains("mart,column,type,unit,key,partition,meaning\n");
  }

  @Test
  void writesACompletionScript() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("complete -F").contains("sample-data");
  }

  private int run(String... arguments) {
    Engine engine =
        new Engine(
            (config, date, progress) -> {
              asOf.set(date);
              return night.run(config, date, progress);
            },
            (config, date, progress) -> {
              asked.add("anew " + date);
              return night.run(config, date, progress);
            },
            (config, progress) -> List.of(config.output().reports().resolve("showback.xlsx")),
            (out, rows, format, progress) ->
                new SampleFolder(conf, LocalDate.of(2026, 10, 31), rows.orElse(1000)),
            () -> new ShippedSample(conf, LocalDate.of(2026, 10, 20)),
            config -> Optional.empty(),
            SourceChecks::all,
            () -> Check.pass("native library", "OpenBLAS"),
            new SparkExplainer(
                () -> {
                  throw new IllegalStateException("no Spark here");
                }),
            new RecordedPeriods(asked));
    return AlmanacCommand.create(
            engine, CLOCK, name -> null, new PrintWriter(out), new PrintWriter(err))
        .execute(arguments);
  }

  private NightSummary summary(LocalDate date, int checksFailed) {
    return summary(date, checksFailed, NightSummary.Invoices.NONE);
  }

  private NightSummary summary(LocalDate date, int checksFailed, NightSummary.Invoices invoices) {
    return new NightSummary(
        date,
        date.minusDays(2),
        folder.resolve("marts"),
        List.of(folder.resolve("showback.xlsx")),
        "USD",
        new Line("total", new BigDecimal("1234.5"), new BigDecimal("2000"), null),
        List.of(),
        List.of(),
        7,
        checksFailed,
        List.of(),
        invoices);
  }
}
