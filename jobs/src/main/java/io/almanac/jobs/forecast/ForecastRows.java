package io.almanac.jobs.forecast;

import io.almanac.forecasting.Accuracy;
import io.almanac.forecasting.Explanation;
import io.almanac.forecasting.ForecastPoint;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.TotalForecast;
import io.almanac.forecasting.driver.DriverEffect;
import io.almanac.forecasting.driver.Elasticity;
import io.almanac.jobs.budget.BudgetPeriod;
import io.almanac.jobs.budget.FiscalCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Forecasts as rows of the marts {@code forecasts}, {@code forecast_totals}, {@code
 * forecast_explanations} and {@code forecast_accuracy}: of the totals, the teams and every other
 * level, as of one date.
 */
public final class ForecastRows {
  private static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95};

  /** A millionth of the currency, which is what is published. */
  private static final double LEAST_CHANGE = 1e-6;

  private final Outlook outlook;
  private final DailyActuals actuals;
  private final DailyMeans means;
  private final LocalDate asOf;

  /** Prepares the rows of one night. */
  public ForecastRows(Outlook outlook, DailyActuals actuals, LocalDate asOf) {
    this.outlook = outlook;
    this.actuals = actuals;
    this.means = new DailyMeans(outlook);
    this.asOf = asOf;
  }

  /** Rows of {@code forecasts}: one per series and day of the horizon. */
  public List<Row> days() {
    List<Row> rows = new ArrayList<>();
    forEachPublished(
        (key, forecast) -> {
          for (ForecastPoint point : forecast.days()) {
            List<Object> row = new ArrayList<>(identity(key));
            row.add(point.date());
            BigDecimal mean = means.of(key).get(point.date());
            row.add(mean);
            for (double level : LEVELS) {
              row.add(min(DailyMeans.round(point.lower(level)), mean));
              row.add(max(DailyMeans.round(point.upper(level)), mean));
            }
            row.add(forecast.model());
            row.add(forecast.trainingStart());
            row.add(forecast.trainingEnd());
            rows.add(asOfRow(row));
          }
        });
    return rows;
  }

  /** Rows of {@code forecast_totals}: months, quarters and fiscal years inside the horizon. */
  public List<Row> totals(FiscalCalendar calendar) {
    List<Row> rows = new ArrayList<>();
    forEachPublished(
        (key, forecast) -> {
          for (BudgetPeriod period : periods(calendar, forecast)) {
            rows.add(total(key, forecast, period, calendar));
          }
        });
    return rows;
  }

  /** Rows of {@code forecast_accuracy}: one per series and range of distances. */
  public List<Row> accuracy() {
    List<Row> rows = new ArrayList<>();
    forEachPublished(
        (key, forecast) -> {
          for (Accuracy accuracy : forecast.accuracy()) {
            List<Object> row = new ArrayList<>(identity(key));
            row.add("backtest");
            row.add(forecast.model());
            addTo(row, accuracy);
            rows.add(asOfRow(row));
          }
        });
    return rows;
  }

  /** Adds the measures in the order of the mart. */
  static void addTo(List<Object> row, Accuracy accuracy) {
    row.add((long) accuracy.horizonFrom());
    row.add((long) accuracy.horizonTo());
    row.add((long) accuracy.forecasts());
    row.add(orNull(accuracy.mase()));
    row.add(orNull(accuracy.wape()));
    row.add(orNull(accuracy.bias()));
    row.add(orNull(accuracy.totalError()));
    row.add(orNull(accuracy.wapeOfRunRate()));
    row.add(orNull(accuracy.wapeOfSeasonalNaive()));
    row.add(accuracy.maturity());
    for (double level : LEVELS) {
      row.add(orNull(accuracy.coverage().getOrDefault(level, Double.NaN)));
    }
  }

  /** The expected cost of a series by day, as published; none when it has no forecast. */
  public NavigableMap<LocalDate, BigDecimal> expected(SeriesKey key) {
    return Collections.unmodifiableNavigableMap(means.of(key));
  }

  /**
   * Rows of {@code forecast_explanations}: models, days of the month, jumps and drivers of each
   * series, and by how much it was moved to add up with the others.
   */
  public List<Row> explanations() {
    List<Row> rows = new ArrayList<>();
    forEachPublished(
        (key, forecast) -> {
          Explanation why = forecast.explanation();
          why.weights().forEach((name, weight) -> rows.add(because(key, "model", name, weight)));
          why.calendar().forEach((day, cost) -> rows.add(because(key, "calendar", day, cost)));
          why.jumps()
              .forEach((day, factor) -> rows.add(because(key, "jump", day.toString(), factor)));
          why.schedule()
              .forEach((rule, amount) -> rows.add(because(key, "schedule", rule, amount)));
          moved(key, forecast)
              .ifPresent(
                  change ->
                      rows.add(
                          because(
                              key, "reconciliation", outlook.levels().method().text(), change)));
          why.notes().forEach(note -> rows.add(because(key, "note", note, null)));
          why.drivers().forEach(effect -> addTo(rows, key, effect));
        });
    return rows;
  }

  /** The mean change a day; empty when no day has moved by as much as is published. */
  private Optional<Double> moved(SeriesKey key, SeriesForecast forecast) {
    SeriesForecast alone = outlook.alone().get(key);
    if (alone == null) {
      return Optional.empty();
    }
    double sum = 0;
    boolean moved = false;
    for (int h = 0; h < forecast.days().size(); h++) {
      double change = forecast.days().get(h).mean() - alone.days().get(h).mean();
      sum += change;
      moved |= Math.abs(change) > LEAST_CHANGE;
    }
    return moved ? Optional.of(sum / forecast.days().size()) : Optional.empty();
  }

  private void addTo(List<Row> rows, SeriesKey key, DriverEffect effect) {
    String driver = effect.driver();
    Elasticity elasticity = effect.elasticity();
    if (!elasticity.isUsed()) {
      rows.add(because(key, "driver-unproven", driver, orNull(elasticity.value())));
      return;
    }
    rows.add(because(key, "driver", driver, elasticity.value()));
    rows.add(because(key, "driver-error", driver, orNull(elasticity.standardError())));
    rows.add(because(key, "driver-share", driver, effect.share()));
    rows.add(because(key, "driver-given", driver, effect.given()));
  }

  private Row because(SeriesKey key, String kind, String name, Double value) {
    return asOfRow(
        new ArrayList<>(
            Arrays.asList(
                key.series(), team(key), key.type().text(), key.currency(), kind, name, value)));
  }

  /** What a period is expected to cost; the rest of it must lie inside the horizon. */
  PeriodForecast period(SeriesKey key, SeriesForecast forecast, LocalDate start, LocalDate end) {
    LocalDate firstOpen = forecast.trainingEnd().plusDays(1);
    LocalDate from = start.isAfter(firstOpen) ? start : firstOpen;
    BigDecimal actual =
        actuals
            .find(key)
            .map(series -> series.sum(start, min(firstOpen, end)))
            .orElse(BigDecimal.ZERO);
    if (!from.isBefore(end)) {
      return new PeriodForecast(actual, BigDecimal.ZERO, new TotalForecast(0, 0, 1, 0));
    }
    return new PeriodForecast(actual, means.sum(key, from, end), forecast.total(from, end));
  }

  /**
   * What a period has cost and is expected to.
   *
   * @param actual up to the last settled day
   * @param rest expected for the days after
   * @param uncertainty of the rest
   */
  record PeriodForecast(BigDecimal actual, BigDecimal rest, TotalForecast uncertainty) {
    BigDecimal expected() {
      return actual.add(rest);
    }

    /** The lower end of an interval of the whole period. */
    BigDecimal lower(double level) {
      BigDecimal width = DailyMeans.round(uncertainty.mean() - uncertainty.lower(level));
      return width == null ? null : expected().subtract(width);
    }

    /** The upper end of an interval of the whole period. */
    BigDecimal upper(double level) {
      BigDecimal width = DailyMeans.round(uncertainty.upper(level) - uncertainty.mean());
      return width == null ? null : expected().add(width);
    }

    /** The chance that the whole period costs more than an amount, 0 to 1. */
    double probabilityAbove(BigDecimal amount) {
      double margin = amount.subtract(expected()).doubleValue();
      return uncertainty.probabilityAbove(uncertainty.mean() + margin);
    }
  }

  private Row total(
      SeriesKey key, SeriesForecast forecast, BudgetPeriod period, FiscalCalendar calendar) {
    LocalDate start = calendar.start(period);
    LocalDate end = calendar.end(period);
    PeriodForecast expected = period(key, forecast, start, end);
    List<Object> row = new ArrayList<>(identity(key));
    row.add(period.type().text());
    row.add(period.text());
    row.add(start);
    row.add(end);
    row.add(expected.actual());
    LocalDate through = min(forecast.trainingEnd(), end.minusDays(1));
    row.add(through.isBefore(start) ? null : through);
    row.add(expected.rest());
    row.add(expected.expected());
    row.add(expected.lower(0.8));
    row.add(expected.upper(0.8));
    row.add(expected.lower(0.95));
    row.add(expected.upper(0.95));
    row.add(forecast.model());
    row.add(forecast.trainingEnd());
    return asOfRow(row);
  }

  /**
   * The period of the last settled day and those after it, as far as the horizon holds them whole.
   */
  public static List<BudgetPeriod> periods(FiscalCalendar calendar, SeriesForecast forecast) {
    List<BudgetPeriod> periods = new ArrayList<>();
    for (BudgetPeriod.Type type : BudgetPeriod.Type.values()) {
      BudgetPeriod period = calendar.containing(type, forecast.trainingEnd());
      while (!calendar.end(period).isAfter(forecast.horizonEnd().plusDays(1))) {
        periods.add(period);
        period = calendar.containing(type, calendar.end(period));
      }
    }
    return periods;
  }

  private void forEachPublished(BiConsumer<SeriesKey, SeriesForecast> action) {
    outlook
        .forecasts()
        .forEach(
            (key, forecast) -> {
              if (outlook.levels().hold(key)) {
                action.accept(key, forecast);
              }
            });
  }

  private static List<Object> identity(SeriesKey key) {
    List<Object> identity = new ArrayList<>();
    identity.add(key.series());
    identity.add(team(key));
    identity.add(key.type() == SeriesKey.Type.TOTAL);
    identity.add(key.type().text());
    identity.add(key.currency());
    return identity;
  }

  private static String team(SeriesKey key) {
    return key.type() == SeriesKey.Type.TEAM ? key.name() : null;
  }

  private Row asOfRow(List<Object> row) {
    row.add(YearMonth.from(asOf).toString());
    row.add(asOf.toString());
    return RowFactory.create(row.toArray());
  }

  private static Double orNull(double measure) {
    return Double.isFinite(measure) ? measure : null;
  }

  private static LocalDate min(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static BigDecimal min(BigDecimal bound, BigDecimal mean) {
    return bound == null ? null : bound.min(mean);
  }

  private static BigDecimal max(BigDecimal bound, BigDecimal mean) {
    return bound == null ? null : bound.max(mean);
  }
}
