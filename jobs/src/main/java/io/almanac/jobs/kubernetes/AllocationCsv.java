package io.almanac.jobs.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.charges.source.Header;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the CSV export of OpenCost: a line a container and day, with the columns {@code Date,
 * Namespace, ControllerKind, ControllerName, Pod}, costs such as {@code CPUCost} and {@code
 * TotalCost}, labels as JSON in {@code Labels} and one by one in {@code Label_…}. Columns stand in
 * any order; those of other days' labels are blank. It knows no cluster, no currency and nothing
 * idle.
 */
final class AllocationCsv {
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

  /**
   * A reader.
   *
   * @param zone whose days the dates are
   */
  AllocationCsv(Weighing weighing, ZoneId zone) {
    this.weighing = weighing;
    this.zone = zone;
  }

  /** Reads a file; what is wrong with it becomes a problem of it. */
  void read(Reader text, FileUsage into) throws IOException {
    Map<LocalDate, List<Usage>> days = new TreeMap<>();
    try (CSVParser parser =
        CSVParser.parse(text, CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get())) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        return;
      }
      Header header = Header.of(List.of(records.next().values()));
      if (!check(header, into)) {
        return;
      }
      while (records.hasNext()) {
        CSVRecord one = records.next();
        if (one.size() != header.names().size()) {
          into.problem(
              "line %s has %s fields below %s columns"
                  .formatted(parser.getCurrentLineNumber(), one.size(), header.names().size()),
              "Export the day again.");
        } else {
          add(header, one, parser.getCurrentLineNumber(), days, into);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
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
          "Give the CSV export of OpenCost, or JSON answers of its allocation interface.");
    }
    return missing.isEmpty();
  }

  private void add(
      Header header, CSVRecord one, long line, Map<LocalDate, List<Usage>> days, FileUsage into) {
    LocalDate day;
    try {
      day = LocalDate.parse(text(header, one, "Date"));
      KnownDays.check(day);
    } catch (DateTimeException e) {
      into.problem(
          "Date in line %s is %s".formatted(line, text(header, one, "Date")),
          "Dates are written 2026-10-31.");
      return;
    }
    Map<String, String> tags = new HashMap<>();
    labels(header, one, tags);
    TAGS.forEach(
        (column, tag) -> {
          if (!text(header, one, column).isEmpty()) {
            tags.put(Usage.PREFIX + tag, text(header, one, column));
          }
        });
    String namespace = text(header, one, "Namespace");
    days.computeIfAbsent(day, unseen -> new ArrayList<>())
        .add(
            new Usage(
                String.join(
                    "/",
                    namespace,
                    text(header, one, "ControllerName"),
                    text(header, one, "Pod"),
                    text(header, one, "Container")),
                null,
                span(day),
                namespace.isEmpty() ? null : namespace,
                tags,
                weighing.weigh(field -> cost(header, one, field))));
  }

  /** The columns win over the list: they are what the exporter was asked for. */
  private static void labels(Header header, CSVRecord one, Map<String, String> tags) {
    String json = text(header, one, "Labels");
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
  private static String cost(Header header, CSVRecord one, String field) {
    String column = field.equals("gpuCount") ? "GPUs" : field;
    String text = text(header, one, column);
    return text.isEmpty() ? null : text;
  }

  private Span span(LocalDate day) {
    return new Span(
        day.atStartOfDay(zone).toEpochSecond(), day.plusDays(1).atStartOfDay(zone).toEpochSecond());
  }

  private static String text(Header header, CSVRecord one, String column) {
    int position = header.position(column);
    return position < 0 ? "" : one.get(position).strip();
  }
}
