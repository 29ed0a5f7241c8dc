package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.almanac.jobs.allocation.SettledDays;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.mart.PeriodMarts;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.period.Period;
import io.almanac.jobs.period.PeriodRules;
import io.almanac.jobs.period.PeriodRules.Decision;
import io.almanac.jobs.period.PeriodStatus;
import io.almanac.jobs.period.ProviderSigns;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** How far the billing periods of a night have come, and the marts that say so. */
final class PeriodStage {
  private final List<Period> periods;
  private final Map<String, ProviderSigns> signs;
  private final LocalDate asOf;
  private final PeriodRules rules;
  private final Map<String, Decision> decisions;

  /**
   * Decides.
   *
   * @param signs what providers say themselves, by source
   * @param periods what {@code allocated_costs} holds
   */
  PeriodStage(
      List<AlmanacConfig.Source> sources,
      Map<String, ProviderSigns> signs,
      PeriodEvents events,
      List<Period> periods,
      LocalDate asOf) {
    this.periods = periods;
    this.signs = signs;
    this.asOf = asOf;
    this.rules =
        new PeriodRules(
            events,
            sources.stream()
                .collect(
                    Collectors.toMap(
                        AlmanacConfig.Source::name,
                        source -> source.options().periods().settledAfterDays())),
            signs,
            asOf);
    this.decisions = rules.decide(periods);
  }

  /** Open billing periods as {@code source/period}. */
  Set<String> open() {
    return decisions.entrySet().stream()
        .filter(decision -> decision.getValue().status() == PeriodStatus.OPEN)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The last settled day per source, held to what is known of whole billing periods. */
  Map<String, LocalDate> settledDays(Map<String, LocalDate> byDays) {
    Map<String, LocalDate> incomplete = new TreeMap<>();
    signs.forEach(
        (source, sign) -> {
          if (sign.incompleteFrom() != null) {
            incomplete.put(source, sign.incompleteFrom());
          }
        });
    return SettledDays.within(byDays, rules.settledThrough(decisions), incomplete);
  }

  /**
   * {@link PeriodMarts#BILLING_PERIODS} of the as-of date.
   *
   * @param replaced the billing periods that the night read into the marts, as {@code
   *     source/period}
   * @param delivered when each period was read into the marts before, likewise
   */
  List<Row> rows(Set<String> replaced, Map<String, LocalDate> delivered) {
    List<Row> rows = new ArrayList<>();
    for (Period period : periods) {
      Decision decision = decisions.get(period.name());
      String currency = period.total().currency();
      rows.add(
          RowFactory.create(
              period.total().source(),
              period.total().period(),
              currency.isEmpty() ? null : currency,
              decision.status().text(),
              decision.reason(),
              period.total().rows(),
              period.invoicedRows(),
              period.total().billed(),
              period.total().effective(),
              period.firstCharge(),
              period.lastCharge(),
              replaced.contains(period.name()) ? asOf : delivered.getOrDefault(period.name(), asOf),
              YearMonth.from(asOf).toString(),
              asOf.toString()));
    }
    return rows;
  }

  /** When each billing period of a version was read into the marts, as {@code source/period}. */
  static Map<String, LocalDate> delivered(SparkSession spark, PublishedMarts version) {
    Map<String, LocalDate> delivered = new TreeMap<>();
    version
        .read(spark, PeriodMarts.BILLING_PERIODS)
        .where(col("as_of_date").equalTo(lit(version.manifest().asOf())))
        .select("source", "billing_period", "last_delivered_date")
        .collectAsList()
        .forEach(row -> delivered.put(row.getString(0) + "/" + row.getString(1), row.getAs(2)));
    return delivered;
  }

  /** {@link PeriodMarts#CLOSES}. */
  static List<Row> trace(PeriodEvents events) {
    List<Row> rows = new ArrayList<>();
    long number = 0;
    for (PeriodEvent event : events.all()) {
      number++;
      long count = number;
      if (event.totals().isEmpty()) {
        rows.add(row(count, event, false, null, null, null, null, null));
      }
      boolean inForce = events.closing(event.period()).filter(event::equals).isPresent();
      event
          .totals()
          .forEach(
              total ->
                  rows.add(
                      row(
                          count,
                          event,
                          inForce,
                          total.source(),
                          total.currency().isEmpty() ? null : total.currency(),
                          total.rows(),
                          total.billed(),
                          total.effective())));
    }
    return rows;
  }

  private static Row row(
      long number,
      PeriodEvent event,
      boolean inForce,
      String source,
      String currency,
      Long chargeRows,
      Object billed,
      Object effective) {
    String workbook =
        event.reports().entrySet().stream()
            .filter(report -> report.getKey().endsWith(".xlsx"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    return RowFactory.create(
        number,
        event.kind().name().toLowerCase(java.util.Locale.ROOT),
        inForce,
        LocalDate.parse(event.asOf()),
        event.runId(),
        Instant.parse(event.recordedAt()),
        event.recordedBy(),
        event.reason(),
        source,
        currency,
        chargeRows,
        billed,
        effective,
        (long) event.checksums().size(),
        workbook,
        event.period());
  }
}
