package io.almanac.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.config.AlmanacConfig.IdleSetting;
import io.almanac.jobs.currency.CurrencyMonth;
import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.GpuMarts;
import io.almanac.jobs.recommendation.Recommendations;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two machines of two GPUs: one in the bill at 48 for 24 hours, one only in the catalogue. */
@ExtendWith(SparkTest.class)
class TestGpuIdle {
  private static final LocalDate AS_OF = LocalDate.of(2026, 10, 5);
  private static final IdleSetting SETTING = new IdleSetting(0.01, 0.25, 0.9, 3);
  private static final GpuCatalogue CATALOGUE =
      new GpuCatalogue(
          List.of(
              new GpuCatalogue.Entry(
                  "p5", "H100-80GB", new BigDecimal("7"), "USD", LocalDate.of(2026, 1, 1)),
              new GpuCatalogue.Entry(
                  "x", "H100", new BigDecimal("5.5"), "USD", LocalDate.of(2026, 1, 1)),
              new GpuCatalogue.Entry(
                  "x", "H100", new BigDecimal("9"), "USD", LocalDate.of(2027, 1, 1))));

  private final List<Row> samples = new ArrayList<>();
  private ExchangeRates rates = ExchangeRates.none("USD");
  private String slice;
  private String teamOfTheSecondDay = "vision";

  @Test
  void idleHoursCostTheMachinesEffectiveHourDividedByItsGpus() {
    // Device a idles 48 hours, device b works: 48 / 24 hours / 2 GPUs = 1 an hour.
    days("billed", "a", "NVIDIA A100", "job", 0.0, 2);
    days("billed", "b", "NVIDIA A100", "job", 0.9, 2);
    List<Row> idle = idle();
    assertThat(idle).hasSize(1);
    assertThat(idle.get(0).<Long>getAs("rank")).isEqualTo(1);
    assertThat(idle.get(0).<BigDecimal>getAs("idle_gpu_hours")).isEqualByComparingTo("48");
    assertThat(idle.get(0).<BigDecimal>getAs("hourly_cost")).isEqualByComparingTo("1");
    assertThat(idle.get(0).<BigDecimal>getAs("recoverable_cost")).isEqualByComparingTo("48");
    assertThat(idle.get(0).<String>getAs("team")).isEqualTo("vision");
    assertThat(idle.get(0).<String>getAs("cost_source")).isEqualTo("bill");
    assertThat(idle.get(0).<String>getAs("confidence")).isEqualTo("high");
    Row action = recommendations(idle).get(0);
    assertThat(action.<String>getAs("kind")).isEqualTo("release-idle-gpu");
    assertThat(action.<BigDecimal>getAs("recoverable_monthly_cost")).isEqualByComparingTo("720");
  }

  @Test
  void aMachineThatTheBillDoesNotKnowHasTheLowestValidCataloguePrice() {
    days("own", "c", "NVIDIA H100 80GB HBM3", null, 0.0, 2);
    Row row = idle().get(0);
    assertThat(row.<BigDecimal>getAs("unallocated_gpu_hours")).isEqualByComparingTo("48");
    assertThat(row.<BigDecimal>getAs("recoverable_cost")).isEqualByComparingTo("264");
    assertThat(row.<String>getAs("cost_source")).isEqualTo("catalogue");
    assertThat(row.<String>getAs("team")).isNull();
  }

  @Test
  void aCataloguePriceInAnotherCurrencyIsConvertedWhereThereIsARate() {
    days("own", "c", "NVIDIA H100 80GB HBM3", null, 0.0, 2);
    rates = ExchangeRates.none("EUR");
    assertThat(idle().get(0).<String>getAs("currency")).isEqualTo("USD");
    rates =
        new ExchangeRates(
            "EUR",
            Path.of("rates.csv"),
            new TreeMap<>(Map.of(new CurrencyMonth("USD", "2026-10"), new BigDecimal("0.9"))));
    Row row = idle().get(0);
    assertThat(row.<String>getAs("currency")).isEqualTo("EUR");
    // 264 dollars at 0.9.
    assertThat(row.<BigDecimal>getAs("recoverable_cost")).isEqualByComparingTo("237.6");
  }

  @Test
  void withoutAPriceTheMoneyIsUnknownAndNotZero() {
    days("own", "d", "Unheard-of Accelerator", null, 0.0, 2);
    Row row = idle().get(0);
    assertThat(row.<BigDecimal>getAs("recoverable_cost")).isNull();
    assertThat(row.<String>getAs("not_counted_because")).isEqualTo("no price in bill or catalogue");
    assertThat(recommendations(idle())).isEmpty();
  }

