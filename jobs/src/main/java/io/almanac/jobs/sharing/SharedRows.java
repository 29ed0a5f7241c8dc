package io.almanac.jobs.sharing;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.SplitColumns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Between rows of {@code allocated_costs} and {@link SharedRow}. */
final class SharedRows {
  /**
   * What was paid for: the grain of costs that a split rule concerns. Sub account, SKU, region and
   * resource are left out, so that rows do not multiply by targets; machines with GPUs keep their
   * resource, which prices their hours. Charges of Kubernetes clusters stay apart by namespace.
   */
  static final List<String> WHAT =
      List.of(
          "source",
          "billing_period",
          "billing_currency",
          "charge_date",
          "invoice_id",
          "service_provider_name",
          "service_category",
          "service_name",
          "charge_category",
          "charge_class",
          "is_gpu",
          "resource_id",
          "resource_name",
          "consumed_unit",
          "kubernetes_cluster",
          "kubernetes_namespace");

  /** Who owned it, and by which rule. */
  static final List<String> OWNER =
      List.of(
          "team", "project", "environment", "cost_center", "rule_name", "rule_version", "rule_set");

  /** What is divided. */
  static final List<String> AMOUNTS =
      List.of("billed_cost", "effective_cost", "contracted_cost", "list_cost", "consumed_quantity");

  /** Where the effective cost stands among the amounts. */
  static final int EFFECTIVE = AMOUNTS.indexOf("effective_cost");

  /** The column that says for each rule whether its conditions hold. */
  static final String CONDITIONS = "split_conditions";

  private SharedRows() {}

  static SharedRow read(Row row) {
    List<Object> what = new ArrayList<>();
    WHAT.forEach(name -> what.add(row.getAs(name)));
    List<BigDecimal> amounts = new ArrayList<>();
    AMOUNTS.forEach(name -> amounts.add(row.getAs(name)));
    return new SharedRow(
        what,
        new CostOwner(
            row.getAs("team"),
            row.getAs("project"),
            row.getAs("environment"),
            row.getAs("cost_center")),
        Arrays.asList(
            row.<String>getAs("rule_name"),
            row.<String>getAs("rule_version"),
            row.<String>getAs("rule_set")),
        BigDecimal.ONE,
        amounts,
        row.<Long>getAs("charge_rows"),
        row.getAs(CONDITIONS),
        List.of(),
        null,
        null);
  }

  /** A row with the columns of {@code allocated_costs}. */
  static Row write(SharedRow row, String version) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < WHAT.size(); i++) {
      values.put(WHAT.get(i), row.what().get(i));
    }
    for (int i = 0; i < AMOUNTS.size(); i++) {
      values.put(AMOUNTS.get(i), row.amounts().get(i));
    }
    values.put("team", row.owner().team());
    values.put("project", row.owner().project());
    values.put("environment", row.owner().environment());
    values.put("cost_center", row.owner().costCenter());
    values.put("share", row.share());
    values.put("charge_rows", row.chargeRows());
    values.put("rule_name", row.allocated().get(0));
    values.put("rule_version", row.allocated().get(1));
    values.put("rule_set", row.allocated().get(2));
    List<SplitRule> rules = new ArrayList<>(row.path());
    if (row.isShared()) {
      values.put("rule_name", joined(rules.stream().map(SplitRule::name).toList()));
      values.put("rule_version", version);
      values.put("rule_set", null);
      values.put("sharing", SplitColumns.SHARED);
      values.put("shared_from_team", row.first().team());
      values.put("shared_from_project", row.first().project());
      values.put("shared_from_cost_center", row.first().costCenter());
    }
    if (row.keptBy() != null) {
      rules.add(row.keptBy());
      values.put("sharing", SplitColumns.KEPT);
    }
    if (!rules.isEmpty()) {
      values.put("split_path", joined(rules.stream().map(SplitRule::text).toList()));
    }
    return RowFactory.create(
        CostMarts.ALLOCATED_COSTS.columnNames().stream().map(values::get).toArray());
  }

  private static String joined(List<String> texts) {
    return String.join(SplitColumns.THEN, texts);
  }
}
