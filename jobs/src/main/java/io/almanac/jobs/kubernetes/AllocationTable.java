package io.almanac.jobs.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.charges.source.Header;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table that OpenCost exports: a record a container and day, with the columns {@code Date,
 * Namespace, ControllerKind, ControllerName, Pod}, costs such as {@code CPUCost} and {@code
 * TotalCost}, labels as JSON in {@code Labels} and one by one in {@code Label_…}. Columns stand in
 * any order; those of other days' labels are blank. It knows no cluster, no currency and nothing
 * idle.
 */
final class AllocationTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> REQUIRED = List.of("Date", "Namespace");
  private static final List<String> COSTS =
      List.of("TotalCost", "CPUCost", "RAMCost", "GPUCost", "PVCost", "NetworkCost");
  private static final String LABEL = "label_";

  /** Tags of a workload by the column that tells them. */
  private static final Map<String, String> TAGS =
      Map.of(
          "Namespace", "namespace",
          "ControllerKind", "controller-kind",
          "ControllerName", "controller",
          "Pod", "pod");

  private final Weighing weighing;
  private final ZoneId zone;
  private final FileUsage into;
  private final Map<LocalDate, List<Usage>> days = new TreeMap<>();
  private Header header;

  /**
   * A table of which nothing was read yet.
   *
   * @param zone whose days the dates are
   * @param into takes what is read, and what is wrong with it
   */
  AllocationTable(Weighing weighing, ZoneId zone, FileUsage into) {
    this.weighing = weighing;
    this.zone = zone;
    this.into = into;
  }

  /** Takes the names of the columns; false when they are not those of the table. */
  boolean begin(List<String> names) {
    header = Header.of(names);
    return check(header, into);
  }

  /** Hands over what was read, after the last record. */
  void end() {
    days.forEach((day, step) -> into.add(span(day), step));
  }

  private static boolean check(Header header, FileUsage into) {
    List<String> missing =
        new ArrayList<>(REQUIRED.stream().filter(name -> !header.has(name)).toList());
    if (COSTS.stream().noneMatch(header::has)) {
      missing.add("TotalCost");
    }
    Set<String> own = Set.of("date", "namespace", "totalcost", "cpucost", "gpucost", "ramcost");
    own.stream()
        .filter(header::repeats)
        .sorted()
        .forEach(name -> into.problem("column " + name + " is there twice", "Export it again."));
    if (!missing.isEmpty()) {
      into.problem(
          "columns are missing: " + String.join(", ", missing),
          "Give the CSV export of OpenCost, the same as Parquet, or JSON answers of its allocation interface.");
    }
    return missing.isEmpty();
  }

  /**
   * Takes the next record.
   *
   * @param one a text for each column
   * @param place where it stands, such as {@code line 7}
   */
  void add(List<String> one, String place) {
    if (one.size() != header.names().size()) {
      into.problem(
          "%s has %s fields below %s columns".formatted(place, one.size(), header.names().size()),
          "Export the day again.");
      return;
    }
    LocalDate day;
    try {
      day = LocalDate.parse(text(one, "Date"));
      KnownDays.check(day);
    } catch (DateTimeException e) {
      into.problem(
          "Date in %s is %s".formatted(place, text(one, "Date")), "Dates are written 2026-10-31.");
      return;
    }
    Map<String, String> tags = new HashMap<>();
    labels(one, tags);
    TAGS.forEach(
        (column, tag) -> {
          if (!text(one, column).isEmpty()) {
            tags.put(Usage.PREFIX + tag, text(one, column));
          }
        });
    String namespace = text(one, "Namespace");
    days.computeIfAbsent(day, unseen -> new ArrayList<>())
        .add(
            new Usage(
                String.join(
                    "/",
                    namespace,
                    text(one, "ControllerName"),
                    text(one, "Pod"),
                    text(one, "Container")),
                null,
                span(day),
                namespace.isEmpty() ? null : namespace,
                tags,
                weighing.weigh(field -> cost(one, field))));
  }

  /** The columns win over the list: they are what the exporter was asked for. */
  private void labels(List<String> one, Map<String, String> tags) {
    String json = text(one, "Labels");
    if (!json.isEmpty()) {
      try {
        JsonNode labels = JSON.readTree(json);
        labels.properties().forEach(label -> tags.put(label.getKey(), label.getValue().asText()));
      } catch (JsonProcessingException e) {
        // What is no list of labels has none; the columns may still have some.
        tags.clear();
      }
    }
    for (int i = 0; i < header.names().size(); i++) {
      String name = header.names().get(i);
      if (name.toLowerCase(Locale.ROOT).startsWith(LABEL) && !one.get(i).isBlank()) {
        tags.put(name.substring(LABEL.length()), one.get(i).strip());
      }
    }
  }

  /** A field by its name in JSON; blank is absent, as in lines before a column came. */
  private String cost(List<String> one, String field) {
    String column = field.equals("gpuCount") ? "GPUs" : field;
    String text = text(one, column);
    return text.isEmpty() ? null : text;
  }

  private Span span(LocalDate day) {
    return new Span(
        day.atStartOfDay(zone).toEpochSecond(), day.plusDays(1).atStartOfDay(zone).toEpochSecond());
  }

  private String text(List<String> one, String column) {
    int position = header.position(column);
    return position < 0 ? "" : one.get(position).strip();
  }
}
