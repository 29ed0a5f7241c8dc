package io.almanac.jobs.allocation;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Builds small tables of charges; what is not stated is null. */
public final class Charges {
  private final List<Row> rows = new ArrayList<>();

  /** Adds a charge of a day and billed = effective cost with more values by column. */
  public Charges add(String day, String cost, Map<String, ?> more) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", "aws");
    values.put("billing_period", day.substring(0, 7));
    values.put("BillingCurrency", "USD");
    values.put("ServiceCategory", "Compute");
    Instant start = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    values.put("ChargePeriodStart", start);
    values.put("BilledCost", new BigDecimal(cost));
    values.put("EffectiveCost", new BigDecimal(cost));
    values.putAll(more);
    List<String> names = CostMarts.CHARGES.columnNames();
    if (!names.containsAll(values.keySet())) {
      throw new IllegalArgumentException("Cannot find columns: " + values.keySet());
    }
    rows.add(RowFactory.create(names.stream().map(values::get).toArray()));
    return this;
  }

  /** Adds a charge with tags only. */
  Charges tagged(String day, String cost, String tags) {
    return add(day, cost, Map.of("Tags", tags));
  }

  /** The rows so far, in order. */
  List<Row> rows() {
    return List.copyOf(rows);
  }

  public Dataset<Row> dataset() {
    return dataset(rows);
  }

  static Dataset<Row> dataset(List<Row> rows) {
    return SparkTest.spark().createDataFrame(rows, CostMarts.CHARGES.schema());
  }
}
