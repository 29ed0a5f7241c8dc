package io.almanac.jobs.pipeline;

import io.almanac.forecasting.Forecaster;
import io.almanac.jobs.Progress;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.ProgramBuild;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.reports.CostReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A night that does not run when nothing that decides about it has changed since the last one: the
 * same inputs give the same results, and those stand already. It needs no Spark then.
 */
public final class StandingNight implements Night {
  private final Night night;
  private final Optional<String> program;
  private final Clock clock;

  /**
   * A night that runs when it must.
   *
   * @param night is run then
   * @param program identifies the program, its computing and its writing; when it is empty, every
   *     night runs
   * @param clock for the journal only
   */
  public StandingNight(Night night, Optional<String> program, Clock clock) {
    this.night = night;
    this.program = program;
    this.clock = clock;
  }

  /** What identifies this process' program; empty when it cannot be told. */
  public static Optional<String> program() {
    return ProgramBuild.of(List.of(Forecaster.class, StandingNight.class, CostReport.class));
  }

  @Override
  public NightSummary run(AlmanacConfig config, LocalDate asOf, Progress progress) {
    Path marts = config.output().marts();
    // Before it runs: what is delivered meanwhile is another state, and has its own night.
    Optional<String> state = state(config, asOf);
    Optional<PublishedMarts> published = new MartStore(marts).published();
    if (state.isPresent() && published.isPresent()) {
      Optional<StandingResult> last =
          StandingResult.find(marts, state.get(), published.get().folder());
      if (last.isPresent()) {
        progress.say("nothing has changed since this night ran: its results stand");
        new RunJournal(marts, clock)
            .append(
                asOf.toString(),
                published.get().manifest().runId(),
                "unchanged",
                Map.of(),
                List.of());
        return last.get().summary();
      }
    }
    return run(config, asOf, progress, state);
  }

  /** The same nights, all of which run. */
  public Night anew() {
    return (config, asOf, progress) -> run(config, asOf, progress, state(config, asOf));
  }

  private Optional<String> state(AlmanacConfig config, LocalDate asOf) {
    return program.flatMap(one -> NightState.of(config, asOf, one));
  }

  private NightSummary run(
      AlmanacConfig config, LocalDate asOf, Progress progress, Optional<String> state) {
    NightSummary summary = night.run(config, asOf, progress);
    Path marts = config.output().marts();
    Path version = new MartStore(marts).published().orElseThrow().folder();
    state.ifPresent(now -> StandingResult.of(now, version, summary).write(marts));
    return summary;
  }
}
