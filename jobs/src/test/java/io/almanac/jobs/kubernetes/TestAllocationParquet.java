package io.almanac.jobs.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAllocationParquet {
  private static final int DAY = (int) LocalDate.of(2026, 10, 1).toEpochDay();

  @TempDir private Path folder;

  @Test
  void aTableIsDividedAsItsCsvIs() throws IOException {
    write(
        "day.parquet",
        "optional int32 Date (DATE); optional binary Namespace (STRING);"
            + " optional binary Labels (STRING); optional double CPUCost;"
            + " optional float RAMCost; optional int64 GPUs;"
            + " optional int32 GPUCost (DECIMAL(9,2)); optional binary PVCost (DECIMAL(20,3))",
        row -> row.append("Date", DAY).append("Namespace", "a").append("CPUCost", 0.1),
        row ->
            row.append("Date", DAY)
                .append("Namespace", "b")
                .append("Labels", "{\"team\":\"b\"}")
                .append("CPUCost", Double.NaN)
                .append("RAMCost", 0.25f)
                .append("GPUs", 1L)
                .append("GPUCost", 12)
                .append("PVCost", Binary.fromConstantByteArray(new byte[] {0, 30})));
    // 0.1 of 0.5; 0.25 + 0.12 + 0.03 = 0.4 of it.
    ClusterFixture parquet = new ClusterFixture(folder);
    assertThat(parquet.parts("2026-10-01", "100")).containsExactly("a 20", "b {team=b} 80");
    assertThat(parquet.cluster().oddities())
        .anyMatch(oddity -> oddity.contains("1 allocation has a cost that is no number"));

    Path csvs = Files.createDirectory(folder.resolve("_csv"));
    ClusterFixture csv =
        new ClusterFixture(csvs)
            .file(
                "day.csv",
                "Date,Namespace,Labels,CPUCost,RAMCost,GPUs,GPUCost,PVCost\n"
                    + "2026-10-01,a,,0.1,,,,\n"
                    + "2026-10-01,b,\"{\"\"team\"\":\"\"b\"\"}\",NaN,0.25,1,0.12,0.030\n");
    assertThat(csv.clusters().months()).isEqualTo(parquet.clusters().months());
  }

  @Test
  void aDateMayBeAnInstantAtMidnight() throws IOException {
    long micros = DAY * 86_400_000_000L;
    String columns =
        "required int64 Date (TIMESTAMP(MICROS,true)); required binary Namespace (STRING);"
            + " required double TotalCost";
    write(
        "day.parquet",
        columns,
        row -> row.append("Date", micros).append("Namespace", "a").append("TotalCost", 4e-7));
    Cluster cluster = new ClusterFixture(folder).cluster();
    assertThat(cluster.cost(LocalDate.of(2026, 10, 1)))
        .isEqualByComparingTo(new BigDecimal("0.0000004"));

    write(
        "noon.parquet",
        columns,
        row ->
            row.append("Date", micros + 43_200_000_000L)
                .append("Namespace", "a")
                .append("TotalCost", 1.0));
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("noon.parquet (Date in record 1 is 2026-10-01T12:00:00Z)");
  }

  @Test
  void otherTablesAreRefusedInWords() throws IOException {
    write(
        "exporter.parquet",
        "required binary namespace (STRING); required int64 window_start; required double cpuCost",
        row -> row.append("namespace", "a").append("window_start", 1L).append("cpuCost", 1.0));
    write(
        "nested.parquet",
        "required int32 Date (DATE); required binary Namespace (STRING); required double"
            + " TotalCost; repeated binary Labels (STRING)",
        row -> row.append("Date", DAY).append("Namespace", "a").append("TotalCost", 1.0));
    byte[] whole = Files.readAllBytes(folder.resolve("nested.parquet"));
    Files.write(folder.resolve("torn.parquet"), java.util.Arrays.copyOf(whole, whole.length - 10));
    Files.write(folder.resolve("empty.parquet"), new byte[0]);
    assertThat(problems())
        .hasSize(4)
        .allMatch(problem -> problem.startsWith("Cannot read Kubernetes costs: " + folder))
        .anyMatch(
            problem ->
                problem.contains("exporter.parquet (columns are missing: Date)")
                    && problem.contains("the same as Parquet"))
        .anyMatch(
            problem ->
                problem.contains("nested.parquet (column Labels is nested). Write it as text"))
        .anyMatch(problem -> problem.contains("torn.parquet ("))
        .anyMatch(problem -> problem.contains("empty.parquet ("));
  }

  private List<String> problems() {
    return catchThrowableOfType(AlmanacException.class, () -> new ClusterFixture(folder).clusters())
        .problems();
  }

  @SafeVarargs
  private void write(String name, String columns, Consumer<Group>... rows) throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message m { " + columns + "; }");
    var path = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(path)
            .withType(schema)
            .withConf(new Configuration(false))
            .build()) {
      for (Consumer<Group> row : rows) {
        Group group = new SimpleGroupFactory(schema).newGroup();
        row.accept(group);
        writer.write(group);
      }
    }
  }
}
