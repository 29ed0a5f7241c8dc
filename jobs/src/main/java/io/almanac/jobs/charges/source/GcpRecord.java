package io.almanac.jobs.charges.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fields of one Google billing record by their dotted names, such as {@code sku.id}, whichever
 * way the file writes them: as columns of such names, or as structs and lists, which may be JSON or
 * Python text. One object serves all records of a file, one after the other.
 */
final class GcpRecord {
  /** Fields that are lists of objects; what is no list there cannot be read. */
  static final Set<String> LISTS =
      Set.of("credits", "labels", "project.labels", "system_labels", "tags", "project.ancestors");

  /** Texts of structs repeat from row to row; the bounds keep the memory of a task flat. */
  private static final int REMEMBERED = 2_000;

  private static final int LONGEST_REMEMBERED = 2_000;

  /** More digits than any amount has: adding amounts stays cheap, whatever a hostile text says. */
  private static final int MOST_DIGITS = 100;

  private final String[] names;
  private final Map<String, JsonNode> parsed = new HashMap<>();
  private final TreeMap<String, Object> fields = new TreeMap<>();

  GcpRecord(Header header) {
    this.names =
        header.uniqueNames().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
  }

  /** Takes the values of the next record. */
  void read(Object[] row) {
    fields.clear();
    for (int i = 0; i < row.length; i++) {
      if (row[i] != null) {
        place(names[i], row[i]);
      }
    }
  }

  /** Every field that has a value, sorted: scalars as they were read, lists as {@link JsonNode}. */
  TreeMap<String, Object> fields() {
    return fields;
  }

  /** The scalar of a field as it was read; null when it is empty or a list. */
  Object value(String path) {
    Object value = fields.get(path);
    return value instanceof JsonNode ? null : value;
  }

  /** The text of a field; null when it is empty or a list. */
  String text(String path) {
    Object value = value(path);
    return value == null ? null : ChargeNormaliser.text(value).strip();
  }

  /** The number of a field with all its digits; null when it is empty or no amount. */
  BigDecimal number(String path) {
    String text = text(path);
    return text == null ? null : amount(text);
  }

  /** The elements of a list; empty when there are none; null when the field is no list. */
  List<JsonNode> list(String path) {
    Object value = fields.get(path);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonNode node)) {
      return null;
    }
    // Some writers of Parquet name the parts of a list.
    JsonNode list = node.isObject() && node.has("list") ? node.get("list") : node;
    if (!list.isArray()) {
      return null;
    }
    List<JsonNode> elements = new ArrayList<>();
    for (JsonNode element : list) {
      boolean wrapped = element.size() == 1 && (element.has("element") || element.has("item"));
      elements.add(wrapped ? element.elements().next() : element);
    }
    return elements;
  }

  /** The amount that a text says; null when it says none that fits. */
  static BigDecimal amount(String text) {
    BigDecimal exact = NumberText.exact(text);
    BigDecimal fitted = exact == null ? null : NumberText.fit(exact);
    return fitted == null || exact.scale() > MOST_DIGITS || exact.scale() < -MOST_DIGITS
        ? fitted
        : exact;
  }

  /** The text of a scalar inside a struct or list; null when there is none. */
  static String text(JsonNode node) {
    return node == null || node.isNull() || node.isContainerNode() ? null : node.asText();
  }

  private void place(String path, Object value) {
    if (value instanceof NestedValue nested) {
      JsonNode node = parse(nested.json());
      if (node == null) {
        put(path, nested.json());
      } else {
        place(path, node);
      }
    } else if (value instanceof String text) {
      String stripped = text.strip();
      if (!stripped.isEmpty() && !FocusValues.isNullLiteral(stripped)) {
        boolean nested = stripped.startsWith("{") || LISTS.contains(path);
        JsonNode node = nested ? parse(stripped) : null;
        if (node != null && node.isContainerNode()) {
          place(path, node);
        } else {
          put(path, text);
        }
      }
    } else {
      put(path, value);
    }
  }

  private void place(String path, JsonNode node) {
    if (node.isObject() && !LISTS.contains(path)) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        place(path + "." + field.getKey().toLowerCase(Locale.ROOT), field.getValue());
      }
    } else if (node.isContainerNode()) {
      if (node.size() > 0) {
        put(path, node);
      }
    } else if (!node.isNull() && !node.asText().isEmpty()) {
      put(path, node.asText());
    }
  }

  private void put(String path, Object value) {
    fields.putIfAbsent(path, value);
  }

  private JsonNode parse(String text) {
    JsonNode known = parsed.get(text);
    if (known != null) {
      return known;
    }
    JsonNode node = Json.tree(text);
    if (node == null) {
      String json = PythonText.json(text);
      node = json == null ? null : Json.tree(json);
    }
    if (node != null && text.length() <= LONGEST_REMEMBERED) {
      if (parsed.size() >= REMEMBERED) {
        parsed.clear();
      }
      parsed.put(text, node);
    }
    return node;
  }
}
