package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.PeriodMarts;
import io.almanac.jobs.mart.PublishedMarts;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestClosingRules {
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

  @TempDir Path folder;

  @Test
  void refusesWithEverythingThatIsInTheWay() {
    assertThatThrownBy(() -> check("2026-10,2026-11"))
        .hasMessageContaining("It was reopened, and no night has applied")
        .hasMessageContaining("The last night does not say whether it is settled");
    write(
        PeriodMarts.BILLING_PERIODS,
        List.of(
            Map.of("source", "aws", "status", "open", "status_reason", "settles on 2026-11-16"),
            Map.of("source", "gcp", "status", "settled", "status_reason", "time")));
    assertThatThrownBy(() -> check("2026-10"))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("It was reopened, and no night has applied")
        .hasMessageContaining("Source aws is open as of 2026-11-10: settles on 2026-11-16.");
  }

  @Test
  void refusesAFailedCheckOfThePeriodOrOfAll() {
    write(
        PeriodMarts.BILLING_PERIODS,
        List.of(Map.of("source", "aws", "status", "settled", "status_reason", "time")));
    assertThatCode(() -> check("")).doesNotThrowAnyException();
    write(
        CostMarts.RECONCILIATION,
        List.of(
            Map.of("check_name", "invoice = data", "status", "FAIL", "billing_period", "2026-10"),
            Map.of("check_name", "other month", "status", "FAIL", "billing_period", "2026-09"),
            Map.of("check_name", "passed", "status", "PASS", "billing_period", "2026-10")));
    assertThatThrownBy(() -> check(""))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            refused -> {
              assertThat(refused.exitCode()).isEqualTo(ExitCode.CHECKS_FAILED);
              assertThat(refused.problems()).hasSize(1);
            })
        .hasMessageContaining("Check failed: invoice = data of source aws");
  }

  /** The rules on what was written, with October published as of 2026-11-10. */
  private void check(String readAgain) {
    Map<String, String> facts = new TreeMap<>();
    if (!readAgain.isEmpty()) {
      facts.put(Facts.READ_AGAIN, readAgain);
    }
    Manifest manifest =
        new Manifest(
            Manifest.LAYOUT,
            "1",
            "run",
            "2026-11-10",
            facts,
            Map.of(),
            List.of(),
            List.of(),
            Map.of(
                CostMarts.CHARGES.name(),
                new Manifest.MartEntry(
                    1, Map.of("source=aws/billing_period=2026-10", 1L), List.of())),
            List.of());
    ClosingRules.check(SparkTest.spark(), new PublishedMarts(folder, manifest), OCTOBER);
  }

  private void write(Mart mart, List<Map<String, Object>> rows) {
    List<Row> all =
        rows.stream()
            .map(
                row -> {
                  Map<String, Object> values =
                      new TreeMap<>(
                          Map.of(
                              "source", "aws",
                              "billing_period", "2026-10",
                              "explanation", "why",
                              "as_of_month", "2026-11",
                              "as_of_date", "2026-11-10"));
                  values.putAll(row);
                  return RowFactory.create(mart.columnNames().stream().map(values::get).toArray());
                })
            .toList();
    SparkTest.spark()
        .createDataFrame(all, mart.schema())
        .coalesce(1)
        .write()
        .partitionBy(mart.partitionColumns().toArray(String[]::new))
        .parquet(folder.resolve(mart.name()).toUri().toString());
  }
}
