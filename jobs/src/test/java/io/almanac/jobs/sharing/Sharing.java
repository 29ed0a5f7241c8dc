package io.almanac.jobs.sharing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Builds rules, months and shared costs for tests. */
final class Sharing {
  private Sharing() {}

  /** The rules of a list of splits in YAML; requests is known as a driver. */
  static SharedCostRules rules(String splits) {
    try {
      Path file = Files.createTempFile("shared-costs", ".yaml");
      Files.writeString(file, "version: v1\nsplits:\n" + splits);
      try {
        return SharedCostRules.load(file, Set.of("requests"));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a temporary file", e);
    }
  }

  /** A row of the team shared whose conditions all hold, with every amount the same. */
  static SharedRow row(int day, String cost) {
    return row("shared", day, cost, "111");
  }

  static SharedRow row(String team, int day, String cost, String conditions) {
    BigDecimal amount = new BigDecimal(cost);
    return row(team, day, Arrays.asList(amount, amount, amount, amount, null), conditions);
  }

  static SharedRow row(String team, int day, List<BigDecimal> amounts, String conditions) {
    List<Object> what = new ArrayList<>();
    SharedRows.WHAT.forEach(name -> what.add(null));
    what.set(SharedRows.WHAT.indexOf("source"), "aws");
    what.set(SharedRows.WHAT.indexOf("billing_period"), "2026-10");
    what.set(SharedRows.WHAT.indexOf("billing_currency"), "USD");
    what.set(SharedRows.WHAT.indexOf("charge_date"), LocalDate.of(2026, 10, day));
    return new SharedRow(
        what,
        new CostOwner(team, "pool", "prod", null),
        List.of("rule", "v"),
        BigDecimal.ONE,
        amounts,
        1 + day % 3,
        conditions,
        List.of(),
        null,
        null);
  }

  /** A month in which teams have these effective costs of their own. */
  static MonthBasis month(Map<String, String> costs) {
    MonthBasis month = new MonthBasis();
    costs.forEach(
        (team, cost) -> month.addCost(team, null, Map.of("effective_cost", new BigDecimal(cost))));
    return month;
  }

  /** Effective cost by team. */
  static Map<String, BigDecimal> byTeam(List<SharedRow> rows) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    rows.forEach(row -> sums.merge(row.owner().team(), row.effectiveCost(), BigDecimal::add));
    sums.replaceAll((team, cost) -> cost.signum() == 0 ? BigDecimal.ZERO : plain(cost));
    return sums;
  }

  /** Sums of all five amounts and of rows, null where no row has the amount. */
  static List<BigDecimal> sums(List<SharedRow> rows) {
    List<BigDecimal> sums = new ArrayList<>();
    for (int k = 0; k < SharedRows.AMOUNTS.size(); k++) {
      BigDecimal sum = null;
      for (SharedRow row : rows) {
        BigDecimal amount = row.amounts().get(k);
        sum = amount == null ? sum : sum == null ? amount : sum.add(amount);
      }
      sums.add(sum == null ? null : plain(sum));
    }
    sums.add(BigDecimal.valueOf(rows.stream().mapToLong(SharedRow::chargeRows).sum()));
    return sums;
  }

  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
