package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.Progress;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The night as it is run: inputs checked, one publication, an entry in the journal. */
public final class NightlyRun implements Night {
  private final Supplier<SparkSession> sessions;
  private final String productVersion;
  private final Clock clock;

  /**
   * A night, which has not begun.
   *
   * @param sessions gives the session, from any thread; the caller ends it
   * @param productVersion stands in manifest and workbook
   * @param clock for the journal only
   */
  public NightlyRun(Supplier<SparkSession> sessions, String productVersion, Clock clock) {
    this.sessions = sessions;
    this.productVersion = productVersion;
    this.clock = clock;
  }

  @Override
  public NightSummary run(AlmanacConfig config, LocalDate asOf, Progress progress) {
    return run(config, asOf, Set.of(), progress);
  }

  /**
   * Runs a night that reads some billing periods again, as if all their files had changed.
   *
   * @param from the first billing period
   * @param to the last one
   * @throws AlmanacException as {@link #run}, and when one of them is closed
   */
  public NightSummary backfill(
      AlmanacConfig config, LocalDate asOf, YearMonth from, YearMonth to, Progress progress) {
    TreeSet<String> periods = new TreeSet<>();
    for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
      periods.add(month.toString());
    }
    Optional<Manifest> published =
        new MartStore(config.output().marts()).published().map(PublishedMarts::manifest);
    TreeSet<String> closed =
        published.map(manifest -> manifest.periods().closed()).orElse(new TreeSet<>());
    closed.retainAll(periods);
    if (!closed.isEmpty()) {
      throw PeriodClosing.refused(
          "Cannot backfill closed billing periods: "
              + String.join(", ", closed)
              + ". Reopen them with almanac reopen, or choose other months.");
    }
    long files =
        published.map(Manifest::inputs).orElse(List.of()).stream()
            .filter(file -> file.periods().stream().anyMatch(periods::contains))
            .count();
    progress.say(
        "backfill "
            + from
            + " to "
            + to
            + ": "
            + files
            + " known files of these billing periods are read again");
    return run(config, asOf, periods, progress);
  }

  private NightSummary run(
      AlmanacConfig config, LocalDate asOf, Set<String> again, Progress progress) {
    RunJournal journal = new RunJournal(config.output().marts(), clock);
    StageClock stages = new StageClock(progress);
    // Spark takes as long to start as the inputs to be checked.
    SideBySide.Both<NightInputs, SparkSession> ready =
        SideBySide.run(() -> NightInputs.read(config, asOf), sessions::get);
    // Settings are looked up in the session of a thread, which its own threads inherit.
    SparkSession.setActiveSession(ready.second());
    try (Publication marts = new MartStore(config.output().marts()).begin()) {
      marts.previous().ifPresent(NightChecks::requireWhole);
      NightStages night =
          new NightStages(
              ready.second(), config, asOf, ready.first(), marts, productVersion, stages, again);
      NightStages.Outcome outcome = night.run();
      journal.append(asOf.toString(), outcome.runId(), "published", stages.seconds(), List.of());
      return outcome.summary();
    } catch (Exception | Error e) {
      // Exception, though none is declared: Spark throws checked ones without saying so.
      Optional<AlmanacException> known = KnownFailure.in(e);
      if (known.isPresent()) {
        AlmanacException told = known.get();
        journal.append(
            asOf.toString(), "", told.exitCode().name(), stages.seconds(), told.problems());
        throw told;
      }
      journal.append(
          asOf.toString(),
          "",
          ExitCode.INTERNAL.name(),
          stages.seconds(),
          List.of(String.valueOf(e.getMessage())));
      throw e;
    }
  }
}
