package io.almanac.jobs.sharing;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.mart.Owners;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads who bears shared costs, and what by. */
final class SplitTierReader {
  /** Measures of marts; drivers come on top. */
  static final List<String> MART_MEASURES =
      List.of(
          SplitBasis.GPU_HOURS,
          "gpu_hours.gpu_fraction",
          "run_costs.matched_hours",
          "run_costs.effective_cost",
          "run_costs.billed_cost");

  private static final String COSTS = "allocated_costs.";
  private static final List<String> TARGET_KEYS =
      List.of("team", "project", "environment", "cost-center");

  /** What a split states itself, or each of its tiers. */
  private static final List<String> OWN_KEYS = List.of("to", "by", "basis", "currencies");

  private static final List<String> TIER_KEYS =
      Stream.concat(Stream.of("amount"), OWN_KEYS.stream()).toList();

  private static final String AFTER = "after-splits";
  private static final List<String> TIMES = List.of("before-splits", AFTER);
  private static final String ALL = "all";
  private static final List<String> CURRENCIES = List.of("own", ALL);

  private final SplitFileProblems problems;
  private final Collection<String> drivers;

  SplitTierReader(SplitFileProblems problems, Collection<String> drivers) {
    this.problems = problems;
    this.drivers = new TreeSet<>(drivers);
  }

