package io.almanac.jobs.kubernetes;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartSums;
import io.almanac.jobs.mart.PlainAmount;
import io.almanac.jobs.mart.SumKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Charges that meet the conditions of several clusters. The first has them, which may be meant or
 * not: whoever reads the results must know.
 */
public final class ClusterClaims {
  private static final String SEPARATOR = "|";
  private static final String CLAIMANTS = "x_Claimants";

  private ClusterClaims() {}

  /** The names of clusters whose conditions hold, the first of the list first. */
  private record Claimants(Broadcast<Clusters> clusters, ArrayList<String> inputs)
      implements UDF1<Row, String> {
    @Override
    public String call(Row input) {
      List<String> names = new ArrayList<>();
      for (Cluster cluster : clusters.value().list()) {
        if (cluster.charges().holds(column -> input.getString(inputs.indexOf(column)))) {
          names.add(cluster.name());
        }
      }
      return names.size() < 2 ? null : String.join(", ", names);
    }
  }

  /** What to sum of charges: conditions are looked at once for charges that are alike. */
  public static MartSums sums(Clusters clusters) {
    return new MartSums(
        Stream.concat(
                inputs(clusters).stream(),
                Stream.of("source", "billing_period", "BillingCurrency", SplitFunction.DIVIDED))
            .distinct()
            .map(SumKey::text)
            .toList(),
        List.of("EffectiveCost"));
  }

  private static List<String> inputs(Clusters clusters) {
    return clusters.list().stream()
        .flatMap(cluster -> cluster.charges().columns().stream())
        .distinct()
        .toList();
  }

  /**
   * The claims to charges, as text by {@code source/billing period}; periods without any are
   * missing.
   *
   * @param charges their {@link #sums}
   */
  public static Map<String, String> find(Dataset<Row> charges, Clusters clusters) {
    List<String> inputs = inputs(clusters);
    Broadcast<Clusters> shared =
        JavaSparkContext.fromSparkContext(charges.sparkSession().sparkContext())
            .broadcast(clusters);
    Column asked = struct(inputs.stream().map(name -> col(name)).toArray(Column[]::new));
    Map<String, StringBuilder> texts = new TreeMap<>();
    charges
        .where(col(SplitFunction.DIVIDED).isNull())
        .withColumn(
            CLAIMANTS,
            udf(new Claimants(shared, new ArrayList<>(inputs)), DataTypes.StringType).apply(asked))
        .where(col(CLAIMANTS).isNotNull())
        .groupBy("source", "billing_period", CLAIMANTS, "BillingCurrency")
        .agg(
            sum(MartSums.ROWS),
            coalesce(sum("EffectiveCost"), lit(BigDecimal.ZERO).cast(Mart.MONEY)))
        .orderBy("source", "billing_period", CLAIMANTS, "BillingCurrency")
        .collectAsList()
        .forEach(
            row ->
                texts
                    .computeIfAbsent(
                        row.getString(0) + "/" + row.getString(1), unseen -> new StringBuilder())
                    .append(
                        String.join(
                            SEPARATOR,
                            row.getString(2),
                            row.getString(3),
                            Long.toString(row.getLong(4)),
                            PlainAmount.of(row.getDecimal(5))))
                    .append('\n'));
    Map<String, String> claims = new TreeMap<>();
    texts.forEach((period, text) -> claims.put(period, text.toString().strip()));
    return claims;
  }

  /**
   * One sentence for every set of clusters and currency, over all billing periods.
   *
   * @param claims texts of {@link #find}
   */
  public static List<String> notes(Iterable<String> claims) {
    Map<String, Long> rows = new TreeMap<>();
    Map<String, BigDecimal> costs = new TreeMap<>();
    for (String text : claims) {
      for (String claim : text.lines().toList()) {
        String[] parts = claim.split("\\|", -1);
        String key = parts[0] + SEPARATOR + parts[1];
        rows.merge(key, Long.valueOf(parts[2]), Long::sum);
        costs.merge(key, new BigDecimal(parts[3]), BigDecimal::add);
      }
    }
    List<String> notes = new ArrayList<>();
    rows.forEach(
        (key, count) -> {
          String[] parts = key.split("\\|", -1);
          List<String> names = Arrays.asList(parts[0].split(", ", -1));
          int last = names.size() - 1;
          notes.add(
              "Kubernetes clusters %s and %s claim the same %s of %s %s; %s has %s, because it stands first in the settings. Make charges in the settings of the others leave %s out."
                  .formatted(
                      String.join(", ", names.subList(0, last)),
                      names.get(last),
                      count == 1 ? "1 charge" : count + " charges",
                      parts[1],
                      PlainAmount.money(costs.get(key)),
                      names.get(0),
                      count == 1 ? "it" : "them",
                      count == 1 ? "it" : "them"));
        });
    return notes;
  }
}
