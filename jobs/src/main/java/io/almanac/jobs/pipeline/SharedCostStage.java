package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.currency.CurrencyMonth;
import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.gpu.MachineHours;
import io.almanac.jobs.gpu.TelemetryReader;
import io.almanac.jobs.mart.RunMarts;
import io.almanac.jobs.mart.SplitColumns;
import io.almanac.jobs.runs.RunCosts;
import io.almanac.jobs.scenario.DriverValues;
import io.almanac.jobs.sharing.BasisMeasures;
import io.almanac.jobs.sharing.SharedCostRules;
import io.almanac.jobs.sharing.SharedCosts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Shares costs out between allocation and everything behind it. What rules go by besides costs is
 * read from where it comes from: GPU hours from telemetry, which need neither owner nor price, run
 * costs from runs and charges, drivers from their file.
 */
final class SharedCostStage {
  private static final String RUN_COSTS = "run_costs.";

  private final SharedCostRules rules;
  private final BasisMeasures measures;
  private final ExchangeRates rates;

  SharedCostStage(SharedCostRules rules, BasisMeasures measures, ExchangeRates rates) {
    this.rules = rules;
    this.measures = measures;
    this.rates = rates;
  }

  /**
   * Checks that rules that go by costs in all currencies can.
   *
   * @throws AlmanacException with one problem for each rule that cannot
   */
  static void check(SharedCostRules rules, ExchangeRates rates) {
    List<String> across = rates.isConfigured() ? List.of() : rules.acrossCurrencies();
    if (!across.isEmpty()) {
      throw AlmanacException.configuration(
          across.stream()
              .map(
                  name ->
                      "Cannot share costs by those in all currencies: split "
                          + name
                          + ". Name a file of exchange-rates, or leave out its currencies: all.")
              .toList());
    }
  }

  /**
   * Measures what the rules go by; nothing is read that no rule needs.
   *
   * @param charges the mart of that name
   * @param asOf nothing counts from its first moment on
   */
  static SharedCostStage prepare(
      SparkSession spark,
      AlmanacConfig config,
      NightInputs inputs,
      Dataset<Row> charges,
      LocalDate asOf) {
    BasisMeasures measures = new BasisMeasures();
    Set<String> wanted = inputs.sharedCosts().measures();
    Set<String> hours = new TreeSet<>(wanted);
    hours.retainAll(SharedCostRules.GPU_HOURS);
    if (!hours.isEmpty()) {
      for (AlmanacConfig.InputSetting setting : config.telemetry()) {
        MachineHours.byMonth(
                TelemetryReader.named(setting.format()).read(spark, setting.name(), setting.path()),
                asOf)
            .forEach(
                (month, machines) ->
                    machines.forEach(
                        (machine, value) ->
                            hours.forEach(
                                name -> measures.addOfResource(name, month, machine, value))));
      }
    }
    List<String> ofRuns = wanted.stream().filter(name -> name.startsWith(RUN_COSTS)).toList();
    if (!ofRuns.isEmpty()) {
      List<Row> runs = new ArrayList<>();
      inputs.runs().forEach(history -> runs.addAll(history.rows()));
      addRuns(
          measures,
          ofRuns,
          RunCosts.match(spark.createDataFrame(runs, RunMarts.RUNS.schema()), charges, asOf));
    }
    addDrivers(measures, wanted, inputs.driverValues(), asOf);
    return new SharedCostStage(inputs.sharedCosts(), measures, inputs.rates());
  }

  private static void addRuns(BasisMeasures measures, List<String> names, Dataset<Row> runCosts) {
    for (String name : names) {
      String column = name.substring(RUN_COSTS.length());
      var month = date_format(col("charge_date"), "yyyy-MM");
      runCosts
          .where(col("resource_id").isNotNull())
          .groupBy(
              column.endsWith("_cost") ? concat(month, lit(" "), col("billing_currency")) : month,
              lower(col("resource_id")))
          .agg(sum(column))
          .collectAsList()
          .forEach(
              row -> {
                if (!row.isNullAt(0) && !row.isNullAt(2)) {
                  measures.addOfResource(
                      name, row.getString(0), row.getString(1), row.getDecimal(2));
                }
              });
    }
  }

