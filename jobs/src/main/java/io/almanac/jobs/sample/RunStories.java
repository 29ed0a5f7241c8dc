package io.almanac.jobs.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The runs of the last weeks on the machines that the telemetry shows. */
final class RunStories {

  /** Machines with a story, and the day on which their ordinary runs end. */
  static final Map<String, LocalDate> MACHINES =
      Map.of(
          "lang-p5-1", LocalDate.of(2026, 10, 2),
          "perc-p4d-2", LocalDate.of(2026, 10, 3),
          "res-p4d-1", LocalDate.of(2026, 9, 19),
          "man-nd-1", LocalDate.of(2026, 10, 3),
          "sim-a3-2", LocalDate.of(2026, 10, 3));

  /** From here to {@link #HANG_ENDS} a job holds its machine and does nothing. */
  static final Instant HANG_STARTS = Instant.parse("2026-10-09T06:00:00Z");

  static final Instant HANG_ENDS = Instant.parse("2026-10-16T09:00:00Z");

  private final Company company;
  private final List<TrainingRun> runs = new ArrayList<>();

  private RunStories(Company company) {
    this.company = company;
  }

  static List<TrainingRun> of(Company company) {
    RunStories stories = new RunStories(company);
    stories.tell();
    return stories.runs;
  }

  private void tell() {
    add("lang-p5-1", "instruct-v9", "FINISHED", "2026-10-02T10:00:00Z", "2026-10-12T06:00:00Z");
    add("lang-p5-1", "instruct-v10", "RUNNING", "2026-10-12T08:00:00Z", null);
    // The data loader hung; nobody looked until the week after.
    add("perc-p4d-2", "scene-pretrain-v7", "KILLED", "2026-10-03T09:00:00Z", HANG_ENDS.toString());
    add("perc-p4d-2", "scene-pretrain-v8", "RUNNING", "2026-10-16T10:00:00Z", null);
    // Two runs share one machine at the same time.
    add("man-nd-1", "grasp-policy-v21", "FINISHED", "2026-10-03T08:00:00Z", "2026-10-13T20:00:00Z");
    add("man-nd-1", "grasp-ablation-4", "FAILED", "2026-10-06T08:00:00Z", "2026-10-08T02:00:00Z");
    add("man-nd-1", "grasp-policy-v22", "RUNNING", "2026-10-13T21:00:00Z", null);
    add("sim-a3-2", "world-model-w41", "FINISHED", "2026-10-05T00:00:00Z", "2026-10-10T00:00:00Z");
    add("sim-a3-2", "world-model-w42", "FINISHED", "2026-10-12T00:00:00Z", "2026-10-17T00:00:00Z");
    // One run over two machines each.
    pair(
        "lang-p5-1",
        "lang-p5-4",
        "planner-scale-2n",
        "2026-08-20T08:00:00Z",
        "2026-08-25T06:00:00Z");
    pair("man-nd-1", "man-nd-2", "grasp-scale-2n", "2026-07-01T08:00:00Z", "2026-07-05T18:00:00Z");
  }

  private void add(String machine, String name, String status, String start, String end) {
    run(
        company.resource(machine),
        name,
        status,
        start,
        end,
        List.of(company.resource(machine).id()));
  }

  private void pair(String first, String second, String name, String start, String end) {
    List<String> ids = List.of(company.resource(first).id(), company.resource(second).id());
    run(company.resource(first), name, "FINISHED", start, end, ids);
  }

  private void run(
      Resource host, String name, String status, String start, String end, List<String> machines) {
    runs.add(
        new TrainingRun(
            Noise.hex("run story " + name, 32),
            RunPlan.research(host.team()),
            host.team(),
            host.project(),
            name,
            host.owner(),
            status,
            Instant.parse(start),
            end == null ? null : Instant.parse(end),
            null,
            machines,
            null));
  }
}
