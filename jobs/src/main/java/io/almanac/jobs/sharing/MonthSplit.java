package io.almanac.jobs.sharing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Shares out the costs of one billing month and currency by the rules in their order.
 *
 * <p>A rule that asks for an owner takes what the owner has when its turn comes, also what rules
 * before it gave to that owner. A rule that asks for no owner takes only what no rule has shared
 * out. So every cost goes through a rule once at most.
 */
final class MonthSplit {
  private static final int SCALE = 18;

  /** Stands for the owner that costs stay with. */
  private static final CostOwner KEEPS = new CostOwner(null, null, null, null);

  private final List<SplitRule> rules;
  private final MonthBasis month;

  MonthSplit(List<SplitRule> rules, MonthBasis month) {
    this.rules = rules;
    this.month = month;
  }

  /** The same costs by those who bear them; every amount sums to what it was. */
  List<SharedRow> apply(List<SharedRow> rows) {
    List<SharedRow> current = rows;
    for (int i = 0; i < rules.size(); i++) {
      List<SharedRow> next = new ArrayList<>();
      List<SharedRow> taken = new ArrayList<>();
      for (SharedRow row : current) {
        (takes(i, row) ? taken : next).add(row);
      }
      taken.sort(Comparator.comparing(SharedRow::order));
      MonthBasis now = rules.get(i).isAfterSplits() ? after(rows, current) : month;
      next.addAll(divide(rules.get(i), taken, now));
      current = next;
    }
    return current;
  }

  private boolean takes(int rule, SharedRow row) {
    SharedPool pool = rules.get(rule).pool();
    return row.conditions().charAt(rule) == '1'
        && (pool.hasOwner() ? pool.isOf(row.owner()) : !row.isShared());
  }

  /** What teams cost once some rows have become others: what no rule concerns stays as it is. */
  private MonthBasis after(List<SharedRow> before, List<SharedRow> now) {
    Map<String, Map<String, BigDecimal>> gains = new TreeMap<>();
    before.forEach(row -> addTo(gains, row, BigDecimal::negate));
    now.forEach(row -> addTo(gains, row, amount -> amount));
    return month.with(gains);
  }

  private static void addTo(
      Map<String, Map<String, BigDecimal>> gains, SharedRow row, UnaryOperator<BigDecimal> sign) {
    if (row.owner().team() == null) {
      return;
    }
    Map<String, BigDecimal> sums =
        gains.computeIfAbsent(row.owner().team(), unseen -> new TreeMap<>());
    for (int k = 0; k < row.amounts().size(); k++) {
      BigDecimal amount = row.amounts().get(k);
      if (amount != null) {
        sums.merge(SharedRows.AMOUNTS.get(k), sign.apply(amount), BigDecimal::add);
      }
    }
  }

  private List<SharedRow> divide(SplitRule rule, List<SharedRow> taken, MonthBasis now) {
    if (taken.isEmpty()) {
      return taken;
    }
    BigDecimal total =
        taken.stream().map(SharedRow::effectiveCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    Map<CostOwner, BigDecimal> weights = rule.weights(total, month, now, KEEPS);
    List<CostOwner> owners = List.copyOf(weights.keySet());
    LargestRemainder proportions = new LargestRemainder(weights.values());
    List<RunningParts> running = new ArrayList<>();
    SharedRows.AMOUNTS.forEach(amount -> running.add(new RunningParts(proportions)));
    List<SharedRow> parts = new ArrayList<>();
    for (SharedRow row : taken) {
      List<List<BigDecimal>> amounts = new ArrayList<>();
      for (int k = 0; k < running.size(); k++) {
        amounts.add(running.get(k).next(row.amounts().get(k), owners.size()));
      }
      List<BigDecimal> shares = proportions.divide(row.share(), SCALE);
      List<BigDecimal> counts = proportions.divide(BigDecimal.valueOf(row.chargeRows()), 0);
      for (int i = 0; i < owners.size(); i++) {
        List<BigDecimal> costs = new ArrayList<>();
        for (List<BigDecimal> amount : amounts) {
          costs.add(amount.get(i));
        }
        long rows = counts.get(i).longValueExact();
        parts.add(
            owners.get(i).equals(KEEPS)
                ? row.kept(rule, shares.get(i), costs, rows)
                : row.given(rule, owners.get(i), shares.get(i), costs, rows));
      }
    }
    return parts;
  }

  /**
   * Divides amounts one after the other so that the parts of each sum to it, and the parts of all
   * are those of their sum: a part is what the sum up to here gives, less what the sum before gave.
   * Divided by itself, each row would leave its odd units to the same owner.
   */
  private static final class RunningParts {
    private final LargestRemainder proportions;
    private BigDecimal sum = BigDecimal.ZERO;
    private List<BigDecimal> before;

    RunningParts(LargestRemainder proportions) {
      this.proportions = proportions;
      this.before = proportions.divide(BigDecimal.ZERO, SCALE);
    }

    List<BigDecimal> next(BigDecimal amount, int parts) {
      if (amount == null) {
        return Collections.nCopies(parts, null);
      }
      sum = sum.add(amount);
      List<BigDecimal> now = proportions.divide(sum, SCALE);
      List<BigDecimal> own = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        own.add(now.get(i).subtract(before.get(i)));
      }
      before = now;
      return own;
    }
  }
}