  @Test
  void lessThanADayOfIdlenessDoesNotCountAndSaysSo() {
    hours("billed", "a", "NVIDIA A100", "job", 0.0, 0, 20);
    hours("billed", "a", "NVIDIA A100", "job", 0.9, 20, 48);
    Row row = idle().get(0);
    assertThat(row.<BigDecimal>getAs("idle_cost")).isPositive();
    assertThat(row.<BigDecimal>getAs("recoverable_cost")).isZero();
    assertThat(row.<String>getAs("not_counted_because")).isEqualTo("idle for less than 24 hours");
  }

  @Test
  void aGpuThatIsFreeForAnHourNowAndThenIsNotIdleForADay() {
    // 14 hours of nobody spread over 38, and work between them: the span is no part of a GPU.
    for (int hour = 0; hour < 48; hour++) {
      boolean free = hour < 7 || (hour >= 31 && hour < 38);
      hours("own", "c", "H100", free ? null : "job", free ? 0.0 : 0.9, hour, hour + 1);
    }
    Row row = idle().get(0);
    assertThat(row.<BigDecimal>getAs("unallocated_gpu_hours")).isEqualByComparingTo("14");
    assertThat(row.<BigDecimal>getAs("recoverable_cost")).isZero();
    assertThat(row.<String>getAs("not_counted_because")).isEqualTo("idle for less than 24 hours");
  }

  @Test
  void aSliceIsIdleForADayOfItsOwnAndShowsThePriceOfTheWholeGpu() {
    slice = "3g.40gb";
    hours("own", "c", "H100", null, 0.0, 0, 25);
    Row row = idle().get(0);
    // 25 hours of three sevenths at 5.5 an hour.
    assertThat(row.<BigDecimal>getAs("unallocated_gpu_hours"))
        .isCloseTo(new BigDecimal("10.714286"), within(new BigDecimal("0.000001")));
    assertThat(row.<BigDecimal>getAs("hourly_cost")).isEqualByComparingTo("5.5");
    assertThat(row.<BigDecimal>getAs("recoverable_cost"))
        .isCloseTo(new BigDecimal("58.928571"), within(new BigDecimal("0.000001")));
  }

  @Test
  void whatIdledOnceIsNotTakenToIdleAllTheMonthNorToBeThereStill() {
    hours("own", "c", "H100", "old", 0.0, 0, 30);
    hours("own", "c", "H100", "new", 0.9, 30, 72);
    List<Row> idle = idle();
    assertThat(idle).hasSize(1);
    assertThat(idle.get(0).<Long>getAs("observed_hours")).isEqualTo(72);
    assertThat(idle.get(0).<BigDecimal>getAs("other_used_gpu_hours")).isEqualByComparingTo("42");
    assertThat(idle.get(0).<String>getAs("advice")).isEqualTo("share");
    Row action = recommendations(idle).get(0);
    // 30 hours at 5.5 in three days, so ten times as much in thirty.
    assertThat(action.<BigDecimal>getAs("recoverable_cost")).isEqualByComparingTo("165");
    assertThat(action.<BigDecimal>getAs("recoverable_monthly_cost")).isEqualByComparingTo("1650");
    assertThat(action.<String>getAs("kind")).isEqualTo("share-idle-gpu");
    assertThat(action.<String>getAs("action"))
        .isEqualTo(
            "old was idle in the past. Share 1 GPU of own by a queue, or switch it off between"
                + " jobs.");
  }

  @Test
  void aGpuThatOthersUseOnOtherDaysIsNotToBeReturned() {
    hours("own", "c", "H100", "job", 0.9, 0, 24);
    hours("own", "c", "H100", null, 0.0, 24, 72);
    assertThat(idle().get(0).<String>getAs("advice")).isEqualTo("share");
    assertThat(recommendations(idle()).get(0).<String>getAs("action"))
        .isEqualTo("Share 1 GPU of own by a queue, or switch it off between jobs.");
    samples.clear();
    days("own", "c", "H100", null, 0.0, 3);
    assertThat(recommendations(idle()).get(0).<String>getAs("action"))
        .isEqualTo("Return 1 GPU of own, or let a queue use it; nobody holds it.");
  }

  @Test
  void aMachineThatIsGoneHoldsNoWorkloadToBeStopped() {
    hours("own", "c", "H100", "job", 0.0, 0, 30);
    hours("own2", "d", "H100", "job", 0.0, 0, 72);
    assertThat(idle())
        .extracting(row -> row.getAs("host") + " " + row.getAs("advice"))
        .containsExactlyInAnyOrder("own share", "own2 stop");
  }