  /** The tiers of a rule: those it lists, or the one that it is itself. */
  List<SplitTier> read(JsonNode rule, String at) {
    if (!rule.has("tiers")) {
      return List.of(tier(rule, at, true));
    }
    JsonNode list = rule.path("tiers");
    if (!list.isArray() || list.isEmpty() || OWN_KEYS.stream().anyMatch(rule::has)) {
      problems.add(
          at + ".tiers",
          list,
          "Write a list of tiers, and to, by, basis and currencies in each of them.");
    }
    List<SplitTier> tiers = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String place = at + ", tiers[" + (i + 1) + "]";
      problems.checkKeys(list.get(i), place, TIER_KEYS);
      tiers.add(tier(list.get(i), place, i == list.size() - 1));
    }
    return tiers;
  }

  private SplitTier tier(JsonNode node, String at, boolean isLast) {
    SplitBasis basis = counted(timed(basis(node, at), node, at), node, at);
    List<SplitTier.Target> targets = targets(node.path("to"), at + ".to", basis);
    BigDecimal amount = null;
    if (basis.kind() == SplitBasis.Kind.FIXED) {
      amount =
          targets.stream().map(SplitTier.Target::stated).reduce(BigDecimal.ZERO, BigDecimal::add);
      if (node.has("amount")) {
        problems.add(at + ".amount", node.path("amount"), "By fixed, each target has an amount.");
      }
    } else if (node.has("amount")) {
      amount = problems.positive(node, at, "amount");
    }
    if (isLast && amount != null) {
      problems.add(
          at, "an amount", "The last tier takes all that is left: add one without an amount.");
    } else if (!isLast && amount == null) {
      problems.add(at + ".amount", "nothing", "Every tier but the last needs an amount.");
    }
    return new SplitTier(amount, basis, targets);
  }

  /** The basis with the time whose costs it goes by. */
  private SplitBasis timed(SplitBasis basis, JsonNode node, String at) {
    if (!node.has("basis")) {
      return basis;
    }
    String time = problems.text(node, at, "basis");
    if (!time.isEmpty() && !TIMES.contains(time)) {
      problems.add(at + ".basis", time, SplitFileProblems.didYouMean(time, TIMES));
    } else if (basis.kind() != SplitBasis.Kind.COST) {
      problems.add(
          at + ".basis", time, "Splits move costs alone: leave it out, or write a cost as by.");
    }
    return time.equals(AFTER) ? basis.afterSplitsBefore() : basis;
  }

  /** The basis with the currencies whose costs count. */
  private SplitBasis counted(SplitBasis basis, JsonNode node, String at) {
    if (!node.has("currencies")) {
      return basis;
    }
    String which = problems.text(node, at, "currencies");
    boolean everyTeam = node.path("to").asText().strip().equals("all");
    if (!which.isEmpty() && !CURRENCIES.contains(which)) {
      problems.add(at + ".currencies", which, SplitFileProblems.didYouMean(which, CURRENCIES));
    } else if (!basis.isMoney() && !everyTeam) {
      problems.add(
          at + ".currencies", which, "No money counts here: leave it out, or write a cost as by.");
    } else if (which.equals(ALL) && basis.afterSplits()) {
      problems.add(
          at + ".currencies",
          which,
          "Each currency is shared out by itself: leave out basis: " + AFTER + ", or this.");
    }
    return which.equals(ALL) ? basis.inAllCurrencies() : basis;
  }

  private SplitBasis basis(JsonNode node, String at) {
    String text = problems.text(node, at, "by");
    switch (text) {
      case "even":
        return new SplitBasis(SplitBasis.Kind.EVEN, null, text);
      case "weights":
        return new SplitBasis(SplitBasis.Kind.WEIGHTS, null, text);
      case "fixed":
        return new SplitBasis(SplitBasis.Kind.FIXED, null, text);
      case "cost":
        return new SplitBasis(SplitBasis.Kind.COST, "effective_cost", text);
      default:
    }
    List<String> known = new ArrayList<>(List.of("even", "weights", "fixed", "cost"));
    for (String cost : SharedRows.AMOUNTS.subList(0, 4)) {
      known.add(COSTS + cost);
      if (text.equals(COSTS + cost)) {
        return new SplitBasis(SplitBasis.Kind.COST, cost, text);
      }
    }
    known.addAll(MART_MEASURES);
    known.addAll(drivers);
    if (!text.isEmpty() && !known.contains(text)) {
      problems.add(at + ".by", text, SplitFileProblems.didYouMean(text, known));
    }
    return new SplitBasis(SplitBasis.Kind.MEASURE, text, text);
  }

  private List<SplitTier.Target> targets(JsonNode node, String at, SplitBasis basis) {
    List<SplitTier.Target> targets = new ArrayList<>();
    if (node.isTextual() && node.asText().strip().equals("all") && !basis.isStated()) {
      return targets;
    }
    if (!node.isArray() || node.isEmpty()) {
      problems.add(
          at, node, "Write a list of teams, or all where a target has no weight or amount.");
      return targets;
    }
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < node.size(); i++) {
      String place = at + "[" + (i + 1) + "]";
      SplitTier.Target target = target(node.get(i), place, basis);
      boolean byTeam =
          basis.kind() == SplitBasis.Kind.COST || basis.kind() == SplitBasis.Kind.MEASURE;
      if (!seen.add(byTeam ? target.owner().team() : target.owner())) {
        problems.add(place, node.get(i), "It is a target already; state each once.");
      }
      targets.add(target);
    }
    return targets;
  }

  private SplitTier.Target target(JsonNode node, String at, SplitBasis basis) {
    String number = basis.kind() == SplitBasis.Kind.FIXED ? "amount" : "weight";
    if (node.isValueNode() && !basis.isStated()) {
      String team = Owners.normalised("team", node.asText());
      if (node.isNull() || team == null || team.equals(Owners.UNALLOCATED)) {
        problems.add(at, node, "Name a team.");
      }
      return new SplitTier.Target(new CostOwner(team, null, null, null), null);
    }
    List<String> known = new ArrayList<>(TARGET_KEYS);
    if (basis.isStated()) {
      known.add(number);
    }
    problems.checkKeys(node, at, known);
    String team = Owners.normalised("team", problems.text(node, at, "team"));
    if (Owners.UNALLOCATED.equals(team)) {
      problems.add(at + ".team", team, "Name a team.");
    }
    return new SplitTier.Target(
        new CostOwner(
            team,
            optional(node, at, "project"),
            optional(node, at, "environment"),
            optional(node, at, "cost-center")),
        basis.isStated() ? problems.positive(node, at, number) : null);
  }

  private String optional(JsonNode node, String at, String key) {
    return node.has(key)
        ? Owners.normalised(key.replace('-', '_'), problems.text(node, at, key))
        : null;
  }
}