  private static void addDrivers(
      BasisMeasures measures, Set<String> wanted, DriverValues values, LocalDate asOf) {
    for (String driver : values.names()) {
      DriverValues.team(driver)
          .ifPresent(
              team -> {
                String name = driver.substring(0, driver.indexOf(':')).strip();
                if (wanted.contains(name)) {
                  values
                      .monthly(driver, asOf.minusDays(1))
                      .forEach(
                          (month, value) ->
                              measures.addOfTeam(name, month.toString(), team, value));
                }
              });
    }
  }

  /** Whether any costs are shared out. */
  boolean isNeeded() {
    return !rules.rules().isEmpty();
  }

  /** The costs with shared ones borne by those that rules give them to. */
  Dataset<Row> split(Dataset<Row> allocated) {
    return split(allocated, rates);
  }

  /** The same at other rates, such as those that billing periods were closed with. */
  Dataset<Row> split(Dataset<Row> allocated, ExchangeRates others) {
    return SharedCosts.split(
        allocated,
        rules,
        measures,
        (currency, month) -> others.find(new CurrencyMonth(currency, month)));
  }

  /** What stays with its owner because no target has what a split goes by, one note a split. */
  List<String> notes(Dataset<Row> allocated) {
    if (!isNeeded()) {
      return List.of();
    }
    return allocated
        .where(col("sharing").equalTo(lit(SplitColumns.KEPT)))
        .groupBy("split_path", "billing_currency")
        .agg(
            sum("effective_cost"),
            min("billing_period"),
            max("billing_period"),
            count_distinct(col("billing_period")))
        .orderBy("split_path", "billing_currency")
        .collectAsList()
        .stream()
        .map(SharedCostStage::note)
        .toList();
  }

  private static String note(Row kept) {
    BigDecimal cost = kept.isNullAt(2) ? BigDecimal.ZERO : kept.getDecimal(2);
    return String.format(
        Locale.ROOT,
        "Shared costs stay with their owner, no target has what they go by: %s, %s %,.2f in %d"
            + " billing months from %s to %s",
        kept.getString(0),
        kept.getString(1),
        cost,
        kept.getLong(5),
        kept.getString(3),
        kept.getString(4));
  }

  /** What months were measured by, as short hashes, for the manifest. */
  Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    measures
        .months()
        .forEach(
            month ->
                facts.put(
                    Facts.SHARED_COST_BASIS + month, Fingerprints.hash(measures.text(month))));
    return facts;
  }

  /**
   * The billing periods to allocate anew, by source: those that were replaced, and with them every
   * source's period of a month in which anything moved, since shares go by the whole month.
   *
   * @param before facts of the version before
   * @param partitionsBefore all partitions of charges in it, such as {@code
   *     source=aws/billing_period=2026-10}: months of those that are gone are shared out anew too
   * @param partitions all of them now
   */
  Map<String, Set<String>> affected(
      Map<String, Set<String>> replaced,
      Map<String, String> before,
      Set<String> partitionsBefore,
      Set<String> partitions) {
    if (!isNeeded()) {
      return replaced;
    }
    Set<String> months = new TreeSet<>();
    replaced.values().forEach(months::addAll);
    partitionsBefore.stream()
        .filter(partition -> !partitions.contains(partition))
        .map(partition -> partition.substring(partition.lastIndexOf('=') + 1))
        .forEach(months::add);
    months.addAll(AffectedPeriods.changed(Facts.SHARED_COST_BASIS, before, facts()));
    AffectedPeriods affected = new AffectedPeriods(replaced);
    affected.addMonths(partitions, months::contains);
    return affected.bySource();
  }
}
