package io.almanac.jobs.mart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one published version of the marts consists of, and what it was made from. Written last: a
 * version without a manifest is incomplete.
 *
 * @param layout the version of the folder layout and of the schemas, {@link #LAYOUT}
 * @param productVersion the version of Almanac that wrote it
 * @param runId identifies as-of date and inputs: the same night on the same inputs has the same one
 * @param asOf the business date, yyyy-MM-dd
 * @param facts what a report on these marts must say: last settled day, rules version
 * @param fingerprints what else went in, by name, such as the allocation rules
 * @param inputs the cost export files that went in
 * @param ingested what was read, before anything was done to it
 * @param marts the marts by name
 * @param periodEvents every closing and reopening of a billing period, oldest first
 */
public record Manifest(
    int layout,
    String productVersion,
    String runId,
    String asOf,
    Map<String, String> facts,
    Map<String, String> fingerprints,
    List<InputFile> inputs,
    List<ControlTotal> ingested,
    Map<String, MartEntry> marts,
    List<PeriodEvent> periodEvents) {

  /** The present version of layout and schemas; a version with another one is built anew. */
  public static final int LAYOUT = 1;

  /** The name of the manifest in a version's folder. */
  public static final String FILE = "manifest.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(com.fasterxml.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Copies its collections, in a fixed order. */
  public Manifest {
    facts = new TreeMap<>(facts);
    fingerprints = new TreeMap<>(fingerprints);
    inputs = List.copyOf(inputs);
    ingested = List.copyOf(ingested);
    marts = new TreeMap<>(marts);
    periodEvents = periodEvents == null ? List.of() : List.copyOf(periodEvents);
  }

  /** Which billing periods are closed. */
  public PeriodEvents periods() {
    return new PeriodEvents(periodEvents);
  }

  /** The same version with other closings, facts and entries of marts. */
  public Manifest with(
      PeriodEvents events, Map<String, String> otherFacts, Map<String, MartEntry> otherMarts) {
    return new Manifest(
        layout,
        productVersion,
        runId,
        asOf,
        otherFacts,
        fingerprints,
        inputs,
        ingested,
        otherMarts,
        events.all());
  }

  /**
   * One file of a cost export.
   *
   * @param source the cost export
   * @param path relative to the source's path
   * @param size bytes
   * @param modified milliseconds since 1970; of a month of a rate card, another number whenever it
   *     has another text
   * @param periods the billing periods that it has rows of, sorted
   * @param overlap what it has of days that other deliveries have too; null when there are none
   */
  public record InputFile(
      String source,
      String path,
      long size,
      long modified,
      List<String> periods,
      @JsonInclude(JsonInclude.Include.NON_NULL) OverlappingDays overlap) {

    /** A file whose days no other delivery has. */
    public InputFile(String source, String path, long size, long modified, List<String> periods) {
      this(source, path, size, modified, periods, null);
    }
  }

  /**
   * One mart.
   *
   * @param rows all its rows
   * @param partitions its partitions by path, with their rows
   * @param totals what it adds up to, for marts of costs; empty for others
   */
  public record MartEntry(long rows, Map<String, Long> partitions, List<ControlTotal> totals) {}

  /** The totals of a mart; empty when there are none. */
  public List<ControlTotal> totals(Mart mart) {
    MartEntry entry = marts.get(mart.name());
    return entry == null ? List.of() : entry.totals();
  }

  /**
   * Reads the manifest of a version's folder; empty when the version is incomplete.
   *
   * @throws AlmanacException when it cannot be read
   */
  public static Optional<Manifest> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), Manifest.class));
    } catch (IOException e) {
      throw AlmanacException.input(
          "Cannot read manifest: "
              + file
              + " ("
              + e.getMessage()
              + "). Remove that version's folder and the link that points to it.");
    }
  }

  /** The manifest as indented JSON with sorted keys. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write manifest: " + runId, e);
    }
  }
}
