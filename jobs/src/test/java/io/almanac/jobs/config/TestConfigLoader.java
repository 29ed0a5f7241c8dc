package io.almanac.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.almanac.forecasting.ReconciliationMethod;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig.ForecastSetting;
import io.almanac.jobs.config.AlmanacConfig.IdleSetting;
import io.almanac.jobs.config.AlmanacConfig.InputSetting;
import io.almanac.jobs.config.AlmanacConfig.Misfire;
import io.almanac.jobs.config.AlmanacConfig.Output;
import io.almanac.jobs.config.AlmanacConfig.ScheduleSetting;
import io.almanac.jobs.config.AlmanacConfig.Source;
import io.almanac.jobs.config.PlanSetting.DriverEffectSetting;
import io.almanac.jobs.config.Setting.Origin;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestConfigLoader {
  private static final String LEAST =
      """
      company: Example Company
      sources:
        - name: aws
          format: aws-cur
          path: exports/aws
      """;

  private static final String EVERYTHING =
      """
      company: Northern Lights
      reporting-currency: EUR
      time-zone: UTC
      fiscal-year-start-month: 4
      sources:
        - name: aws
          format: aws-cur
          path: exports/aws
          settling-days: 3
        - name: azure-focus
          format: focus
          path: /exports/azure/*.csv.gz
          settling-days: 0
          settled-after-days: 5
          period-status: said/periods.csv
      run-histories:
        - name: mlflow
          format: mlflow-export
          path: runs
      telemetry:
        - name: dcgm
          format: prometheus
          path: gpus
      allocation-rules: rules.yaml
      budgets: budgets.csv
      holidays: holidays.csv
      holiday-countries: [DE-BY, US]
      team-holidays:
        - { team: research, countries: [US-CA] }
      gpu-catalogue: gpus.csv
      drivers: drivers.csv
      driver-effects:
        - driver: requests
          kind: volume
          series: ["team:api"]
          elasticity: 0.8
        - driver: h100-price
          kind: rate
          series: ["team:api", "project:atlas"]
          share: 0.6
      scenarios: scenarios.yaml
      shared-costs: shared-costs.yaml
      invoices:
        path: invoices
        tolerance: 0.05
      kubernetes:
        - name: prod
          path: opencost
          charges: { tags: { cluster: [prod, 007], team: { exists: false } } }
          cluster-id: cluster-one
          currency: EUR
          time-zone: Europe/Berlin
          idle: spread
          costs: [cpu, gpu]
      exchange-rates: rates.csv
      forecast:
        horizon-days: 120
        levels: [0.50, 0.90]
        series: [team, service-category]
        reconciliation: shrink
        global-model: true
        scheduled-charges: [tax, credit]
      idle:
        idle-below: 0.02
        underused-below: 0.3
        minimum-coverage: 0.8
        window-days: 7
      output:
        marts: out/marts
        reports: out/reports
      schedule:
        cron: 0 30 4 * * ?
        misfire: skip
      """;

  @TempDir private Path folder;

  @Test
  void defaults() throws IOException {
    AlmanacConfig config = read(LEAST).config();

    assertThat(config)
        .isEqualTo(
            new AlmanacConfig(
                "Example Company",
                "USD",
                1,
                List.of(new Source("aws", "aws-cur", folder.resolve("exports/aws"), 2)),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                HolidaySetting.NONE,
                Optional.empty(),
                new ForecastSetting(
                    Optional.empty(),
                    List.of(0.8, 0.95),
                    List.of(ForecastDimension.TEAM),
                    ReconciliationMethod.BOTTOM_UP,
                    false,
                    List.of()),
                new IdleSetting(0.01, 0.25, 0.9, 14),
                new Output(folder.resolve("marts"), folder.resolve("reports")),
                new ScheduleSetting("0 0 3 * * ?", Misfire.RUN_ONCE),
                PlanSetting.NONE,
                FinanceSetting.NONE));
  }

  @Test
  void explicitMappings() throws IOException {
    AlmanacConfig config = read(EVERYTHING).config();

    assertThat(config)
        .isEqualTo(
            new AlmanacConfig(
                "Northern Lights",
                "EUR",
                4,
                List.of(
                    new Source("aws", "aws-cur", folder.resolve("exports/aws"), 3),
                    new Source(
                        "azure-focus",
                        "focus",
                        Path.of("/exports/azure/*.csv.gz"),
                        0,
                        Optional.empty(),
                        new SourceOptions(
                            Overlap.REFUSE,
                            SplitLineItems.NODES,
                            Optional.empty(),
                            new PeriodSetting(
                                5, Optional.of(folder.resolve("said/periods.csv")))))),
                List.of(new InputSetting("mlflow", "mlflow-export", folder.resolve("runs"))),
                List.of(new InputSetting("dcgm", "prometheus", folder.resolve("gpus"))),
                Optional.of(folder.resolve("rules.yaml")),
                Optional.of(folder.resolve("budgets.csv")),
                new HolidaySetting(
                    Optional.of(folder.resolve("holidays.csv")),
                    List.of("DE-BY", "US"),
                    Map.of("research", List.of("US-CA"))),
                Optional.of(folder.resolve("gpus.csv")),
                new ForecastSetting(
                    Optional.of(120),
                    List.of(0.5, 0.9),
                    List.of(ForecastDimension.TEAM, ForecastDimension.SERVICE_CATEGORY),
                    ReconciliationMethod.SHRINK,
                    true,
                    List.of("tax", "credit")),
                new IdleSetting(0.02, 0.3, 0.8, 7),
                new Output(folder.resolve("out/marts"), folder.resolve("out/reports")),
                new ScheduleSetting("0 30 4 * * ?", Misfire.SKIP),
                new PlanSetting(
                    Optional.of(folder.resolve("drivers.csv")),
                    List.of(
                        new DriverEffectSetting(
                            "requests", "volume", List.of("team:api"), Optional.of(0.8), 1),
                        new DriverEffectSetting(
                            "h100-price",
                            "rate",
                            List.of("team:api", "project:atlas"),
                            Optional.empty(),
                            0.6)),
                    Optional.of(folder.resolve("scenarios.yaml"))),
                new FinanceSetting(
                    Optional.of(folder.resolve("shared-costs.yaml")),
                    Optional.of(
                        new InvoiceSetting(folder.resolve("invoices"), new BigDecimal("0.05"))),
                    List.of(
                        new KubernetesSetting(
                            "prod",
                            folder.resolve("opencost"),
                            "{\"tags\":{\"cluster\":[\"prod\",\"007\"],\"team\":{\"exists\":false}}}",
                            Optional.of("cluster-one"),
                            "EUR",
                            ZoneId.of("Europe/Berlin"),
                            true,
                            List.of("cpu", "gpu"))),
                    Optional.of(folder.resolve("rates.csv")))));
  }

  @Test
  void everyKeyIsInTheManual() throws IOException {
    String manual = Files.readString(Path.of("../docs/configuration.md"));

    for (Setting setting : read(EVERYTHING).settings()) {
      String key = setting.key().replaceAll("\\[\\d+\\]", "[]");
      assertThat(manual).contains("| `" + key + "` |");
    }
  }

  @Test
  void tellsWhatIsWrongWithInvoices() throws IOException {
    assertThat(problems(LEAST + "invoices: { tolerance: -1, tolerances: 1 }\n"))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("Cannot find setting: invoices.path"))
        .anyMatch(problem -> problem.contains("invoices.tolerance: -1"))
        .anyMatch(problem -> problem.contains("Did you mean tolerance?"));
  }

  @Test
  void tellsWhatIsWrongWithClusters() throws IOException {
    assertThat(
            problems(
                LEAST
                    + """
                    kubernetes:
                      - name: prod
                        path: in
                        charges: { tags: { a: 1, a: 2 } }
                        idel: spread
                        costs: [cpu, disks]
                      - name: prod
                        path: in
                        time-zone: Berlin
                        currency: euro
                    """))
        .hasSize(7)
        .anyMatch(problem -> problem.contains("Did you mean idle?"))
        .anyMatch(problem -> problem.contains("kubernetes[0].charges"))
        .anyMatch(problem -> problem.contains("kubernetes[0].costs"))
        .anyMatch(problem -> problem.contains("different from the other names under kubernetes"))
        .anyMatch(problem -> problem.contains("Cannot find setting: kubernetes[1].charges"))
        .anyMatch(problem -> problem.contains("kubernetes[1].time-zone: Berlin"))
        .anyMatch(problem -> problem.contains("kubernetes[1].currency: euro"));
  }

  @Test
  void tellsWhatIsWrongWithTheEffectsOfDrivers() throws IOException {
    List<String> problems =
        problems(
            LEAST
                + """
                driver-effects:
                  - driver: requests
                    kind: volum
                    series: ["team:api", "team:api"]
                  - kind: rate
                    series: [total]
                    elasticity: 1
                  - driver: price
                    kind: volume
                    series: ["team:api"]
                    share: 0.5
                    elasticity: much
                """);
    assertThat(String.join("\n", problems))
        .contains("driver-effects[0].kind: volum (almanac.yaml:8)")
        .contains("Did you mean volume?")
        .contains("driver-effects[0].series (almanac.yaml:9)")
        .contains("Cannot find setting: driver-effects[1].driver")
        .contains("driver-effects[1].series (almanac.yaml:11)")
        .contains("driver-effects[1].elasticity: 1 (almanac.yaml:12). It must be for a volume")
        .contains("driver-effects[2].share: 0.5 (almanac.yaml:16). It must be for a rate")
        .contains("driver-effects[2].elasticity: much (almanac.yaml:17). It must be a number")
        .contains("It must be together with drivers, the file that has their values.");
  }

  @Test
  void shippedConfigurationIsRight() {
    assertThat(ConfigLoader.load(Path.of("../conf/almanac.yaml")).sources()).hasSize(3);
  }

  @Test
  void tellsAllProblemsAtOnceWithLineValueAndWhatIsAllowed() throws IOException {
    List<String> problems =
        problems(
            """
            compani: Example Company
            reporting-currency: EURO
            time-zone: CET
            fiscal-year-start-month: 13
            sources:
              - name: AWS Prod
                format: focsu
                path: exports/aws
                settling-days: some
            idle:
              idle-below: 1.5
            forecast:
              levels: [0.5, 0.7]
            schedule:
              cron: every night
              misfire: run-onse
            """);

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "Cannot find setting: company (almanac.yaml:1). Add it: the name on the cover of the"
                + " workbook.",
            "Cannot use unknown setting: compani (almanac.yaml:1). Did you mean company?",
            "Cannot use setting reporting-currency: EURO (almanac.yaml:2). It must be an ISO 4217"
                + " code such as USD or EUR.",
            "Cannot use setting time-zone: CET (almanac.yaml:3). It must be one of UTC.",
            "Cannot use setting fiscal-year-start-month: 13 (almanac.yaml:4). It must be a whole"
                + " number from 1 to 12.",
            "Cannot use setting sources[0].name: AWS Prod (almanac.yaml:6). It must be a name of"
                + " lower-case letters, digits and hyphens, at most 63.",
            "Cannot use setting sources[0].format: focsu (almanac.yaml:7). It must be one of "
                + String.join(", ", Formats.KNOWN.sources())
                + ". Did you mean focus?",
            "Cannot use setting sources[0].settling-days: some (almanac.yaml:9). It must be a whole"
                + " number from 0 to 3660.",
            "Cannot use setting idle.idle-below: 1.5 (almanac.yaml:11). It must be a number from 0"
                + " to 1.",
            "Cannot use setting forecast.levels (almanac.yaml:13). It must be a list of different"
                + " numbers out of [0.5, 0.8, 0.9, 0.95].",
            "Cannot use setting schedule.cron: every night (almanac.yaml:15). It must be a Quartz"
                + " cron expression with seconds, such as 0 0 3 * * ? for 03:00 UTC.",
            "Cannot use setting schedule.misfire: run-onse (almanac.yaml:16). It must be one of"
                + " run-once, skip. Did you mean run-once?");
  }

  @Test
  void tellsWhatCanBeForecastAndHowItCanAddUp() throws IOException {
    assertThat(problems(LEAST + "forecast: { series: [team, gpus], reconciliation: botom-up }\n"))
        .containsExactly(
            "Cannot use setting forecast.series (almanac.yaml:6). It must be a list of different"
                + " words out of [team, project, environment, cost-center, service-category,"
                + " service, gpu].",
            "Cannot use setting forecast.reconciliation: botom-up (almanac.yaml:6). It must be one"
                + " of bottom-up, structural, shrink. Did you mean bottom-up?");
    assertThat(problems(LEAST + "forecast: { series: [project] }\n"))
        .containsExactly(
            "Cannot use setting forecast.series (almanac.yaml:6). It must be a list with team in"
                + " it, since teams give the total.");
  }

  @Test
  void wantsAtLeastOneSource() throws IOException {
    assertThat(problems("company: Example Company\n"))
        .containsExactly(
            "Cannot find setting: sources (almanac.yaml). Add at least one cost export with name,"
                + " format and path.");
  }

  @Test
  void refusesKeysAndNamesThatAreThereTwice() throws IOException {
    List<String> problems =
        problems(
            LEAST
                + """
                  - name: aws
                    format: focus
                    path: exports/other
                company: Another Company
                """);

    assertThat(problems)
        .containsExactly(
            "Cannot use setting that is there twice: company (almanac.yaml:9). Remove one; the"
                + " first is in line 1.",
            "Cannot use setting sources[1].name: aws (almanac.yaml:6). It must be different from"
                + " the other names under sources.");
  }

  @Test
  void refusesReportsAmongMarts() throws IOException {
    assertThat(problems(LEAST + "output: {marts: out, reports: out/reports}\n"))
        .containsExactly(
            "Cannot use setting output.reports: out/reports (almanac.yaml:6). It must be a folder"
                + " outside output.marts.");
  }

  @Test
  void takesValuesFromTheEnvironmentAndHidesThem() throws IOException {
    LoadedConfig loaded =
        read(LEAST.replace("exports/aws", "${EXPORTS}/aws"), Map.of("EXPORTS", "/mnt/x"));

    assertThat(loaded.config().sources().get(0).path()).isEqualTo(Path.of("/mnt/x/aws"));
    assertThat(loaded.settings())
        .contains(new Setting("sources[0].path", "********", Origin.ENVIRONMENT))
        .contains(new Setting("company", "Example Company", Origin.FILE))
        .contains(new Setting("reporting-currency", "USD", Origin.DEFAULT));
    assertThat(loaded.settings().toString()).doesNotContain("/mnt/x");
  }

  @Test
  void namesEnvironmentVariablesThatAreNotSet() throws IOException {
    assertThat(problems(LEAST.replace("exports/aws", "${EXPORTS}/aws")))
        .containsExactly(
            "Cannot find environment variable: EXPORTS (almanac.yaml:5). sources[0].path refers to"
                + " it; set it before the start.");
  }

  @Test
  void refusesSecretsInTheFileWithoutShowingThem() throws IOException {
    List<String> problems = problems(LEAST + "database-password: hunter2\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0))
        .startsWith("Cannot use unknown setting: database-password (almanac.yaml:6).")
        .contains("It looks like a secret")
        .doesNotContain("hunter2");
  }

  @Test
  void refusesAliasesDepthAndSizeThatCouldGrow() throws IOException {
    assertThat(problems("company: &a x\nreporting-currency: *a\n"))
        .containsExactly(
            "Cannot read configuration: "
                + folder.resolve("almanac.yaml")
                + ":2. Aliases are not allowed. Write the value out.");
    assertThat(problems("company: " + "[".repeat(50) + "]".repeat(50) + "\n").get(0))
        .contains("It is no valid YAML");
    assertThat(problems("company: " + "x".repeat(2_000_000) + "\n").get(0))
        .contains("It is no valid YAML");
  }

  @Test
  void tellsWhereTheFileIsNoYaml() throws IOException {
    assertThat(problems("company: Example\n  sources: [\n").get(0))
        .startsWith("Cannot read configuration: " + folder.resolve("almanac.yaml") + ":2.");
    assertThat(problems("just words\n").get(0)).contains("It must hold keys and values");
    assertThat(problems("").get(0)).contains("It must hold keys and values");
  }

  @Test
  void tellsThatTheFileIsNotThere() {
    AlmanacException failure =
        catchThrowableOfType(
            AlmanacException.class, () -> ConfigLoader.load(folder.resolve("none.yaml")));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure)
        .hasMessage(
            "Cannot read configuration: "
                + folder.resolve("none.yaml")
                + ". There is no such file; name yours with --conf.");
  }

  private LoadedConfig read(String text) throws IOException {
    return read(text, Map.of());
  }

  private LoadedConfig read(String text, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("almanac.yaml"), text);
    return new ConfigLoader(Formats.KNOWN, environment::get).read(file);
  }

  private List<String> problems(String text) {
    AlmanacException failure = catchThrowableOfType(AlmanacException.class, () -> read(text));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    return failure.problems();
  }
}
