package io.almanac.jobs.config;

import io.almanac.forecasting.ReconciliationMethod;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.AlmanacConfig.ForecastSetting;
import io.almanac.jobs.config.AlmanacConfig.IdleSetting;
import io.almanac.jobs.config.AlmanacConfig.InputSetting;
import io.almanac.jobs.config.AlmanacConfig.Misfire;
import io.almanac.jobs.config.AlmanacConfig.Output;
import io.almanac.jobs.config.AlmanacConfig.ScheduleSetting;
import io.almanac.jobs.config.AlmanacConfig.Source;
import io.almanac.jobs.config.PlanSetting.DriverEffectSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * Reads {@code almanac.yaml}. Every problem of a file is told at once, each with its line, the
 * value and what is allowed. <code>${NAME}</code> in a value stands for an environment variable.
 */
public final class ConfigLoader {
  private static final List<Double> DEFAULT_LEVELS = List.of(0.8, 0.95);
  static final int MOST_DAYS = 3660;
  private static final double MOST_ELASTIC = 10;
  private static final Pattern SERIES = Pattern.compile("(team|project|cost-center):.*");

  private final Formats formats;
  private final References references;

  /**
   * A loader.
   *
   * @param formats the names of formats that may be asked for
   * @param environment from the name of an environment variable to its value, null when not set
   */
  public ConfigLoader(Formats formats, UnaryOperator<String> environment) {
    this.formats = formats;
    this.references = new References(environment);
  }

  /**
   * Reads a file with the formats of this release and the environment of this process.
   *
   * @throws AlmanacException with all problems of the file
   */
  public static AlmanacConfig load(Path file) {
    return new ConfigLoader(Formats.KNOWN, System::getenv).read(file).config();
  }

  /**
   * Reads a file, and tells which settings are in effect.
   *
   * @throws AlmanacException with all problems of the file
   */
  public LoadedConfig read(Path file) {
    ConfigReading reading = new ConfigReading(file, references);
    Section root = new Section(reading, "", ConfigYaml.read(file));
    List<Section> asked = new ArrayList<>(List.of(root));

    String company = root.text("company", null, "the name on the cover of the workbook");
    String currency = currency(root);
    root.choice("time-zone", List.of("UTC"), "UTC");
    int fiscalYearStart = root.whole("fiscal-year-start-month", 1, 12, 1);
    List<Entry> sources = entries(root, "sources", formats.sources(), asked);
    if (root.absent("sources") || sources.isEmpty()) {
      reading.problem(
          "Cannot find setting: sources ("
              + file.getFileName()
              + "). Add at least one cost export with name, format and path.");
    }
    List<Entry> runHistories = entries(root, "run-histories", formats.runHistories(), asked);
    List<Entry> telemetry = entries(root, "telemetry", formats.telemetry(), asked);
    var rules = root.optionalPath("allocation-rules");
    var budgets = root.optionalPath("budgets");
    HolidaySetting holidays = holidays(root, asked);
    var catalogue = root.optionalPath("gpu-catalogue");
    ForecastSetting forecast = forecast(section(root, "forecast", asked));
    IdleSetting idle = idle(section(root, "idle", asked));
    Output output = output(section(root, "output", asked));
    ScheduleSetting schedule = schedule(section(root, "schedule", asked));
    PlanSetting plans = plans(root, asked);
    FinanceSetting finance = FinanceSetting.read(root, asked);
    asked.forEach(Section::finish);

    if (!reading.problems().isEmpty()) {
      throw AlmanacException.configuration(reading.problems());
    }
    AlmanacConfig config =
        new AlmanacConfig(
            company,
            currency,
            fiscalYearStart,
            sources.stream().map(Entry::source).toList(),
            runHistories.stream().map(Entry::input).toList(),
            telemetry.stream().map(Entry::input).toList(),
            rules,
            budgets,
            holidays,
            catalogue,
            forecast,
            idle,
            output,
            schedule,
            plans,
            finance);
    return new LoadedConfig(config, reading.settings());
  }

  private static Section section(Section root, String key, List<Section> asked) {
    Section section = root.section(key);
    asked.add(section);
    return section;
  }

  private static String currency(Section root) {
    String value = root.text("reporting-currency", "USD", "");
    boolean known =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(currency -> currency.getCurrencyCode().equals(value));
    if (!known && !root.absent("reporting-currency")) {
      root.wrong("reporting-currency", "an ISO 4217 code such as USD or EUR", "");
    }
    return value;
  }

  /** One export of any kind, before it is known to be right. */
  private record Entry(
      String name,
      String format,
      Path path,
      int settlingDays,
      Optional<String> dateOrder,
      SourceOptions options) {
    Source source() {
      return new Source(name, format, path, settlingDays, dateOrder, options);
    }

    InputSetting input() {
      return new InputSetting(name, format, path);
    }
  }

