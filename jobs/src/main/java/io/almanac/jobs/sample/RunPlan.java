package io.almanac.jobs.sample;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Plans who trained what, when and where. The tracking servers know runs from July 2026 on; older
 * ones were purged, so that jobs billed before carry a run id that nobody knows any more.
 */
final class RunPlan {

  private static final LocalDate HISTORY = LocalDate.of(2026, 7, 1);
  private static final Instant NOW = Ledger.start(Company.AS_OF);
  private static final int JOBS = 120;

  /** Machines whose last weeks are told by {@link RunStories}, with the end of ordinary runs. */
  private static final Map<String, LocalDate> STORIES = RunStories.MACHINES;

  private final Company company;
  private final List<TrainingRun> runs = new ArrayList<>();

  private RunPlan(Company company) {
    this.company = company;
  }

  /** All runs by start and id. */
  static List<TrainingRun> of(Company company) {
    RunPlan plan = new RunPlan(company);
    for (Resource resource : List.copyOf(company.resources())) {
      if (trains(resource)) {
        plan.occupy(resource);
      }
    }
    plan.runs.addAll(RunStories.of(company));
    plan.managedJobs();
    plan.unmatched();
    plan.runs.sort(Comparator.comparing(TrainingRun::start).thenComparing(TrainingRun::id));
    return List.copyOf(plan.runs);
  }

  private static boolean trains(Resource resource) {
    boolean machine =
        resource.pattern() == UsagePattern.HOST || resource.pattern() == UsagePattern.WORKWEEK_HOST;
    return machine && resource.product().gpus() > 0 && resource.environment().equals("research");
  }

  /** Fills a machine with studies, one after the other with pauses between them. */
  private void occupy(Resource host) {
    long key = Noise.key("studies " + host.name());
    LocalDate first = host.from().isAfter(HISTORY) ? host.from() : HISTORY;
    LocalDate last = STORIES.getOrDefault(host.name(), host.to());
    Instant cursor = Ledger.start(first).plus(Duration.ofHours(9));
    Instant end = Ledger.start(last);
    for (int n = 0; cursor.isBefore(end); n++) {
      int draw = n * 10;
      Duration length = Duration.ofMinutes((long) (60 * (14 + (150 * Noise.uniform(key, draw)))));
      Instant stop = cursor.plus(length);
      if (stop.isAfter(end)) {
        stop = end;
      }
      study(host, n, cursor, stop);
      double pause = Noise.uniform(key, draw + 1);
      cursor = stop.plus(Duration.ofMinutes((long) (60 * (2 + (120 * pause * pause)))));
    }
  }

  private void study(Resource host, int number, Instant start, Instant end) {
    String label = host.name() + " study " + number;
    long key = Noise.key(label);
    String name = host.project() + "-" + host.name() + "-" + number;
    List<String> machines = Noise.uniform(key, 0) < 0.1 ? List.of() : List.of(host.id());
    if (Noise.uniform(key, 1) > 0.22) {
      runs.add(run(host, label, name, status(key), start, end, null, machines));
      return;
    }
    // A search: the parent spans its trials, which run two by two on the same machine.
    TrainingRun parent = run(host, label, name, "FINISHED", start, end, null, machines);
    runs.add(parent);
    int pairs = 1 + (int) (Noise.uniform(key, 2) * 3);
    Duration slot = Duration.between(start, end).dividedBy(pairs);
    for (int pair = 0; pair < pairs; pair++) {
      Instant from = start.plus(slot.multipliedBy(pair)).plusSeconds(120);
      Instant to = start.plus(slot.multipliedBy(pair + 1L)).minusSeconds(300);
      for (int twin = 0; twin < 2; twin++) {
        String trial = label + " trial " + pair + "." + twin;
        Instant stop = twin == 0 ? to : to.minus(slot.dividedBy(4));
        runs.add(
            run(
                host,
                trial,
                name + "-t" + pair + twin,
                status(Noise.key(trial)),
                from,
                stop,
                parent.id(),
                machines));
      }
    }
  }

  private static TrainingRun run(
      Resource host,
      String label,
      String name,
      String status,
      Instant start,
      Instant end,
      String parentId,
      List<String> machines) {
    boolean late = !end.isBefore(NOW.minus(Duration.ofDays(1)));
    return new TrainingRun(
        Noise.hex("run " + label, 32),
        research(host.team()),
        host.team(),
        host.project(),
        name,
        host.owner().isEmpty() ? "ci" : host.owner(),
        late ? "RUNNING" : status,
        start,
        late ? null : end,
        parentId,
        machines,
        null);
  }

  static boolean research(String team) {
    return !team.equals("manipulation") && !team.equals("simulation");
  }

  private static String status(long key) {
    double draw = Noise.uniform(key, 9);
    if (draw < 0.79) {
      return "FINISHED";
    }
    return draw < 0.93 ? "FAILED" : "KILLED";
  }

  /** Training jobs of a managed service: a resource of their own that carries the run's id. */
  private void managedJobs() {
    String[] teams = {"perception", "language", "navigation", "perception"};
    String[] projects = {"detector", "task-planner", "route-planner", "lidar-fusion"};
    String[] users = {"s.tanaka", "j.lindqvist", "p.novak", "a.moreau"};
    long key = Noise.key("managed jobs");
    for (int n = 0; n < JOBS; n++) {
      int who = n % teams.length;
      LocalDate day = Company.START.plusDays((long) (400 * (n + Noise.uniform(key, n)) / JOBS));
      while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
        day = day.plusDays(1);
      }
      boolean big = Noise.uniform(key, 1000 + n) < 0.45;
      int days = 1 + (int) (Noise.uniform(key, 2000 + n) * 3);
      String name = projects[who] + "-train-" + day.toString().replace("-", "") + "-" + n;
      String id = Noise.hex("run job " + name, 32);
      Resource job =
          Resource.of(
              name,
              company.account("aws-research"),
              company.product(big ? "sm-train-p4d" : "sm-train-g5"),
              "us-east-1",
              teams[who],
              company.costCenter(teams[who]),
              projects[who],
              "research",
              users[who],
              "full",
              id,
              day,
              day.plusDays(days - 1L),
              UsagePattern.JOB,
              10 + (int) (Noise.uniform(key, 3000 + n) * 30),
              0);
      Instant start = day.atTime(8, n % 60).toInstant(ZoneOffset.UTC);
      Instant end = day.plusDays(days - 1L).atTime(21, n % 60).toInstant(ZoneOffset.UTC);
      String status = status(Noise.key("job " + name));
      runs.add(
          new TrainingRun(
              id,
              true,
              teams[who],
              projects[who],
              name,
              users[who],
              status,
              start,
              end,
              null,
              List.of(job.id()),
              job));
    }
  }

  /** Runs on machines that no bill knows: a workstation under a desk and a partner's cluster. */
  private void unmatched() {
    String[] machines = {"ws-lab-03", "ws-lab-07", "partner-dgx-01"};
    for (int n = 0; n < 9; n++) {
      Resource like = company.resource("man-nc24-1");
      Instant start = Ledger.start(HISTORY.plusDays(11L + (n * 17L))).plus(Duration.ofHours(10));
      String label = "unmatched " + n;
      runs.add(
          run(
              like,
              label,
              "dual-arm-lab-" + n,
              status(Noise.key(label)),
              start,
              start.plus(Duration.ofHours(6 + (3L * n))),
              null,
              List.of(machines[n % 3])));
    }
  }

  /** Whether the tracking servers still know a run. */
  static boolean known(TrainingRun run) {
    return !run.start().isBefore(Ledger.start(HISTORY));
  }
}
