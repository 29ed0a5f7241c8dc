package io.almanac.jobs.cli;

import io.almanac.jobs.Progress;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.explain.ChargeExplanation;
import io.almanac.jobs.explain.RuleReview;
import io.almanac.jobs.explain.TeamExplanation;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.pipeline.Night;
import io.almanac.jobs.pipeline.NightSummary;
import io.almanac.jobs.pipeline.PeriodClosing;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the command line drives.
 *
 * @param night runs one night, unless its results stand already
 * @param anew runs one night in any case
 * @param reports writes the reports of the published marts again
 * @param sampleData writes the sample company
 * @param shipped the sample company that comes with Almanac
 * @param lastPublished the newest published as-of date of a configuration, if any
 * @param sourceChecks whether each source can be read, for {@code doctor}; starts no Spark
 * @param nativeLibrary whether linear algebra runs natively, for {@code doctor}
 * @param explainer tells whose published costs are and why, and what is odd about rules
 * @param periods closes, reopens and reads again billing periods
 */
public record Engine(
    Night night,
    Night anew,
    Reports reports,
    SampleData sampleData,
    Supplier<ShippedSample> shipped,
    Function<AlmanacConfig, Optional<LocalDate>> lastPublished,
    Function<AlmanacConfig, List<Check>> sourceChecks,
    Supplier<Check> nativeLibrary,
    Explainer explainer,
    Periods periods) {

  /** Tells whose published costs are and why, and what is odd about rules. */
  public interface Explainer {
    /**
     * Which rules made a charge whose it is.
     *
     * @param reference source/file/row, or a resource
     * @throws io.almanac.jobs.AlmanacException when there is no such charge
     */
    ChargeExplanation charge(AlmanacConfig config, String reference);

    /**
     * Which rules made up a team's month.
     *
     * @throws io.almanac.jobs.AlmanacException when the team has no cost in the month
     */
    TeamExplanation team(AlmanacConfig config, String team, YearMonth month);

    /**
     * What is odd about the rules.
     *
     * @param rulesOnly whether to leave published charges alone
     * @throws io.almanac.jobs.AlmanacException when the rules cannot be used
     */
    RuleReview rules(AlmanacConfig config, boolean rulesOnly);
  }

  /** What can be done to whole billing periods; failures are as those of a night. */
  public interface Periods {
    /** Makes the published figures of a period final; says so when they are already. */
    PeriodClosing.Closed close(AlmanacConfig config, YearMonth period, String by);

    /** Lets the next night move a closed period again. */
    PeriodEvent reopen(AlmanacConfig config, YearMonth period, String reason, String by);

    /** Runs a night that reads the files of some periods again. */
    NightSummary backfill(
        AlmanacConfig config, LocalDate asOf, YearMonth from, YearMonth to, Progress progress);
  }

  /** Writes reports of what is published already. */
  @FunctionalInterface
  public interface Reports {
    /**
     * Writes them anew.
     *
     * @return the files written
     * @throws io.almanac.jobs.AlmanacException when nothing is published
     */
    List<Path> write(AlmanacConfig config, Progress progress);
  }

  /** Writes the exports of the sample company, with a configuration that a night can run on. */
  @FunctionalInterface
  public interface SampleData {
    /**
     * Writes them, replacing files of the same name.
     *
     * @param rows charge rows; empty means the company's own size
     * @param progress takes a line for each part written
     */
    SampleFolder write(Path folder, OptionalLong rows, SampleFormat format, Progress progress);
  }

  /**
   * What was written of the sample company.
   *
   * @param config its {@code almanac.yaml}
   * @param asOf the business date that its data ends for
   * @param rows charge rows of all providers
   */
  public record SampleFolder(Path config, LocalDate asOf, long rows) {}

  /**
   * The sample company that comes with Almanac.
   *
   * @param config the {@code almanac.yaml} that names its files
   * @param asOf the business date that its data ends for
   */
  public record ShippedSample(Path config, LocalDate asOf) {}

  /** In which format the sample company's cost exports are written. */
  public enum SampleFormat {
    /** Each provider's own. */
    NATIVE,
    /** FOCUS as Parquet for all. */
    PARQUET,
    /** FOCUS as CSV for all. */
    CSV
  }
}
