package io.almanac.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of the file. Each question names a key and what is allowed; a wrong answer is noted
 * as a problem and the default returned, so that reading goes on. What was never asked for is
 * unknown.
 */
final class Section {
  private static final Pattern SECRET =
      Pattern.compile("(^|[-_.])(password|passwd|token|secret|credential|key)s?($|[-_.])");

  private final ConfigReading reading;
  private final String prefix;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final Node at;

  Section(ConfigReading reading, String prefix, MappingNode mapping) {
    this.reading = reading;
    this.prefix = prefix;
    this.at = mapping;
    if (mapping != null) {
      for (NodeTuple tuple : mapping.getValue()) {
        add(tuple);
      }
    }
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problem("Cannot use setting with a structured key", prefix, tuple.getKeyNode(), "");
    } else if (nodes.containsKey(key.getValue())) {
      problem(
          "Cannot use setting that is there twice",
          path(key.getValue()),
          key,
          "Remove one; the first is in line "
              + (keys.get(key.getValue()).getStartMark().getLine() + 1)
              + ".");
    } else {
      nodes.put(key.getValue(), tuple.getValueNode());
      keys.put(key.getValue(), key);
    }
  }

  /**
   * A text, or the default; a null default makes the key required and {@code why} says what for.
   */
  String text(String key, String otherwise, String why) {
    Optional<String> value = value(key, otherwise);
    if (value.isEmpty() && otherwise == null && absent(key)) {
      problem("Cannot find setting", path(key), at, "Add it: " + why + ".");
    }
    return value.orElse(otherwise == null ? "" : otherwise);
  }

  /** One of the allowed words. */
  String choice(String key, List<String> allowed, String otherwise) {
    String value = text(key, otherwise, "one of " + String.join(", ", allowed));
    if (absent(key) || allowed.contains(value)) {
      return value;
    }
    String hint =
        Suggestion.nearest(value, allowed).map(near -> " Did you mean " + near + "?").orElse("");
    wrong(key, "one of " + String.join(", ", allowed), hint);
    return allowed.get(0);
  }

  /** One of the allowed words, if there is one. */
  Optional<String> optionalChoice(String key, List<String> allowed) {
    known.add(key);
    return absent(key) ? Optional.empty() : Optional.of(choice(key, allowed, null));
  }

  /** A text that a rule holds for. */
  String matching(String key, Pattern allowed, String otherwise, String description) {
    String value = text(key, otherwise, description);
    if (absent(key) || allowed.matcher(value).matches()) {
      return value;
    }
    wrong(key, description, "");
    return value;
  }

  /**
   * The section's name among others of one kind.
   *
   * @param names those that are taken; this one is added
   * @param key what the sections stand under
   */
  String name(Set<String> names, String key) {
    String name =
        matching(
            "name",
            AlmanacConfig.NAME,
            null,
            "a name of lower-case letters, digits and hyphens, at most 63");
    if (!names.add(name) && !absent("name")) {
      wrong("name", "different from the other names under " + key, "");
    }
    return name;
  }

  /** A whole number within limits. */
  int whole(String key, int least, int most, int otherwise) {
    return optionalWhole(key, least, most, Integer.toString(otherwise)).orElse(otherwise);
  }

  /** A whole number within limits, if there is one. */
  Optional<Integer> optionalWhole(String key, int least, int most, String otherwise) {
    Optional<String> value = value(key, otherwise);
    if (absent(key) || value.isEmpty()) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    wrong(key, "a whole number from " + least + " to " + most, "");
    return Optional.empty();
  }

  /** A ratio from 0 to 1. */
  double ratio(String key, double otherwise) {
    Optional<String> value = value(key, Double.toString(otherwise));
    if (absent(key) || value.isEmpty()) {
      return otherwise;
    }
    Optional<BigDecimal> number = decimal(value.get());
    if (number.isPresent()
        && number.get().signum() >= 0
        && number.get().compareTo(BigDecimal.ONE) <= 0) {
      return number.get().doubleValue();
    }
    wrong(key, "a number from 0 to 1", "");
    return otherwise;
  }

  /** A number within limits, if there is one. */
  Optional<Double> optionalNumber(String key, double least, double most) {
    Optional<String> value = value(key, null);
    if (absent(key) || value.isEmpty()) {
      return Optional.empty();
    }
    Optional<Double> number =
        decimal(value.get())
            .map(BigDecimal::doubleValue)
            .filter(one -> one >= least && one <= most);
    if (number.isEmpty()) {
      wrong(key, "a number from " + least + " to " + most, "");
    }
    return number;
  }

  /** Notes a problem when a key is there that makes no sense beside the others. */
  void onlyIf(String key, boolean sensible, String description) {
    if (!sensible && !absent(key)) {
      wrong(key, description, "");
    }
  }

  /** A list of different texts that a rule holds for, at least one. */
  List<String> texts(String key, Pattern allowed, String description) {
    known.add(key);
    List<String> texts = new ArrayList<>();
    boolean right =
        nodes.get(key) instanceof SequenceNode sequence && !sequence.getValue().isEmpty();
    if (right) {
      for (Node node : ((SequenceNode) nodes.get(key)).getValue()) {
        String text = node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
        right &= allowed.matcher(text).matches() && !texts.contains(text);
        texts.add(text);
      }
    }
    if (!right) {
      wrong(key, description, "");
      return List.of();
    }
    reading.setting(path(key), texts.toString(), Setting.Origin.FILE);
    return texts;
  }

  /** A list of different numbers, each one of those allowed. */
  List<Double> numbers(String key, List<Double> allowed, List<Double> otherwise) {
    return list(
        key, text -> decimal(text).map(BigDecimal::doubleValue), "numbers", allowed, otherwise);
  }

  /** A list of different words, each one of those allowed. */
  List<String> words(String key, List<String> allowed, List<String> otherwise) {
    return list(key, Optional::of, "words", allowed, otherwise);
  }

  private <T> List<T> list(
      String key,
      Function<String, Optional<T>> read,
      String what,
      List<T> allowed,
      List<T> otherwise) {
    known.add(key);
    if (absent(key)) {
      reading.setting(path(key), otherwise.toString(), Setting.Origin.DEFAULT);
      return otherwise;
    }
    List<T> values = new ArrayList<>();
    if (nodes.get(key) instanceof SequenceNode sequence) {
      for (Node node : sequence.getValue()) {
        Optional<T> value =
            node instanceof ScalarNode scalar ? read.apply(scalar.getValue()) : Optional.empty();
        values.add(value.filter(allowed::contains).orElse(null));
      }
    }
    if (values.isEmpty() || values.contains(null) || Set.copyOf(values).size() < values.size()) {
      wrong(key, "a list of different " + what + " out of " + allowed, "");
      return otherwise;
    }
    reading.setting(path(key), values.toString(), Setting.Origin.FILE);
    return values;
  }

  /** A path, made absolute against the folder of the file. */
  Path path(String key, String otherwise, String why) {
    return asPath(key, text(key, otherwise, why));
  }

  /** A path, if there is one. */
  Optional<Path> optionalPath(String key) {
    return value(key, null).filter(text -> !absent(key)).map(text -> asPath(key, text));
  }

  /** A text, if there is one. */
  Optional<String> optionalText(String key) {
    return value(key, null).filter(text -> !absent(key));
  }

  /**
   * Whatever stands under a key, as JSON: texts but for true, false and null. It is required, and
   * somebody else checks it.
   */
  String tree(String key, String why) {
    known.add(key);
    if (absent(key)) {
      problem("Cannot find setting", path(key), at, "Add it: " + why + ".");
      return "{}";
    }
    String json = json(nodes.get(key), key).toString();
    reading.setting(path(key), json, Setting.Origin.FILE);
    return json;
  }

  private JsonNode json(Node node, String key) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (node instanceof MappingNode mapping) {
      ObjectNode object = make.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        if (!(tuple.getKeyNode() instanceof ScalarNode name) || object.has(name.getValue())) {
          problem("Cannot use setting", path(key), tuple.getKeyNode(), "Write each key once.");
        } else {
          object.set(name.getValue(), json(tuple.getValueNode(), key));
        }
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = make.arrayNode();
      sequence.getValue().forEach(part -> array.add(json(part, key)));
      return array;
    }
    String text = ((ScalarNode) node).getValue();
    if (Tag.BOOL.equals(node.getTag())) {
      return make.booleanNode(Boolean.parseBoolean(text));
    }
    return Tag.NULL.equals(node.getTag()) ? make.nullNode() : make.textNode(text);
  }

  /** The mapping under a key; an empty one where there is none. */
  Section section(String key) {
    known.add(key);
    Node node = nodes.get(key);
    if (node == null || absent(key) || node instanceof MappingNode) {
      return new Section(reading, path(key) + ".", node instanceof MappingNode m ? m : null);
    }
    wrong(key, "keys and values", "");
    return new Section(reading, path(key) + ".", null);
  }

  /** The mappings of the list under a key. */
  List<Section> sections(String key) {
    known.add(key);
    List<Section> sections = new ArrayList<>();
    if (absent(key)) {
      return sections;
    }
    if (!(nodes.get(key) instanceof SequenceNode sequence)) {
      wrong(key, "a list of entries, each beginning with a hyphen", "");
      return sections;
    }
    for (Node node : sequence.getValue()) {
      String name = path(key) + "[" + sections.size() + "]";
      if (node instanceof MappingNode mapping) {
        sections.add(new Section(reading, name + ".", mapping));
      } else {
        problem("Cannot use setting", name, node, "It must be keys and values.");
        sections.add(new Section(reading, name + ".", null));
      }
    }
    return sections;
  }

  /** Notes a problem with the value of a key, which is shown unless it is secret. */
  void wrong(String key, String allowed, String hint) {
    Node node = nodes.getOrDefault(key, at);
    String shown = path(key);
    if (nodes.get(key) instanceof ScalarNode scalar) {
      shown += ": " + (scalar.getValue().isEmpty() ? "(empty)" : scalar.getValue());
    }
    reading.problem(
        "Cannot use setting "
            + shown
            + " ("
            + place(node)
            + "). It must be "
            + allowed
            + "."
            + hint);
  }

  /** Whether the file does not say the key, or says null. */
  boolean absent(String key) {
    return !nodes.containsKey(key) || Tag.NULL.equals(nodes.get(key).getTag());
  }

  /** Notes every key that was never asked for. */
  void finish() {
    for (Map.Entry<String, Node> entry : keys.entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        problem("Cannot use unknown setting", path(key), entry.getValue(), advice(key));
      }
    }
  }

  private String advice(String key) {
    boolean literal =
        nodes.get(key) instanceof ScalarNode scalar && !scalar.getValue().startsWith("${");
    if (literal && SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()) {
      return "It looks like a secret: never write one into this file, refer to an environment"
          + " variable as ${NAME}.";
    }
    return Suggestion.nearest(key, known)
        .map(near -> "Did you mean " + near + "?")
        .orElse("Known here: " + String.join(", ", known) + ".");
  }

  private Optional<String> value(String key, String otherwise) {
    known.add(key);
    if (absent(key)) {
      if (otherwise != null) {
        reading.setting(path(key), otherwise, Setting.Origin.DEFAULT);
      }
      return Optional.ofNullable(otherwise);
    }
    if (!(nodes.get(key) instanceof ScalarNode scalar)) {
      wrong(key, "one value", "");
      return Optional.empty();
    }
    References.Resolved resolved = reading.references().resolve(scalar.getValue());
    for (String name : resolved.missing()) {
      problem(
          "Cannot find environment variable",
          name,
          scalar,
          path(key) + " refers to it; set it before the start.");
    }
    if (!resolved.missing().isEmpty()) {
      return Optional.empty();
    }
    if (resolved.value().isBlank()) {
      wrong(key, "a text that is not blank", "");
      return Optional.empty();
    }
    reading.setting(
        path(key),
        resolved.secret() ? Setting.HIDDEN : resolved.value(),
        resolved.secret() ? Setting.Origin.ENVIRONMENT : Setting.Origin.FILE);
    return Optional.of(resolved.value().strip());
  }

  private Path asPath(String key, String text) {
    try {
      if (!text.contains("://")) {
        return reading.folder().resolve(text).normalize();
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    wrong(key, "a path of a mounted file system", "");
    return reading.folder();
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String path(String key) {
    return prefix + key;
  }

  private String place(Node node) {
    return reading.place(node);
  }

  private void problem(String what, String value, Node node, String advice) {
    reading.problem((what + ": " + value + " (" + place(node) + "). " + advice).strip());
  }
}
