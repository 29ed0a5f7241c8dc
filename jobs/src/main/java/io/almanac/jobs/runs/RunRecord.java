package io.almanac.jobs.runs;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run as its tracker recorded it; what the tracker does not say is null.
 *
 * @param id the tracker's identifier
 * @param name the display name
 * @param experimentId the experiment's identifier
 * @param experimentName the experiment's display name
 * @param parentId the run that started this one
 * @param status RUNNING, SCHEDULED, FINISHED, FAILED or KILLED
 * @param person who started it
 * @param start when it began
 * @param end when it ended; null while it runs, and for runs whose tracker lost them
 * @param lastMetric when it last logged a metric; null when it did not, or the history does not say
 * @param tags its tags
 * @param file where it was read, relative to the history's path
 */
record RunRecord(
    String id,
    String name,
    String experimentId,
    String experimentName,
    String parentId,
    String status,
    String person,
    Instant start,
    Instant end,
    Instant lastMetric,
    SortedMap<String, String> tags,
    String file) {

  RunRecord {
    tags = new TreeMap<>(tags);
  }

  RunRecord withExperimentName(String experiment) {
    return new RunRecord(
        id,
        name,
        experimentId,
        experiment,
        parentId,
        status,
        person,
        start,
        end,
        lastMetric,
        tags,
        file);
  }
}
