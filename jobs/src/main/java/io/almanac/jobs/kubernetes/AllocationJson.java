package io.almanac.jobs.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Reads answers of the allocation interface of OpenCost and Kubecost: {@code {code, status,
 * data:[{name: allocation}]}}, a map for each step of time, or one in all when the answer is
 * accumulated. A file may hold several answers after one another, the list alone, or a line for
 * each allocation. Allocations are read one by one, so that memory follows workloads and not files.
 */
final class AllocationJson {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private static final ObjectMapper JSON =
      new ObjectMapper(FACTORY).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final int DONE = 200;

  /** Tags of a workload by the property that tells them. */
  private static final Map<String, String> TAGS =
      Map.of(
          "namespace", "namespace",
          "controllerKind", "controller-kind",
          "controller", "controller",
          "pod", "pod");

  private final Weighing weighing;
  private final Optional<String> clusterId;
  private int withoutCluster;

  /**
   * A reader.
   *
   * @param clusterId the cluster whose allocations count; empty when there is only one
   */
  AllocationJson(Weighing weighing, Optional<String> clusterId) {
    this.weighing = weighing;
    this.clusterId = clusterId;
  }

  /** Reads a file; what is wrong with it becomes a problem of it. */
  void read(Reader text, FileUsage into) throws IOException {
    Map<Span, List<Usage>> lines = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          steps(parser, into);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
          answer(parser, lines, into);
        } else {
          into.problem("it holds " + parser.getText(), remedy());
        }
      }
    } catch (JsonProcessingException e) {
      into.problem(
          "line %s: %s"
              .formatted(
                  e.getLocation() == null ? "?" : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")),
          "Fetch it again.");
    }
    lines.forEach(into::add);
    if (withoutCluster > 0) {
      into.problem(
          withoutCluster + " allocations name no cluster",
          "Aggregate by cluster as well, or leave cluster-id out.");
    }
  }

  /** An answer, or an allocation on a line of its own. */
  private void answer(JsonParser parser, Map<Span, List<Usage>> lines, FileUsage into)
      throws IOException {
    Map<String, JsonNode> others = new HashMap<>();
    boolean hasData = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("data") && value == JsonToken.START_ARRAY) {
        hasData = true;
        steps(parser, into);
      } else {
        hasData |= name.equals("data") && value == JsonToken.VALUE_NULL;
        others.put(name, parser.<JsonNode>readValueAsTree());
      }
    }
    int code = others.containsKey("code") ? others.get("code").asInt(-1) : DONE;
    if (code != DONE) {
      String message = others.containsKey("message") ? others.get("message").asText() : "";
      into.problem(("the answer has code " + code + " " + message).strip(), "Fetch it again.");
    } else if (!hasData) {
      JsonNode allocation = JSON.valueToTree(others);
      Span window = others.containsKey("window") ? span(allocation.path("window")) : null;
      if (window == null || !others.containsKey("properties")) {
        into.problem("it has no data", remedy());
      } else {
        Span running = span(allocation);
        add(
            usage(
                allocation.path("name").asText(),
                allocation,
                window,
                running == null ? window : running),
            lines.computeIfAbsent(window, unseen -> new ArrayList<>()));
      }
    }
  }

  private void steps(JsonParser parser, FileUsage into) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        step(parser, into);
      } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
        into.problem("its data has " + parser.getText(), remedy());
        parser.skipChildren();
      }
    }
  }

  private void step(JsonParser parser, FileUsage into) throws IOException {
    List<Usage> step = new ArrayList<>();
    Span all = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      JsonNode allocation = parser.readValueAsTree();
      if (allocation == null || allocation.isNull()) {
        continue;
      }
      Span running = span(allocation);
      Span window = allocation.has("window") ? span(allocation.path("window")) : running;
      if (window == null) {
        into.problem("allocation " + name + " has no window of time that can be", remedy());
      } else {
        all = all == null ? window : all.with(window);
        add(usage(name, allocation, window, running == null ? window : running), step);
      }
    }
    if (all != null) {
      into.add(all, step);
    }
  }

  /** Adds an allocation unless another cluster's are asked for. */
  private void add(Usage usage, List<Usage> step) {
    if (clusterId.isPresent() && usage.cluster() == null) {
      withoutCluster++;
    } else if (clusterId.isEmpty() || clusterId.get().equals(usage.cluster())) {
      step.add(usage);
    }
  }

  private Usage usage(String name, JsonNode allocation, Span window, Span running) {
    JsonNode properties = allocation.path("properties");
    Map<String, String> tags = new HashMap<>();
    labels(properties.path("labels"), tags);
    labels(properties.path("namespaceLabels"), tags);
    TAGS.forEach((property, tag) -> put(tags, Usage.PREFIX + tag, properties.path(property)));
    tags.put(Usage.PREFIX + "name", name);
    Span clipped = running.within(window);
    UnaryOperator<String> fields = field -> text(allocation.get(field));
    return new Usage(
        name,
        plain(properties.path("cluster")),
        clipped == null ? window : clipped,
        plain(properties.path("namespace")),
        tags,
        weighing.weigh(fields));
  }

  /** Adds labels whose keys are not there yet, however they are spelt. */
  private static void labels(JsonNode labels, Map<String, String> tags) {
    Set<String> known = new HashSet<>();
    tags.keySet().forEach(key -> known.add(key.toLowerCase(Locale.ROOT)));
    labels.properties().stream()
        .filter(label -> !known.contains(label.getKey().toLowerCase(Locale.ROOT)))
        .forEach(label -> put(tags, label.getKey(), label.getValue()));
  }

  private static void put(Map<String, String> tags, String key, JsonNode value) {
    if (plain(value) != null) {
      tags.put(key, plain(value));
    }
  }

  /** A text that is not blank; else null. */
  private static String plain(JsonNode value) {
    return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
        ? value.asText().strip()
        : null;
  }

  /** The text of a number, or of what stands in its place; null when the field is absent. */
  private static String text(JsonNode value) {
    return value == null ? null : value.isValueNode() ? value.asText() : value.toString();
  }

  /** From start to end; null when one is missing or they cannot be. */
  private static Span span(JsonNode node) {
    try {
      long start = OffsetDateTime.parse(node.path("start").asText()).toEpochSecond();
      long end = OffsetDateTime.parse(node.path("end").asText()).toEpochSecond();
      Span span = end > start ? new Span(start, end) : null;
      if (span != null) {
        KnownDays.check(span);
      }
      return span;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String remedy() {
    return "Give answers of /allocation as OpenCost or Kubecost writes them.";
  }
}
