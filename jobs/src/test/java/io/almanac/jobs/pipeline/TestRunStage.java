package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.RunMarts;
import io.almanac.jobs.runs.RunReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestRunStage {
  private static final LocalDate MONDAY = LocalDate.of(2026, 10, 5);
  private static final String ENDED =
      "FINISHED,2026-10-01 00:00:00+00:00,2026-10-01 12:00:00+00:00";
  private static final String GOES_ON = "RUNNING,2026-10-01 00:00:00+00:00,";

  @TempDir Path folder;

  @Test
  void costsAreMadeAnewOnlyWhenRunsOrChargesAreOthers() throws IOException {
    runs(ENDED);
    Object first = night(MONDAY, "8", Set.of("2026-10"));
    assertThat(night(MONDAY.plusDays(1), "8", Set.of())).isEqualTo(first);
    // The file of a period is gone, or a period was read again.
    Object anew = night(MONDAY.plusDays(2), "9", Set.of("2026-10"));
    assertThat(anew).isNotEqualTo(first);
    runs("FINISHED,2026-10-01 00:00:00+00:00,2026-10-01 06:00:00+00:00");
    assertThat(night(MONDAY.plusDays(2), "9", Set.of())).isNotEqualTo(anew);
  }

  @Test
  void whileARunGoesOnEveryDayCounts() throws IOException {
    // The history knows of 3 October by another run.
    runs(GOES_ON + ",i-1\nr2,1,FINISHED,2026-10-02 00:00:00+00:00,2026-10-03 00:00:00+00:00");
    Object first = night(LocalDate.of(2026, 10, 1), "8", Set.of("2026-10"));
    assertThat(night(LocalDate.of(2026, 10, 1), "8", Set.of())).isEqualTo(first);
    assertThat(night(LocalDate.of(2026, 10, 2), "8", Set.of())).isNotEqualTo(first);
  }

  /** One charge of a machine on 1 October; answers which files hold the costs of runs. */
  private List<Object> night(LocalDate asOf, String cost, Set<String> replaced) throws IOException {
    try (Publication marts = new MartStore(folder.resolve("marts")).begin()) {
      marts.stage(
          CostMarts.CHARGES,
          SparkTest.spark().createDataFrame(List.of(charge(cost)), CostMarts.CHARGES.schema()));
      marts.settle(CostMarts.CHARGES);
      RunStage stage =
          new RunStage(
              SparkTest.spark(),
              marts,
              List.of(RunReader.named("mlflow-search-runs").read("h", folder.resolve("runs.csv"))),
              asOf,
              "1");
      stage.record();
      stage.match(
          new ChargeStage.Result(
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              Map.of("bill", replaced),
              Set.of(),
              new ChargeStage.Held(Set.of(), List.of(), List.of(), List.of())),
          true);
      Map<String, Manifest.MartEntry> entries = new TreeMap<>();
      entries.put(
          CostMarts.CHARGES.name(),
          new Manifest.MartEntry(1, marts.partitionRows(CostMarts.CHARGES), List.of()));
      Path version =
          marts
              .publish(
                  SparkTest.spark(),
                  new Manifest(
                      Manifest.LAYOUT,
                      "1",
                      "run",
                      asOf.toString(),
                      stage.facts(),
                      Map.of("schemas", "the same every night"),
                      List.of(),
                      List.of(),
                      entries,
                      List.of()))
              .folder();
      List<Object> files = new ArrayList<>();
      try (var found = Files.walk(version.resolve(RunMarts.RUN_COSTS.name()))) {
        for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
          files.add(Files.getAttribute(file, "unix:ino"));
        }
      }
      return files;
    }
  }

  private void runs(String line) throws IOException {
    Files.writeString(
        folder.resolve("runs.csv"),
        "run_id,experiment_id,status,start_time,end_time,tags.resource_id\nr1,1,"
            + line
            + ",i-1\n");
  }

  private static Row charge(String cost) {
    List<String> names = CostMarts.CHARGES.columnNames();
    Object[] values = new Object[names.size()];
    Map<String, Object> set = new TreeMap<>();
    set.put("ResourceId", "i-1");
    set.put("ChargeCategory", "Usage");
    set.put("BillingCurrency", "USD");
    set.put("BilledCost", new BigDecimal(cost));
    set.put("EffectiveCost", new BigDecimal(cost));
    set.put("ChargePeriodStart", Instant.parse("2026-10-01T00:00:00Z"));
    set.put("ChargePeriodEnd", Instant.parse("2026-10-02T00:00:00Z"));
    set.put("source", "bill");
    set.put("billing_period", "2026-10");
    set.forEach((name, value) -> values[names.indexOf(name)] = value);
    return RowFactory.create(values);
  }
}