  private static List<Entry> entries(
      Section root, String key, List<String> formats, List<Section> asked) {
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section section : root.sections(key)) {
      asked.add(section);
      String name = section.name(names, key);
      String format = section.choice("format", formats, null);
      Path path = section.path("path", null, "a file, a folder or a glob");
      int settlingDays =
          key.equals("sources")
              // A rate card is complete up to the day before the night.
              ? section.whole("settling-days", 0, MOST_DAYS, format.equals("rate-card") ? 0 : 2)
              : 0;
      Optional<String> dateOrder =
          key.equals("sources") ? dateOrder(section, format) : Optional.empty();
      SourceOptions options =
          key.equals("sources")
              ? SourceOptions.read(section, prices(section, format))
              : SourceOptions.DEFAULT;
      entries.add(new Entry(name, format, path, settlingDays, dateOrder, options));
    }
    return entries;
  }

  private static Optional<String> dateOrder(Section section, String format) {
    section.onlyIf("date-order", format.startsWith("azure-"), "for Azure cost details only");
    return section.optionalChoice("date-order", Source.DATE_ORDERS);
  }

  private static Optional<Path> prices(Section section, String format) {
    if (format.equals("llm-tokens")) {
      return Optional.of(section.path("prices", null, "the CSV file of token prices"));
    }
    section.onlyIf("prices", false, "for llm-tokens only; other exports have costs");
    return section.optionalPath("prices");
  }

  private static ForecastSetting forecast(Section section) {
    return new ForecastSetting(
        section.optionalWhole("horizon-days", 1, MOST_DAYS, null),
        section.numbers("levels", AlmanacConfig.LEVELS, DEFAULT_LEVELS),
        forecastSeries(section),
        reconciliation(section),
        section.choice("global-model", List.of("true", "false"), "false").equals("true"),
        section.words("scheduled-charges", ForecastSetting.KINDS, List.of()));
  }

  private static List<ForecastDimension> forecastSeries(Section section) {
    List<String> named =
        section.words("series", ForecastDimension.texts(), List.of(ForecastDimension.TEAM.text()));
    List<ForecastDimension> series = named.stream().map(ForecastDimension::of).toList();
    if (!series.contains(ForecastDimension.TEAM)) {
      section.wrong("series", "a list with team in it, since teams give the total", "");
      return List.of(ForecastDimension.TEAM);
    }
    return series;
  }

  private static ReconciliationMethod reconciliation(Section section) {
    List<String> texts =
        Arrays.stream(ReconciliationMethod.values()).map(ReconciliationMethod::text).toList();
    String text = section.choice("reconciliation", texts, ReconciliationMethod.BOTTOM_UP.text());
    return ReconciliationMethod.values()[texts.indexOf(text)];
  }

  private static HolidaySetting holidays(Section root, List<Section> asked) {
    String description = "a list of different ISO 3166 codes, such as DE, DE-BY or US-CA";
    var file = root.optionalPath("holidays");
    List<String> countries =
        root.absent("holiday-countries")
            ? List.of()
            : root.texts("holiday-countries", HolidaySetting.COUNTRY, description);
    Map<String, List<String>> teams = new TreeMap<>();
    for (Section section : root.sections("team-holidays")) {
      asked.add(section);
      String team = section.text("team", null, "the name of a team");
      List<String> theirs = section.texts("countries", HolidaySetting.COUNTRY, description);
      if (teams.put(team, theirs) != null && !section.absent("team")) {
        section.wrong("team", "different from the other teams under team-holidays", "");
      }
    }
    return new HolidaySetting(file, countries, teams);
  }

  private static PlanSetting plans(Section root, List<Section> asked) {
    var drivers = root.optionalPath("drivers");
    List<DriverEffectSetting> effects = new ArrayList<>();
    for (Section section : root.sections("driver-effects")) {
      asked.add(section);
      String driver = section.text("driver", null, "the name of a driver in the file of drivers");
      String kind = section.choice("kind", PlanSetting.KINDS, null);
      List<String> series =
          section.texts("series", SERIES, "a list of series, such as team:vision");
      boolean rate = kind.equals("rate");
      section.onlyIf("elasticity", !rate, "for a volume; a rate has a share instead");
      section.onlyIf("share", rate, "for a rate; a volume has an elasticity instead");
      effects.add(
          new DriverEffectSetting(
              driver,
              kind,
              series,
              section.optionalNumber("elasticity", -MOST_ELASTIC, MOST_ELASTIC),
              section.ratio("share", 1)));
    }
    if (!effects.isEmpty() && drivers.isEmpty()) {
      root.wrong("driver-effects", "together with drivers, the file that has their values", "");
    }
    return new PlanSetting(drivers, effects, root.optionalPath("scenarios"));
  }

  private static IdleSetting idle(Section section) {
    return new IdleSetting(
        section.ratio("idle-below", 0.01),
        section.ratio("underused-below", 0.25),
        section.ratio("minimum-coverage", 0.9),
        section.whole("window-days", 1, MOST_DAYS, 14));
  }

  private static Output output(Section section) {
    Path marts = section.path("marts", "marts", "");
    Path reports = section.path("reports", "reports", "");
    // The folder of marts holds versions and nothing else: what stands among them may be removed.
    if (reports.startsWith(marts)) {
      section.wrong("reports", "a folder outside output.marts", "");
    }
    return new Output(marts, reports);
  }

  private static ScheduleSetting schedule(Section section) {
    String cron = section.text("cron", "0 0 3 * * ?", "");
    if (!CronExpression.isValidExpression(cron) && !section.absent("cron")) {
      section.wrong(
          "cron", "a Quartz cron expression with seconds, such as 0 0 3 * * ? for 03:00 UTC", "");
    }
    String misfire = section.choice("misfire", List.of("run-once", "skip"), "run-once");
    return new ScheduleSetting(cron, misfire.equals("skip") ? Misfire.SKIP : Misfire.RUN_ONCE);
  }
}
