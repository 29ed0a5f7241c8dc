package io.almanac.jobs.currency;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;

/**
 * Converts allocated costs into the reporting currency, the one time that it is done. The amounts
 * of the bill stay beside it, and so does the rate.
 */
public final class Conversion {
  private static final int SCALE = 18;
  private static final int DIGITS = 20;

  private Conversion() {}

  /**
   * {@link CostMarts#ALLOCATED_COSTS} with its {@link CostMarts#CONVERSION} columns: the rate of
   * the row's billing month, and every cost times that rate, rounded half up to 18 decimals. Rate
   * and amounts are null where there is no rate.
   */
  public static Dataset<Row> convert(Dataset<Row> allocatedCosts, ExchangeRates rates) {
    Dataset<Row> rated =
        allocatedCosts
            .withColumn("reporting_currency", lit(rates.into()))
            .withColumn("exchange_rate", rate(rates).cast(Mart.MONEY));
    for (String cost : ReportingCosts.COSTS) {
      rated =
          rated.withColumn(
              ReportingCosts.converted(cost), product(col(cost), col("exchange_rate")));
    }
    return CostMarts.ALLOCATED_COSTS.conform(rated);
  }

  private static Column rate(ExchangeRates rates) {
    Column same = col("billing_currency").equalTo(lit(rates.into()));
    if (rates.rates().isEmpty()) {
      return when(same, lit(BigDecimal.ONE));
    }
    HashMap<String, BigDecimal> known = new HashMap<>();
    rates.rates().forEach((of, rate) -> known.put(of.text(), rate));
    Column other =
        udf(
                (UDF2<String, String, BigDecimal>)
                    (currency, month) -> known.get(new CurrencyMonth(currency, month).text()),
                Mart.MONEY)
            .apply(col("billing_currency"), col("billing_period"));
    return when(same, lit(BigDecimal.ONE)).otherwise(other);
  }

  /**
   * An amount at a rate, both DECIMAL(38,18); null where either is. Spark's own product of two such
   * decimals keeps 6 decimals only.
   */
  static Column product(Column amount, Column rate) {
    Column product =
        udf((UDF2<BigDecimal, BigDecimal, BigDecimal>) Conversion::product, Mart.MONEY)
            .apply(amount, rate);
    return when(rate.equalTo(lit(1)), amount).otherwise(product);
  }

  /**
   * The amount times the rate, rounded half up to 18 decimals; null when either is.
   *
   * @throws AlmanacException when the product has more than 20 digits before the point
   */
  static BigDecimal product(BigDecimal amount, BigDecimal rate) {
    if (amount == null || rate == null) {
      return null;
    }
    BigDecimal product = amount.multiply(rate).setScale(SCALE, RoundingMode.HALF_UP);
    if (product.precision() - SCALE > DIGITS) {
      throw AlmanacException.input(
          "Cannot convert amount: %s at the rate %s (it has more than 20 digits then). Correct the rate."
              .formatted(amount.toPlainString(), rate.toPlainString()));
    }
    return product;
  }
}
