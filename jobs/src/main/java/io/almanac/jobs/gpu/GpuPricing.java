package io.almanac.jobs.gpu;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.size;

import io.almanac.jobs.currency.CurrencyMonth;
import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.mart.GpuMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.Owners;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Gives GPU hours their owner and price: those of the machine in the bill, divided by its GPUs;
 * without a bill, the catalogue's price; without either, none.
 */
public final class GpuPricing {
  private static final int SCALE = 18;

  private GpuPricing() {}

  /**
   * {@link GpuMarts#GPU_HOURS} of classified hours. A machine has as many GPUs as telemetry ever
   * saw on it in the evidence window.
   *
   * @param classified as {@link GpuHours#classify} gives; used more than once
   * @param allocatedCosts the mart of that name, in the reporting currency where there are rates
   * @param rates convert the catalogue's prices; one without a rate stays in its own currency
   */
  public static Dataset<Row> price(
      Dataset<Row> classified,
      Dataset<Row> allocatedCosts,
      GpuCatalogue catalogue,
      ExchangeRates rates,
      LocalDate from,
      LocalDate asOf) {
    SparkSession spark = classified.sparkSession();
    List<Row> machines =
        classified
            .groupBy("host", "gpu_model", "day")
            .agg(size(collect_set("device")).as("devices"))
            .collectAsList();
    Set<String> hosts =
        machines.stream()
            .map(row -> row.getString(0))
            .filter(host -> host != null)
            .collect(Collectors.toSet());
    HostBill bill = HostBill.read(allocatedCosts, hosts, from, asOf);
    java.util.Map<String, Integer> gpus = new java.util.HashMap<>();
    machines.forEach(row -> gpus.merge(row.getString(0), row.getInt(3), Math::max));
    List<Row> prices = new ArrayList<>();
    for (Row machine : machines) {
      prices.add(
          price(
              machine.getString(0),
              machine.getString(1),
              LocalDate.parse(machine.getString(2)),
              gpus.get(machine.getString(0)),
              bill,
              catalogue,
              rates));
    }
    Dataset<Row> priced =
        classified.join(
            broadcast(spark.createDataFrame(prices, schema())),
            classified
                .col("host")
                .eqNullSafe(col("price_host"))
                .and(classified.col("gpu_model").eqNullSafe(col("price_model")))
                .and(classified.col("day").equalTo(col("price_day"))),
            "left");
    return GpuMarts.GPU_HOURS.conform(
        priced.withColumn(
            "hourly_cost",
            col("gpu_hourly_cost")
                .cast("decimal(20,9)")
                .multiply(col("gpu_fraction").cast("decimal(10,9)"))));
  }

  private static Row price(
      String host,
      String model,
      LocalDate day,
      int gpus,
      HostBill bill,
      GpuCatalogue catalogue,
      ExchangeRates rates) {
    Optional<HostBill.Day> billed = host == null ? Optional.empty() : bill.find(host, day);
    List<Object> row = new ArrayList<>();
    row.add(host);
    row.add(model);
    row.add(day.toString());
    if (billed.isPresent()) {
      row.add(
          billed
              .get()
              .hourlyCost()
              .divide(BigDecimal.valueOf(gpus), SCALE, RoundingMode.HALF_EVEN));
      row.add(billed.get().currency());
      row.add("bill");
      row.add(billed.get().resource());
      row.add(billed.get().owner().get(0) == null ? null : "bill");
      row.addAll(billed.get().owner());
    } else {
      Optional<GpuCatalogue.Entry> listed = catalogue.price(model, day);
      BigDecimal price = listed.map(GpuCatalogue.Entry::price).orElse(null);
      String currency = listed.map(GpuCatalogue.Entry::currency).orElse(null);
      Optional<BigDecimal> converted =
          listed.flatMap(
              entry ->
                  rates.convert(
                      entry.price(),
                      new CurrencyMonth(entry.currency(), YearMonth.from(day).toString())));
      row.add(converted.orElse(price));
      row.add(converted.isPresent() ? rates.into() : currency);
      row.add(listed.isPresent() ? "catalogue" : null);
      row.add(null);
      row.add(null);
      Owners.NAMES.forEach(name -> row.add(null));
    }
    return RowFactory.create(row.toArray());
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("price_host", DataTypes.StringType)
            .add("price_model", DataTypes.StringType)
            .add("price_day", DataTypes.StringType)
            .add("gpu_hourly_cost", Mart.MONEY)
            .add("currency", DataTypes.StringType)
            .add("cost_source", DataTypes.StringType)
            .add("resource_id", DataTypes.StringType)
            .add("owner_source", DataTypes.StringType);
    for (String name : Owners.NAMES) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return schema;
  }
}
