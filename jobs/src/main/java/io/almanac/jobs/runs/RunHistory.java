package io.almanac.jobs.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.almanac.jobs.mart.RunMarts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The runs of one tracker, each once. Held on the driver: a history has some hundred thousand runs
 * at most.
 *
 * @param name the history's name in the configuration
 * @param runs by identifier
 * @param problems one sentence for every file or run that could not be read
 */
public record RunHistory(String name, List<RunRecord> runs, List<String> problems) {
  /** Tags that name the machines a run ran on, compared without case. */
  private static final Set<String> RESOURCE_TAGS = Set.of("resource_id", "instance_id", "host");

  /** The start month of runs without a start time. */
  private static final String NO_MONTH = "unknown";

  /** How many runs a note names. */
  private static final int SHOWN = 5;

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies its lists. */
  public RunHistory {
    runs = List.copyOf(runs);
    problems = List.copyOf(problems);
  }

  /**
   * A history in which a run that was read more than once counts once: the copy that ended last,
   * and of equal ones the one whose file comes first.
   */
  static RunHistory of(String name, List<RunRecord> read, List<String> problems) {
    Comparator<RunRecord> order =
        Comparator.comparing(
                RunRecord::end, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(RunRecord::file, Comparator.reverseOrder());
    Map<String, RunRecord> byId = new TreeMap<>();
    for (RunRecord run : read) {
      byId.merge(run.id(), run, (one, other) -> order.compare(one, other) >= 0 ? one : other);
    }
    return new RunHistory(name, List.copyOf(byId.values()), problems);
  }

  /** The runs as rows of the mart {@code runs}. */
  public List<Row> rows() {
    Set<String> parents = new HashSet<>();
    runs.forEach(run -> parents.add(run.parentId()));
    Instant cutOff = latestMoment();
    List<Row> rows = new ArrayList<>();
    for (RunRecord run : runs) {
      rows.add(
          RowFactory.create(
              name,
              run.id(),
              run.name(),
              run.experimentId(),
              run.experimentName(),
              run.parentId(),
              !parents.contains(run.id()),
              run.status(),
              run.person(),
              run.start(),
              run.end(),
              activeUntil(run, cutOff),
              resources(run).toArray(String[]::new),
              json(run.tags()),
              run.file(),
              run.start() == null ? NO_MONTH : MONTH.format(run.start())));
    }
    return rows;
  }

  /**
   * What a reader of costs must know: runs that were on a machine until nobody knows when, and so
   * have no part in its cost.
   */
  public List<String> notes() {
    Set<String> parents = new HashSet<>();
    runs.forEach(run -> parents.add(run.parentId()));
    Instant cutOff = latestMoment();
    List<String> silent =
        runs.stream()
            .filter(run -> !parents.contains(run.id()) && !resources(run).isEmpty())
            .filter(run -> run.start() != null && !"SCHEDULED".equals(run.status()))
            .filter(run -> activeUntil(run, cutOff) == null)
            .map(RunRecord::id)
            .toList();
    if (silent.isEmpty()) {
      return List.of();
    }
    return List.of(
        "Run history "
            + name
            + ": "
            + silent.size()
            + (silent.size() == 1 ? " run has" : " runs have")
            + " no end and no sign of life, and no part in the cost of machines: "
            + String.join(", ", silent.subList(0, Math.min(SHOWN, silent.size())))
            + (silent.size() > SHOWN ? ", ..." : "")
            + ". In the mart runs their active_until is null.");
  }

  /** The columns of {@link #rows}, which are those of the mart. */
  public static List<String> columns() {
    return RunMarts.RUNS.columnNames();
  }

  /** The latest moment that any run tells of, which is about when the history was written. */
  private Instant latestMoment() {
    return runs.stream()
        .flatMap(run -> Stream.of(run.start(), run.end(), run.lastMetric()))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** A run without an end is not a run until today: it may have been lost months ago. */
  private static Instant activeUntil(RunRecord run, Instant cutOff) {
    if (run.end() != null) {
      return run.end();
    }
    if (run.lastMetric() != null) {
      return run.lastMetric();
    }
    return "RUNNING".equals(run.status()) ? cutOff : null;
  }

  private static Set<String> resources(RunRecord run) {
    Set<String> resources = new TreeSet<>();
    run.tags()
        .forEach(
            (key, value) -> {
              if (RESOURCE_TAGS.contains(key.strip().toLowerCase(Locale.ROOT))) {
                Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .forEach(resources::add);
              }
            });
    return resources;
  }

  private static String json(Map<String, String> tags) {
    try {
      return JSON.writeValueAsString(tags);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write tags: " + tags, e);
    }
  }
}
