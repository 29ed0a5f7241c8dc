package io.almanac.jobs.config;

import io.almanac.forecasting.ReconciliationMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that {@code almanac.yaml} says, with defaults filled in and paths made absolute.
 *
 * @param company the name on the cover of the workbook
 * @param reportingCurrency ISO 4217 code of the workbook's and the budgets' currency
 * @param fiscalYearStartMonth 1 to 12; 1 means that fiscal years are calendar years
 * @param sources cost exports, at least one, names unique
 * @param runHistories exports of experiment trackers, may be empty
 * @param telemetry GPU telemetry, may be empty
 * @param allocationRules the YAML file of allocation rules; empty means that nothing is allocated
 * @param budgets the CSV file of budgets, if any
 * @param holidays the CSV file of holidays, if any
 * @param gpuCatalogue the CSV file of GPU list prices, if any
 * @param forecast how far and with which levels to forecast
 * @param idle what counts as an idle GPU
 * @param output where marts and reports are written
 * @param schedule when the daemon runs a night
 * @param plans what is known of the future, and what might become of it
 */
public record AlmanacConfig(
    String company,
    String reportingCurrency,
    int fiscalYearStartMonth,
    List<Source> sources,
    List<InputSetting> runHistories,
    List<InputSetting> telemetry,
    Optional<Path> allocationRules,
    Optional<Path> budgets,
    Optional<Path> holidays,
    Optional<Path> gpuCatalogue,
    ForecastSetting forecast,
    IdleSetting idle,
    Output output,
    ScheduleSetting schedule,
    PlanSetting plans) {

  /** What may name a source: it becomes the name of a folder. */
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** The probability contents that intervals are offered for. */
  static final List<Double> LEVELS = List.of(0.5, 0.8, 0.9, 0.95);

  /**
   * Copies its lists.
   *
   * @throws IllegalArgumentException when the month is not one
   */
  public AlmanacConfig {
    check(
        fiscalYearStartMonth >= 1 && fiscalYearStartMonth <= 12,
        "fiscal year start month",
        fiscalYearStartMonth);
    sources = List.copyOf(sources);
    runHistories = List.copyOf(runHistories);
    telemetry = List.copyOf(telemetry);
  }

  /** The same settings with results going elsewhere. */
  public AlmanacConfig withOutput(Output elsewhere) {
    return new AlmanacConfig(
        company,
        reportingCurrency,
        fiscalYearStartMonth,
        sources,
        runHistories,
        telemetry,
        allocationRules,
        budgets,
        holidays,
        gpuCatalogue,
        forecast,
        idle,
        elsewhere,
        schedule,
        plans);
  }

  /**
   * One cost export.
   *
   * @param name names its partition in the marts: lower-case letters, digits and hyphens
   * @param format the name of a reader, such as {@code focus} or {@code aws-cur}
   * @param path a file, a folder (read with its sub folders) or a glob
   * @param settlingDays how many of the last days of this export are incomplete, 0 or more
   * @param dateOrder {@code mdy} or {@code dmy} for dates such as 09/05/2023; empty when each file
   *     tells it
   * @param periods how to know that a billing period does not move any more
   */
  public record Source(
      String name,
      String format,
      Path path,
      int settlingDays,
      Optional<String> dateOrder,
      PeriodSetting periods) {
    /** The orders of dates, as settings name them. */
    static final List<String> DATE_ORDERS = List.of("mdy", "dmy");

    /** An export whose files tell the order of their dates. */
    public Source(String name, String format, Path path, int settlingDays) {
      this(name, format, path, settlingDays, Optional.empty());
    }

    /** An export whose billing periods settle as those of most providers do. */
    public Source(
        String name, String format, Path path, int settlingDays, Optional<String> dateOrder) {
      this(name, format, path, settlingDays, dateOrder, PeriodSetting.DEFAULT);
    }

    /**
     * Checks its values.
     *
     * @throws IllegalArgumentException when the name is no name or the days are negative
     */
    public Source {
      check(NAME.matcher(name).matches(), "name of a source", name);
      check(settlingDays >= 0, "settling days", settlingDays);
    }
  }

  /**
   * One run history or telemetry export.
   *
   * @param name names it in the marts: lower-case letters, digits and hyphens
   * @param format the name of a reader, such as {@code mlflow-export} or {@code prometheus}
   * @param path a file, a folder (read with its sub folders) or a glob
   */
  public record InputSetting(String name, String format, Path path) {
    /**
     * Checks its values.
     *
     * @throws IllegalArgumentException when the name is no name
     */
    public InputSetting {
      check(NAME.matcher(name).matches(), "name of an input", name);
    }
  }

  /**
   * How far to forecast.
   *
   * @param horizonDays days after the last settled day; empty means to the end of the next quarter,
   *     at least 90 days
   * @param levels probability content of the intervals, each one of 0.50, 0.80, 0.90 and 0.95
   * @param series what costs are forecast by; teams always
   * @param reconciliation how they are made to add up to the same total
   * @param globalModel whether one model that has learned from all series takes part in each
   */
  public record ForecastSetting(
      Optional<Integer> horizonDays,
      List<Double> levels,
      List<ForecastDimension> series,
      ReconciliationMethod reconciliation,
      boolean globalModel) {
    /**
     * Copies its lists.
     *
     * @throws IllegalArgumentException when the horizon is below one day, a level is not offered or
     *     teams are left out
     */
    public ForecastSetting {
      check(horizonDays.isEmpty() || horizonDays.get() > 0, "horizon in days", horizonDays);
      check(LEVELS.containsAll(levels), "levels of the intervals", levels);
      check(series.contains(ForecastDimension.TEAM), "series without teams", series);
      levels = List.copyOf(levels);
      series = List.copyOf(series);
    }
  }

  /**
   * What counts as an idle GPU hour.
   *
   * @param idleBelow activity ratio, 0 to 1: an hour whose highest sample is at or below it is idle
   * @param underusedBelow activity ratio, 0 to 1: an hour whose 95th percentile is below it is
   *     underused
   * @param minimumCoverage share of expected samples, 0 to 1, below which an hour is unknown
   * @param windowDays days of evidence before the as-of date
   */
  public record IdleSetting(
      double idleBelow, double underusedBelow, double minimumCoverage, int windowDays)
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Checks its values.
     *
     * @throws IllegalArgumentException when a ratio is not 0 to 1 or the window is empty
     */
    public IdleSetting {
      check(idleBelow >= 0 && idleBelow <= 1, "idle-below", idleBelow);
      check(underusedBelow >= 0 && underusedBelow <= 1, "underused-below", underusedBelow);
      check(minimumCoverage >= 0 && minimumCoverage <= 1, "minimum-coverage", minimumCoverage);
      check(windowDays > 0, "window-days", windowDays);
    }
  }

  /**
   * Where results go.
   *
   * @param marts folder of the published marts
   * @param reports folder of workbooks and CSV extracts
   */
  public record Output(Path marts, Path reports) {}

  /**
   * When {@code almanac schedule} runs a night.
   *
   * @param cron a Quartz cron expression in UTC
   * @param misfire what happens to a missed night
   */
  public record ScheduleSetting(String cron, Misfire misfire) {}

  /** What happens to a night that was missed, for example because the machine was off. */
  public enum Misfire {
    /** It is made up once, as soon as possible. */
    RUN_ONCE,
    /** It is left out. */
    SKIP
  }

  private static void check(boolean holds, String what, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("Cannot use " + what + ": " + value);
    }
  }
}
