package io.almanac.jobs.explain;

import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.RuleTrace;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Whose one charge is, and which rules came to that.
 *
 * @param charge where the charge stands: source, file and row
 * @param facts what the charge says, by name, in the order to show
 * @param tags its tags as rules see them
 * @param trace what each rule made of it
 * @param charges how many charges the reference names; this is the first of them
 * @param amounts the sums of these charges, one for each currency
 * @param sharing who bears it when split rules share it out; empty when none concerns it
 * @param rulesChanged whether the marts were published with other rules than those asked here
 */
public record ChargeExplanation(
    String charge,
    Map<String, String> facts,
    Map<String, String> tags,
    RuleTrace trace,
    long charges,
    List<Amount> amounts,
    Optional<ChargeSharing> sharing,
    boolean rulesChanged) {
  private static final Pattern ROW = Pattern.compile("([^/]+)/(.+)/([0-9]{1,18})");
  private static final List<String> SHOWN =
      List.of(
          "BillingAccountId",
          "SubAccountId",
          "SubAccountName",
          "ServiceCategory",
          "ServiceName",
          "SkuId",
          "RegionId",
          "ResourceId",
          "ResourceName",
          "ChargeCategory",
          "ChargeClass",
          "ChargeDescription",
          "CommitmentDiscountStatus",
          "InvoiceId");

  /** Copies its collections. */
  public ChargeExplanation {
    facts = new LinkedHashMap<>(facts);
    tags = new LinkedHashMap<>(tags);
    amounts = List.copyOf(amounts);
  }

  /**
   * Looks a charge up among the published ones.
   *
   * @param reference {@code source/file/row} as in the columns source, x_SourceFile and
   *     x_SourceRow, or the id or name of a resource
   * @throws AlmanacException when there is none
   */
  public static ChargeExplanation of(SparkSession spark, AlmanacConfig config, String reference) {
    return of(PublishedCosts.open(spark, config), reference);
  }

  static ChargeExplanation of(PublishedCosts published, String reference) {
    Dataset<Row> charges = published.read(CostMarts.CHARGES).where(meant(reference));
    List<Row> first =
        charges
            .orderBy(
                asc("ChargePeriodStart"), asc("source"), asc("x_SourceFile"), asc("x_SourceRow"))
            .limit(1)
            .collectAsList();
    if (first.isEmpty()) {
      throw AlmanacException.input(
          "Cannot find charge: "
              + reference
              + ". Name it as source/file/row, or by a resource's id or name, as the mart charges"
              + " of the newest night has them.");
    }
    Row charge = first.get(0);
    List<Amount> amounts =
        charges
            .groupBy("BillingCurrency")
            .agg(count(lit(1)), sum("BilledCost"), sum("EffectiveCost"))
            .orderBy("BillingCurrency")
            .collectAsList()
            .stream()
            .map(row -> Amount.of(row, 0))
            .toList();
    Map<String, String> facts = facts(charge);
    ClusterPieces.of(published.read(CostMarts.ALLOCATED_COSTS), charge)
        .ifPresent(pieces -> facts.put("kubernetes cluster", pieces));
    RuleTrace trace = RuleTrace.of(published.rules(), charge);
    return new ChargeExplanation(
        charge.getAs("source") + "/" + charge.getAs("x_SourceFile") + "/" + row(charge),
        facts,
        RuleTrace.tags(published.rules(), charge),
        trace,
        amounts.stream().mapToLong(Amount::charges).sum(),
        amounts,
        ChargeSharing.of(published.read(CostMarts.ALLOCATED_COSTS), charge, trace.taker()),
        published.rulesChanged());
  }

  private static Column meant(String reference) {
    String plain = reference.strip().toLowerCase(Locale.ROOT);
    Column resource =
        lower(col("ResourceId")).equalTo(plain).or(lower(col("ResourceName")).equalTo(plain));
    Matcher matcher = ROW.matcher(reference.strip());
    return matcher.matches()
        ? col("source")
            .equalTo(matcher.group(1))
            .and(col("x_SourceFile").equalTo(matcher.group(2)))
            .and(col("x_SourceRow").equalTo(Long.parseLong(matcher.group(3))))
            .or(resource)
        : resource;
  }

  private static Object row(Row charge) {
    return charge.getAs("x_SourceRow");
  }

  private static Map<String, String> facts(Row charge) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("charge date", RuleTrace.day(charge).toString());
    facts.put("billing period", charge.getAs("billing_period"));
    for (String name : SHOWN) {
      String value = charge.getAs(name);
      if (value != null) {
        facts.put(name, value);
      }
    }
    String currency = charge.getAs("BillingCurrency");
    facts.put("BilledCost", Amount.plain(charge.<BigDecimal>getAs("BilledCost")) + " " + currency);
    facts.put(
        "EffectiveCost", Amount.plain(charge.<BigDecimal>getAs("EffectiveCost")) + " " + currency);
    return facts;
  }
}
