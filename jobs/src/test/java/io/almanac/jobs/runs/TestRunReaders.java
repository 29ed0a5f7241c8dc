package io.almanac.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunReaders {
  private static final Path EXPORT =
      Path.of("../../shared/data/mlops/mlflow-export-import/oss_mlflow/bulk");

  @TempDir Path folder;

  @Test
  void searchRunsMayBeSeveralFilesOfAFolderOrAGlob() throws IOException {
    String header = "run_id,experiment_id,status,start_time,end_time\n";
    String times = ",1,FINISHED,2026-10-01 00:00:00,2026-10-01 01:00:00\n";
    Files.writeString(folder.resolve("october.csv"), header + "r1" + times);
    Files.writeString(folder.resolve("november.csv"), header + "r2" + times);
    Files.writeString(folder.resolve("notes.txt"), "no run");
    RunReader reader = RunReader.named("mlflow-search-runs");

    assertThat(reader.read("h", folder).rows()).hasSize(2);
    assertThat(reader.read("h", folder.resolve("oct*.csv")).rows()).hasSize(1);
    for (String none : List.of("dec*.csv", "none", "notes*")) {
      assertThatThrownBy(() -> reader.read("h", folder.resolve(none)))
          .isInstanceOf(AlmanacException.class)
          .hasMessageStartingWith("Cannot find run history h: " + folder.resolve(none));
    }
  }

  @Test
  void readsARealExportInBothLayoutsAndEveryRunOnce() {
    assumeTrue(Files.exists(EXPORT), "needs ../shared/data/mlops");
    RunHistory history = RunReader.named("mlflow-export").read("oss", EXPORT);
    // By grep over the files: these four run ids, some of them in both trees.
    assertThat(history.runs())
        .extracting(RunRecord::id)
        .containsExactly(
            "5397ae67ee0c49139bf64834b4d27fab",
            "8a6af43e756f433da7a90fd6b4e49c3a",
            "a83cebbccbca41299360c695c5ea72f3",
            "d057cae15f27465988e72c6212e1f226");
    assertThat(history.problems())
        .singleElement()
        .asString()
        .contains("experiments/2/experiment.json", "not valid JSON");
  }

  @Test
  void readsSearchRunsByColumnNames() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("runs.csv"),
            """
            ,run_id,experiment_id,status,start_time,end_time,tags.resource_id,tags.mlflow.parentRunId,metrics.loss
            0,r1,7,FINISHED,2026-01-02 03:04:05.678000+00:00,2026-01-02 04:00:00+00:00,"i-2, i-1",,0.1
            1,r2,7,RUNNING,2026-01-02 03:04:05+00:00,,,r1,
            2,r3,7,FINISHED,yesterday,,,,
            """);
    RunHistory history = RunReader.named("mlflow-search-runs").read("ci", file);
    assertThat(history.runs()).extracting(RunRecord::id).containsExactly("r1", "r2");
    assertThat(history.runs().get(0).start()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
    assertThat(history.runs().get(1).end()).isNull();
    assertThat(history.problems()).singleElement().asString().contains("record 3", "yesterday");
    Row parent = history.rows().get(0);
    assertThat((String[]) parent.get(RunHistory.columns().indexOf("resource_ids")))
        .containsExactly("i-1", "i-2");
    assertThat(parent.getBoolean(RunHistory.columns().indexOf("is_leaf"))).isFalse();
    assertThat(history.rows().get(1).getBoolean(RunHistory.columns().indexOf("is_leaf"))).isTrue();
  }

  @Test
  void aRunWithoutAnEndLastsUntilItsLastSignOfLife() throws IOException {
    exported(
        "lost",
        "FAILED",
        "",
        "{\"loss\":[{\"value\":1,\"timestamp\":7200000},{\"timestamp\":3600000}]}");
    exported("silent", "KILLED", "", "{}");
    exported("running", "RUNNING", "", "{}");
    exported("ended", "FINISHED", ",\"end_time\":10800000", "{}");
    RunHistory history = RunReader.named("mlflow-export").read("h", folder);
    int column = RunHistory.columns().indexOf("active_until");
    assertThat(history.rows())
        .extracting(row -> row.getString(1) + " " + row.get(column))
        .containsExactly(
            "ended 1970-01-01T03:00:00Z",
            "lost 1970-01-01T02:00:00Z",
            "running 1970-01-01T03:00:00Z",
            "silent null");
  }

  @Test
  void namesTheRunsThatWereOnMachinesUntilNobodyKnowsWhen() throws IOException {
    String start = ",2026-01-02 03:04:05+00:00,";
    Path file =
        Files.writeString(
            folder.resolve("runs.csv"),
            "run_id,experiment_id,status,start_time,end_time,tags.resource_id\n"
                + ("lost,7,FAILED" + start + ",i-1\n")
                + ("ended,7,FINISHED" + start + "2026-01-02 04:00:00+00:00,i-1\n")
                + ("running,7,RUNNING" + start + ",i-1\n")
                + ("waits,7,SCHEDULED" + start + ",i-1\n")
                + ("nowhere,7,FAILED" + start + ",\n"));
    assertThat(RunReader.named("mlflow-search-runs").read("ci", file).notes())
        .containsExactly(
            "Run history ci: 1 run has no end and no sign of life, and no part in the cost of"
                + " machines: lost. In the mart runs their active_until is null.");
  }

  private void exported(String id, String status, String end, String metrics) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve(id)).resolve("run.json"),
        "{\"mlflow\":{\"info\":{\"run_id\":\""
            + id
            + "\",\"status\":\""
            + status
            + "\",\"start_time\":1000"
            + end
            + "},\"metrics\":"
            + metrics
            + "}}");
  }

  @Test
  void tellsOfFilesThatAreNoRuns() throws IOException {
    exported("good", "FINISHED", "", "{}");
    Files.writeString(Files.createDirectories(folder.resolve("empty")).resolve("run.json"), "");
    Files.writeString(
        Files.createDirectories(folder.resolve("other")).resolve("run.json"), "{\"run\":1}");
    RunHistory history = RunReader.named("mlflow-export").read("h", folder);
    assertThat(history.runs()).hasSize(1);
    assertThat(history.problems())
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("run.json", "mlflow"));
    assertThat(
            RunReader.named("mlflow-export")
                .read("h", folder.resolve("good/run.json"))
                .runs()
                .get(0)
                .file())
        .isEqualTo("run.json");
  }

  @Test
  void searchRunsFromASpreadsheetBeginWithAMark() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("runs.csv"),
            "\uFEFFrun_id,experiment_id,status,start_time,end_time\nr1,7,FINISHED,,\n");
    assertThat(RunReader.named("mlflow-search-runs").read("ci", file).runs()).hasSize(1);
  }

  @Test
  void saysWhichColumnsAreMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("runs.csv"), "run_id,status\nr1,FINISHED\n");
    assertThatThrownBy(() -> RunReader.named("mlflow-search-runs").read("ci", file))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot read run history ci")
        .hasMessageContaining("[experiment_id, start_time, end_time]");
  }
}
