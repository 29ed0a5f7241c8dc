package io.almanac.jobs.explain;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.allocation.RuleFinding;
import io.almanac.jobs.allocation.RuleFinding.Kind;
import io.almanac.jobs.allocation.RuleUse;
import io.almanac.jobs.budget.Budget;
import io.almanac.jobs.budget.Budgets;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.kubernetes.ClusterSplit;
import io.almanac.jobs.kubernetes.Clusters;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.PublishedMarts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * What is odd about the rules as they are now, by themselves and on the published charges.
 *
 * @param rules the rules' names in order
 * @param findings what was found, one kind after the other
 * @param use what the rules make of the published charges; empty when these were not looked at
 */
public record RuleReview(List<String> rules, List<RuleFinding> findings, Optional<RuleUse> use) {
  /** Copies the lists. */
  public RuleReview {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
  }

  /**
   * Reviews the rules of a configuration.
   *
   * @param sessions asked only when there are published charges to look at
   * @param rulesOnly whether to leave published charges alone
   * @throws AlmanacException when the rules or budgets cannot be used, or there are no rules
   */
  public static RuleReview of(
      Supplier<SparkSession> sessions, AlmanacConfig config, boolean rulesOnly) {
    AllocationRules rules =
        config
            .allocationRules()
            .map(AllocationRules::load)
            .orElseThrow(
                () ->
                    AlmanacException.configuration(
                        List.of(
                            "Cannot check allocation rules: none are configured. Name their file"
                                + " as allocation-rules.")));
    Optional<List<Budget>> budgets = config.budgets().map(Budgets::load);
    Optional<PublishedMarts> marts =
        rulesOnly ? Optional.empty() : new MartStore(config.output().marts()).published();
    Optional<RuleUse> use =
        marts.map(
            one ->
                RuleUse.of(
                    ClusterSplit.split(
                        one.read(sessions.get(), CostMarts.CHARGES),
                        Clusters.load(config.finance().kubernetes(), rules),
                        rules),
                    rules));
    return new RuleReview(rules.names(), findings(rules, budgets, use), use);
  }

  /** What is odd, by what is known. */
  static List<RuleFinding> findings(
      AllocationRules rules, Optional<List<Budget>> budgets, Optional<RuleUse> use) {
    List<RuleFinding> findings = new ArrayList<>(rules.findings());
    use.ifPresent(one -> findings.addAll(contested(one)));
    budgets.ifPresent(lines -> findings.addAll(withoutBudget(rules, lines, use)));
    use.ifPresent(
        one -> {
          findings.addAll(unusedTags(one));
          findings.addAll(withoutMoney(rules, one));
        });
    return findings;
  }

  private static List<RuleFinding> contested(RuleUse use) {
    return use.contested().stream()
        .map(
            one ->
                new RuleFinding(
                    Kind.OVERLAP,
                    List.of(one.rule(), one.rival()),
                    "Rules "
                        + one.rule()
                        + " and "
                        + one.rival()
                        + " both take "
                        + money(one.charges(), one.cost(), one.currency())
                        + ", such as "
                        + one.example()
                        + ": "
                        + one.rule()
                        + " comes first.",
                    "See with almanac explain --charge whether that is meant."))
        .toList();
  }

  private static List<RuleFinding> withoutBudget(
      AllocationRules rules, List<Budget> budgets, Optional<RuleUse> use) {
    Set<String> budgeted =
        budgets.stream()
            .filter(budget -> budget.scopeType() == Budget.ScopeType.TEAM)
            .map(Budget::scope)
            .collect(Collectors.toSet());
    Set<String> teams = new TreeSet<>(rules.knownTeams());
    TreeMap<String, List<String>> moneyByTeam = new TreeMap<>();
    use.ifPresent(
        one ->
            one.taken().stream()
                .filter(taken -> taken.team() != null)
                .collect(
                    Collectors.groupingBy(
                        taken -> taken.team() + "\n" + taken.currency(),
                        TreeMap::new,
                        Collectors.toList()))
                .forEach(
                    (key, taken) -> {
                      teams.add(taken.get(0).team());
                      moneyByTeam
                          .computeIfAbsent(taken.get(0).team(), unseen -> new ArrayList<>())
                          .add(
                              money(
                                  taken.stream().mapToLong(RuleUse.Taken::charges).sum(),
                                  taken.stream()
                                      .map(RuleUse.Taken::cost)
                                      .reduce(BigDecimal.ZERO, BigDecimal::add),
                                  taken.get(0).currency()));
                    }));
    teams.removeAll(budgeted);
    return teams.stream()
        .map(
            team ->
                new RuleFinding(
                    Kind.NO_BUDGET,
                    List.of(),
                    "No budget line is for team "
                        + team
                        + (moneyByTeam.containsKey(team)
                            ? ", which has " + String.join(" and ", moneyByTeam.get(team))
                            : "")
                        + ".",
                    "Add one, or give its charges to a team that has one."))
        .toList();
  }

  private static List<RuleFinding> unusedTags(RuleUse use) {
    return use.unusedTags().stream()
        .map(
            tag ->
                new RuleFinding(
                    Kind.UNUSED_TAG,
                    List.of(),
                    "No rule asks for tag "
                        + tag.key()
                        + ", which "
                        + money(tag.charges(), tag.cost(), tag.currency())
                        + " have, "
                        + Amount.plain(tag.unallocated())
                        + " of it unallocated.",
                    "Use it in a rule if it tells an owner."))
        .toList();
  }

  private static List<RuleFinding> withoutMoney(AllocationRules rules, RuleUse use) {
    Set<String> idle = new LinkedHashSet<>(rules.names());
    idle.removeAll(
        use.taken().stream()
            .map(RuleUse.Taken::rule)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(HashSet::new)));
    return idle.stream()
        .map(
            rule ->
                new RuleFinding(
                    Kind.NO_MONEY,
                    List.of(rule),
                    "Rule " + rule + " takes no published charge.",
                    "Correct or remove it if charges were expected."))
        .toList();
  }

  private static String money(long charges, BigDecimal cost, String currency) {
    return charges
        + (charges == 1 ? " charge of " : " charges of ")
        + Amount.plain(cost)
        + " "
        + currency;
  }
}
