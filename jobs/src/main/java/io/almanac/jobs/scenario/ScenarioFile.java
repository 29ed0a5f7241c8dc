package io.almanac.jobs.scenario;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.mart.Owners;
import io.almanac.jobs.scenario.Change.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads a YAML file of scenarios and collects every problem before it fails.
 *
 * <pre>
 * scenarios:
 *   - name: launch
 *     changes:
 *       - kind: driver-growth        # of a driver that has effects
 *         driver: requests
 *         growth: 20                 # per cent; or factor: 1.2
 *         from: 2026-12-01           # until, the last day, may be added to any change
 *       - kind: new-cost
 *         team: robotics             # known or new
 *         project: atlas             # a name for people; may be left out
 *         per-month: 3600            # or per-day; in the reporting currency
 *         from: 2026-12-01
 *       - kind: price-change
 *         teams: [vision, platform]  # all when left out
 *         growth: -5
 *         from: 2027-01-01
 *       - kind: migration
 *         team: vision
 *         to: platform
 *         share: 0.4                 # 1 when left out
 *         cost-factor: 0.8           # what moved costs so much of before; 1 when left out
 *         from: 2027-01-01
 *       - kind: end
 *         team: research
 *         share: 0.3                 # 1 when left out
 *         from: 2027-01-01
 * </pre>
 */
