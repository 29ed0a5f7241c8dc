package io.almanac.jobs.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.mart.KpiMarts;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Sums charges up by the keys of their tags. */
public final class TaggedCosts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TaggedCosts() {}

  /**
   * {@link KpiMarts#TAGGED_COSTS} of the mart {@code charges}. Tags are taken apart once for each
   * combination that a day has, not for each charge.
   */
  public static Dataset<Row> of(Dataset<Row> charges) {
    Column keys =
        udf(
                (UDF1<String, List<String>>) TaggedCosts::keys,
                DataTypes.createArrayType(DataTypes.StringType))
            .apply(col("Tags"));
    return KpiMarts.TAGGED_COSTS.conform(
        charges
            .where(col("Tags").isNotNull())
            .groupBy(
                col("source"),
                col("billing_period"),
                to_date(col("ChargePeriodStart")).as("charge_date"),
                col("BillingCurrency").as("billing_currency"),
                col("Tags"))
            .agg(sum("EffectiveCost").as("cost"), count(lit(1)).as("rows"))
            .withColumn("tag_key", explode(keys))
            .groupBy("source", "billing_period", "charge_date", "billing_currency", "tag_key")
            .agg(sum("cost").as("effective_cost"), sum("rows").as("charge_rows")));
  }

  /** The keys with a value that is not blank, each once, sorted; none of what is not JSON. */
  static List<String> keys(String tags) {
    TreeSet<String> keys = new TreeSet<>();
    try {
      for (var tag : JSON.readTree(tags).properties()) {
        JsonNode value = tag.getValue();
        String key = tag.getKey().strip().toLowerCase(Locale.ROOT);
        if (value.isValueNode() && !value.asText("").isBlank() && !value.isNull()) {
          keys.add(key);
        }
      }
    } catch (JsonProcessingException e) {
      // Readers write JSON; what is not JSON has no tags here, as it has none for allocation rules.
      return List.of();
    }
    return List.copyOf(keys);
  }
}
