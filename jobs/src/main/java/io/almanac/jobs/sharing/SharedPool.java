package io.almanac.jobs.sharing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * What a rule shares out: costs of given owners, costs that conditions hold for, or both. An empty
 * set or map asks for nothing.
 *
 * @param teams names in their one spelling
 * @param projects names in their one spelling
 * @param costCenters as allocation gives them
 * @param conditions texts by field, of which one must match; {@code *} stands for any characters,
 *     case and surrounding blanks do not count
 * @param currency the bills' currency; null for any
 */
record SharedPool(
    Set<String> teams,
    Set<String> projects,
    Set<String> costCenters,
    Map<PoolField, List<String>> conditions,
    String currency)
    implements Serializable {

  SharedPool {
    teams = Set.copyOf(teams);
    projects = Set.copyOf(projects);
    costCenters = Set.copyOf(costCenters);
    conditions = new TreeMap<>(conditions);
  }

  /** Whether it asks for an owner. */
  boolean hasOwner() {
    return !teams.isEmpty() || !projects.isEmpty() || !costCenters.isEmpty();
  }

  /** Whether an owner's costs belong to it as far as the owner is concerned. */
  boolean isOf(CostOwner owner) {
    return asksFor(teams, owner.team())
        && asksFor(projects, owner.project())
        && asksFor(costCenters, owner.costCenter());
  }

  /** Whether a row of {@code allocated_costs} belongs to it as far as the owner is concerned. */
  Column ownerMatches() {
    return in("team", teams).and(in("project", projects)).and(in("cost_center", costCenters));
  }

  /** Whether a row of {@code allocated_costs} belongs to it, whoever owns it. Never null. */
  Column conditionsMatch() {
    Column all = currency == null ? lit(true) : col("billing_currency").equalTo(lit(currency));
    for (Map.Entry<PoolField, List<String>> condition : conditions.entrySet()) {
      Column any = lit(false);
      for (String column : condition.getKey().columns()) {
        for (String text : condition.getValue()) {
          any = any.or(coalesce(matches(lower(trim(col(column))), text), lit(false)));
        }
      }
      all = all.and(any);
    }
    return coalesce(all, lit(false));
  }

  private static boolean asksFor(Set<String> wanted, String value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }

  private static Column in(String column, Set<String> wanted) {
    return wanted.isEmpty()
        ? lit(true)
        : coalesce(col(column).isin(wanted.stream().sorted().toArray()), lit(false));
  }

  private static Column matches(Column value, String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (!plain.contains("*")) {
      return value.equalTo(lit(plain));
    }
    String expression =
        Stream.of(plain.split("\\*", -1))
            .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
            .collect(Collectors.joining(".*", "(?s)^", "$"));
    return value.rlike(expression);
  }
}