final class ScenarioFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final List<String> KINDS = Stream.of(Kind.values()).map(Kind::text).toList();
  private static final Map<Kind, List<String>> KEYS = new EnumMap<>(Kind.class);

  static {
    KEYS.put(Kind.DRIVER_GROWTH, List.of("driver", "growth", "factor"));
    KEYS.put(Kind.NEW_COST, List.of("team", "project", "per-day", "per-month"));
    KEYS.put(Kind.PRICE_CHANGE, List.of("teams", "growth", "factor"));
    KEYS.put(Kind.MIGRATION, List.of("team", "to", "share", "cost-factor"));
    KEYS.put(Kind.END, List.of("team", "project", "share"));
  }

  private final Path file;
  private final Collection<String> drivers;
  private final List<String> problems = new ArrayList<>();

  ScenarioFile(Path file, Collection<String> drivers) {
    this.file = file;
    this.drivers = new TreeSet<>(drivers);
  }

  List<Scenario> read() {
    JsonNode root;
    try {
      root = YAML.readTree(Files.readString(file));
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw AlmanacException.configuration(
          List.of(
              "Cannot read scenarios: %s (%s). Check that the file exists and is valid YAML."
                  .formatted(file, reason.lines().findFirst().orElse(""))));
    }
    checkKeys(root, "", List.of("scenarios"));
    JsonNode list = root.path("scenarios");
    if (!list.isArray()) {
      problem("scenarios", shown(list), "Write a list of scenarios; [] means none.");
    }
    List<Scenario> scenarios = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String at = "scenarios[" + (i + 1) + "]";
      JsonNode node = list.get(i);
      checkKeys(node, at, List.of("name", "changes"));
      String name = text(node, at, "name");
      if (!names.add(name)) {
        problem(at + ".name", name, "Another scenario has this name; give each its own.");
      }
      JsonNode changes = node.path("changes");
      if (!changes.isArray() || changes.isEmpty()) {
        problem(at + ".changes", shown(changes), "Write a list of at least one change.");
      }
      List<Change> read = new ArrayList<>();
      for (int k = 0; k < changes.size(); k++) {
        Change change = change(changes.get(k), at + " " + name + ", changes[" + (k + 1) + "]");
        if (change != null) {
          read.add(change);
        }
      }
      scenarios.add(new Scenario(name, read));
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return List.copyOf(scenarios);
  }

  /** One change; null when its kind is not known. */
  private Change change(JsonNode node, String at) {
    String text = text(node, at, "kind");
    if (!KINDS.contains(text)) {
      if (!text.isEmpty()) {
        problem(at + ".kind", text, CostDrivers.didYouMean(text, KINDS));
      }
      return null;
    }
    Kind kind = Kind.values()[KINDS.indexOf(text)];
    List<String> keys = new ArrayList<>(List.of("kind"));
    keys.addAll(KEYS.get(kind));
    keys.addAll(List.of("from", "until"));
    checkKeys(node, at, keys);
    String driver = kind == Kind.DRIVER_GROWTH ? driver(node, at) : null;
    boolean grows = kind == Kind.DRIVER_GROWTH || kind == Kind.PRICE_CHANGE;
    boolean monthly = node.has("per-month");
    LocalDate from = day(node, at, "from");
    LocalDate until = node.has("until") ? day(node, at, "until") : null;
    if (from != null && until != null && until.isBefore(from)) {
      problem(at + ".until", until.toString(), "It is the last day: write " + from + " or later.");
    }
    return new Change(
        kind,
        driver,
        kind == Kind.DRIVER_GROWTH ? List.of() : teams(node, at, kind),
        kind == Kind.MIGRATION ? team(node, at, "to") : null,
        grows ? factor(node, at) : number(node, at, "cost-factor", 0, 1000, 1),
        number(node, at, "share", 0, 1, 1),
        kind == Kind.NEW_COST ? amount(node, at, monthly) : 0,
        monthly,
        node.has("project") ? text(node, at, "project") : null,
        from,
        until);
  }

  private String driver(JsonNode node, String at) {
    String name = text(node, at, "driver");
    if (!name.isEmpty() && !drivers.contains(name)) {
      problem(
          at + ".driver",
          name,
          drivers.isEmpty()
              ? "No driver has an effect; add driver-effects to the settings."
              : CostDrivers.didYouMean(name, drivers));
    }
    return name;
  }

  private List<String> teams(JsonNode node, String at, Kind kind) {
    if (kind != Kind.PRICE_CHANGE) {
      return List.of(team(node, at, "team"));
    }
    JsonNode list = node.path("teams");
    List<String> teams = new ArrayList<>();
    if (node.has("teams") && (!list.isArray() || list.isEmpty())) {
      problem(at + ".teams", shown(list), "Write a list of teams, or leave it out for all.");
    }
    for (JsonNode team : list) {
      teams.add(normalised(team.asText()));
    }
    return teams;
  }

  private String team(JsonNode node, String at, String key) {
    return normalised(text(node, at, key));
  }

  private static String normalised(String text) {
    String team = Owners.normalised("team", text);
    return team == null || team.equals(Owners.UNALLOCATED) ? "" : team;
  }

  private double factor(JsonNode node, String at) {
    if (node.has("growth") == node.has("factor")) {
      problem(at, node.toString(), "Write either growth, in per cent, or factor.");
      return 1;
    }
    return node.has("growth")
        ? 1 + number(node, at, "growth", -99.99, 100_000, 0) / 100
        : number(node, at, "factor", 0.0001, 1000, 1);
  }

  private double amount(JsonNode node, String at, boolean monthly) {
    if (node.has("per-day") == monthly) {
      problem(at, node.toString(), "Write either per-day or per-month.");
      return 0;
    }
    return number(node, at, monthly ? "per-month" : "per-day", 0, 1e15, 0);
  }

  private double number(
      JsonNode node, String at, String key, double least, double most, double otherwise) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    try {
      double number = new BigDecimal(value.asText()).doubleValue();
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    problem(
        at + "." + key,
        shown(value),
        "Write a number from "
            + BigDecimal.valueOf(least).toPlainString()
            + " to "
            + BigDecimal.valueOf(most).toPlainString()
            + ".");
    return otherwise;
  }

  private LocalDate day(JsonNode node, String at, String key) {
    String text = text(node, at, key);
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problem(at + "." + key, text, "Write a date as 2026-12-25.");
      return null;
    }
  }

  private String text(JsonNode node, String at, String key) {
    JsonNode value = node.path(key);
    if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
      problem(at + "." + key, shown(value), "Write a text that is not blank.");
      return "";
    }
    return value.asText().strip();
  }

  private void checkKeys(JsonNode node, String at, Collection<String> known) {
    if (!node.isObject()) {
      problem(at, shown(node), "Write keys and values.");
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                problem(
                    at.isEmpty() ? key : at + "." + key,
                    "unknown key",
                    CostDrivers.didYouMean(key, known));
              }
            });
  }

  private void problem(String at, String value, String remedy) {
    problems.add(
        "Cannot use scenarios in %s, %s: %s. %s"
            .formatted(file, at.isEmpty() ? "top" : at, value, remedy));
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
