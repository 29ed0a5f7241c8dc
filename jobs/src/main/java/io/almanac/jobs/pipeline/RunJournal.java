package io.almanac.jobs.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * One line of JSON for every night that ended, good or bad, in {@code journal.jsonl} beside the
 * published marts: the operator's record, not part of any version.
 */
final class RunJournal {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final Clock clock;
  private final Instant started;

  RunJournal(Path marts, Clock clock) {
    this.file = marts.resolve("journal.jsonl");
    this.clock = clock;
    this.started = now();
  }

  /**
   * One finished night.
   *
   * @param asOf the business date, yyyy-MM-dd
   * @param runId empty when the night ended before it had one
   * @param started when it began, UTC
   * @param finished when it ended, UTC
   * @param outcome published, or the name of the exit code
   * @param stageSeconds seconds of each stage that ran
   * @param problems what went wrong; empty when nothing did
   */
  private record Entry(
      String asOf,
      String runId,
      String started,
      String finished,
      String outcome,
      Map<String, Double> stageSeconds,
      List<String> problems) {}

  /** Appends a night. */
  void append(
      String asOf,
      String runId,
      String outcome,
      Map<String, Double> stageSeconds,
      List<String> problems) {
    Entry entry =
        new Entry(
            asOf, runId, started.toString(), now().toString(), outcome, stageSeconds, problems);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          JSON.writeValueAsString(entry) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write journal entry: " + entry, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write journal: " + file, e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