  @Test
  void aMachineThatIsGivenToAnotherTeamKeepsKeysApart() {
    teamOfTheSecondDay = "language";
    days("billed", "a", "NVIDIA A100", "job", 0.0, 2);
    List<Row> idle = idle();
    assertThat(idle)
        .extracting(row -> row.<String>getAs("team"))
        .containsExactlyInAnyOrder("vision", "language");
    assertThat(idle)
        .extracting(row -> GpuMarts.GPU_IDLE.key().stream().map(row::<Object>getAs).toList())
        .doesNotHaveDuplicates();
    assertThat(recommendations(idle))
        .hasSize(2)
        .extracting(row -> row.<String>getAs("recommendation_id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void ranksByMoneyAndPartitionsChangeNothing() {
    days("billed", "a", "NVIDIA A100", "job", 0.0, 2);
    days("own", "c", "NVIDIA H100 80GB HBM3", null, 0.0, 2);
    days("own", "d", "Unheard-of Accelerator", null, 0.0, 2);
    List<Row> one = idle(1);
    assertThat(one).extracting(row -> row.<String>getAs("device")).containsExactly("c", "a", "d");
    assertThat(idle(7).toString()).isEqualTo(one.toString());
  }

  @Test
  void readsTheShippedCatalogue() {
    GpuCatalogue shipped = GpuCatalogue.load(Path.of("../conf/gpu-catalogue.csv"));
    assertThat(shipped.instanceTypes()).contains("p5.48xlarge");
    assertThat(shipped.price("NVIDIA H100 80GB HBM3", AS_OF)).isPresent();
    assertThat(shipped.price("NVIDIA A10G", AS_OF).orElseThrow().gpuModel()).startsWith("A10G");
    assertThat(shipped.price(null, AS_OF)).isEmpty();
  }

  private List<Row> recommendations(List<Row> idle) {
    return SparkTest.spark()
        .createDataFrame(Recommendations.from(idle, AS_OF), FindingMarts.RECOMMENDATIONS.schema())
        .collectAsList();
  }

  private List<Row> idle() {
    return idle(2);
  }

  private List<Row> idle(int partitions) {
    Dataset<Row> read =
        SparkTest.spark().createDataFrame(samples, GpuSamples.SCHEMA).repartition(partitions);
    Dataset<Row> hours =
        GpuPricing.price(
            GpuHours.classify(read, SETTING, AS_OF),
            bill(),
            CATALOGUE,
            rates,
            AS_OF.minusDays(3),
            AS_OF);
    return SparkTest.spark()
        .createDataFrame(GpuIdle.rank(hours, AS_OF), GpuMarts.GPU_IDLE.schema())
        .orderBy("rank")
        .collectAsList();
  }

  private Dataset<Row> bill() {
    List<String> names = CostMarts.ALLOCATED_COSTS.columnNames();
    List<Row> rows = new ArrayList<>();
    for (int day = 2; day <= 3; day++) {
      Object[] row = new Object[names.size()];
      Map<String, Object> values =
          Map.of(
              "charge_date",
              LocalDate.of(2026, 10, day),
              "billing_currency",
              "USD",
              "resource_id",
              "/machines/BILLED",
              "charge_category",
              "Usage",
              "is_gpu",
              true,
              "team",
              day == 3 ? teamOfTheSecondDay : "vision",
              "effective_cost",
              new BigDecimal("48"),
              "consumed_quantity",
              new BigDecimal("24"),
              "consumed_unit",
              "Hours",
              "billing_period",
              "2026-10");
      values.forEach((name, value) -> row[names.indexOf(name)] = value);
      row[names.indexOf("source")] = "aws";
      rows.add(RowFactory.create(row));
    }
    return SparkTest.spark().createDataFrame(rows, CostMarts.ALLOCATED_COSTS.schema());
  }

  private void days(
      String host, String device, String model, String workload, double activity, int days) {
    hours(host, device, model, workload, activity, 0, 24 * days);
  }

  private void hours(
      String host,
      String device,
      String model,
      String workload,
      double activity,
      int from,
      int until) {
    long start =
        Instant.from(LocalDate.of(2026, 10, 2).atStartOfDay(ZoneOffset.UTC)).toEpochMilli();
    for (long quarter = 4L * from; quarter < 4L * until; quarter++) {
      samples.add(
          RowFactory.create(
              "dcgm",
              host,
              device,
              slice == null ? null : "1",
              slice,
              model,
              workload == null ? null : "ns",
              workload,
              GpuMetric.DCGM_FI_PROF_GR_ENGINE_ACTIVE.name(),
              start + quarter * 900_000L,
              activity));
    }
  }
}
