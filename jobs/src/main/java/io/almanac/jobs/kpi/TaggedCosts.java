package io.almanac.jobs.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.mart.KpiMarts;
import io.almanac.jobs.mart.MartSums;
import io.almanac.jobs.mart.SumKey;
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

  /** What to sum of charges: tags are taken apart once for each combination that a day has. */
  public static MartSums sums() {
    return new MartSums(
        List.of(
            SumKey.text("source"),
            SumKey.text("billing_period"),
            SumKey.day("charge_day", "ChargePeriodStart"),
            SumKey.text("billing_currency", "BillingCurrency"),
            SumKey.text("Tags")),
        List.of("EffectiveCost"));
  }

  /**
   * {@link KpiMarts#TAGGED_COSTS} of the mart {@code charges}.
   *
   * @param charges their {@link #sums}
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
            .withColumn("charge_date", date_from_unix_date(col("charge_day")))
            .withColumn("tag_key", explode(keys))
            .groupBy("source", "billing_period", "charge_date", "billing_currency", "tag_key")
            .agg(sum("EffectiveCost").as("effective_cost"), sum(MartSums.ROWS).as("charge_rows")));
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
