package io.almanac.jobs.sample;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was written.
 *
 * @param rows charge rows of all providers
 * @param billedCost billed cost in USD by provider ({@code aws}, {@code azure}, {@code gcp})
 * @param runs runs of both tracking servers, parents included
 * @param telemetrySeries telemetry series of all files, a series counted once a file
 */
public record SampleSummary(
    long rows, SortedMap<String, BigDecimal> billedCost, int runs, int telemetrySeries) {

  /** Copies the map. */
  public SampleSummary {
    billedCost = Collections.unmodifiableSortedMap(new TreeMap<>(billedCost));
  }
}
