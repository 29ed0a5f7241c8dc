package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.kubernetes.ClusterClaims;
import io.almanac.jobs.kubernetes.ClusterNotes;
import io.almanac.jobs.kubernetes.ClusterSplit;
import io.almanac.jobs.kubernetes.Clusters;
import io.almanac.jobs.kubernetes.DayBill;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Divides charges of Kubernetes clusters among workloads before they get their owners. */
final class KubernetesStage {
  private final SparkSession spark;
  private final Publication marts;
  private final Clusters clusters;
  private final AllocationRules rules;
  private final Map<String, String> claims = new TreeMap<>();

  KubernetesStage(SparkSession spark, Publication marts, Clusters clusters, AllocationRules rules) {
    this.spark = spark;
    this.marts = marts;
    this.clusters = clusters;
    this.rules = rules;
  }

  /** What charges of each cluster and month are divided by, as short hashes. */
  static Map<String, String> facts(Clusters clusters) {
    Map<String, String> facts = new TreeMap<>();
    clusters
        .months()
        .forEach(
            (month, text) ->
                facts.put(Facts.KUBERNETES + month, Fingerprints.hash(text).substring(0, 16)));
    return facts;
  }

  /** Whether charges of clusters are divided at all. */
  boolean isNeeded() {
    return clusters.isNeeded();
  }

  /** Charges as rules are to see them. */
  Dataset<Row> split(Dataset<Row> charges) {
    return ClusterSplit.split(charges, clusters, rules);
  }

  /**
   * The billing periods to allocate anew, by source: those that were replaced, and those that have
   * charges of a cluster in a calendar month in which its files say something else than before.
   */
  Map<String, Set<String>> affected(Map<String, Set<String>> replaced) {
    AffectedPeriods affected = new AffectedPeriods(replaced);
    if (clusters.isNeeded() && marts.previous().isPresent()) {
      PublishedMarts before = marts.previous().get();
      Set<String> changed = changed(before.manifest().facts(), facts(clusters));
      if (!changed.isEmpty()) {
        before
            .read(spark, CostMarts.ALLOCATED_COSTS)
            .where(
                concat(
                        col("kubernetes_cluster"),
                        lit("."),
                        date_format(col("charge_date"), "yyyy-MM"))
                    .isin(changed.toArray()))
            .select("source", "billing_period")
            .distinct()
            .collectAsList()
            .forEach(row -> affected.addIfThere(row.getString(0), row.getString(1)));
      }
    }
    return affected.bySource();
  }

  /**
   * Finds out which charges several clusters claim, where there are several.
   *
   * @param keeps whether a partition of charges is not divided anew, so that what was found before
   *     holds
   */
  void findClaims(Predicate<String> keeps) {
    marts
        .previous()
        .ifPresent(version -> claims.putAll(keptClaims(version.manifest().facts(), keeps)));
    if (clusters.areSeveral()) {
      ClusterClaims.find(
              marts.sums(spark, CostMarts.CHARGES, ClusterClaims.sums(clusters), keeps.negate()),
              clusters)
          .forEach((period, text) -> claims.put(Facts.KUBERNETES_CLAIMS + period, text));
    }
  }

  /** What was found before in partitions that are kept. */
  static Map<String, String> keptClaims(Map<String, String> before, Predicate<String> keeps) {
    Map<String, String> kept = new TreeMap<>();
    before.forEach(
        (name, text) -> {
          if (name.startsWith(Facts.KUBERNETES_CLAIMS)) {
            String[] period = name.substring(Facts.KUBERNETES_CLAIMS.length()).split("/", -1);
            if (keeps.test("source=" + period[0] + "/billing_period=" + period[1])) {
              kept.put(name, text);
            }
          }
        });
    return kept;
  }

  /** What {@link #findClaims} found, for the manifest. */
  Map<String, String> claims() {
    return claims;
  }

  /** Clusters and months, such as {@code prod.2026-10}, that differ in two sets of facts. */
  static Set<String> changed(Map<String, String> before, Map<String, String> now) {
    return AffectedPeriods.changed(Facts.KUBERNETES, before, now);
  }

  /** What stayed whole, how OpenCost and bills compare, and what is odd about the files. */
  List<String> notes() {
    if (!clusters.isNeeded()) {
      return List.of();
    }
    List<DayBill> bills =
        marts
            .read(spark, CostMarts.ALLOCATED_COSTS)
            .where(col("kubernetes_cluster").isNotNull())
            .groupBy(
                col("kubernetes_cluster"),
                col("charge_date"),
                col("billing_currency"),
                col("kubernetes_namespace").isNotNull())
            .agg(coalesce(sum("effective_cost"), lit(BigDecimal.ZERO).cast(Mart.MONEY)))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new DayBill(
                        row.getString(0),
                        (LocalDate) row.get(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getDecimal(4)))
            .toList();
    List<String> notes = new ArrayList<>(ClusterNotes.of(clusters, bills));
    notes.addAll(ClusterClaims.notes(claims.values()));
    return notes;
  }
}
