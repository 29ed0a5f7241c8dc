package io.almanac.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestPrometheusReader {
  @TempDir Path folder;

  @Test
  void knowsTheLabelsOfAllGenerations() throws IOException {
    write(
        """
        {"__name__":"DCGM_FI_DEV_GPU_UTIL","Hostname":"h1","UUID":"u1","pod":"train-0","namespace":"ml"}
        {"__name__":"DCGM_FI_DEV_GPU_UTIL","hostname":"h2","UUID":"u2","pod":"dcgm-exporter-x1","namespace":"gpu-operator","exported_pod":"train-1","exported_namespace":"ml"}
        {"__name__":"DCGM_FI_DEV_GPU_UTIL","Hostname":"h3","uuid":"u3","pod_name":"train-2","pod_namespace":"ml"}
        {"__name__":"DCGM_FI_DEV_GPU_UTIL","Hostname":"h4","UUID":"u4","pod":"","namespace":""}
        {"__name__":"DCGM_FI_DEV_GPU_UTIL","Hostname":"h5","UUID":"u5","pod":"dcgm-exporter-x1","namespace":"gpu-operator"}
        {"__name__":"DCGM_FI_DEV_GPU_UTIL","Hostname":"h6","UUID":"u6","GPU_I_ID":"2","GPU_I_PROFILE":"1g.10gb","pod":"p","namespace":"ml"}
        """,
        "[1790000000.5,\"50\"]");
    assertThat(rows())
        .extracting(
            row ->
                row.getString(1)
                    + " "
                    + row.getString(2)
                    + " "
                    + row.getString(3)
                    + " "
                    + row.getString(6)
                    + " "
                    + row.getString(7))
        .containsExactlyInAnyOrder(
            "h1 u1 null ml train-0",
            "h2 u2 null ml train-1",
            "h3 u3 null ml train-2",
            "h4 u4 null null null",
            "h5 u5 null null null",
            "h6 u6 2 ml p");
    assertThat(rows().get(0).getDouble(10)).isEqualTo(0.5);
    assertThat(rows().get(0).getLong(9)).isEqualTo(1_790_000_000_500L);
  }

  @Test
  void valuesThatStandForNoneAreNull() throws IOException {
    write(
        "{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"Hostname\":\"h\",\"UUID\":\"u\"}",
        "[1,\"NaN\"],[2,\"+Inf\"],[3,\"9223372036854775794\"],[4,\"2147483632\"],[5,\"71.5\"]");
    assertThat(rows()).extracting(row -> row.get(10)).containsExactly(null, null, null, null, 71.5);
  }

  @Test
  void metricsThatDecideNothingAreLeftOut() throws IOException {
    write("{\"__name__\":\"DCGM_FI_DEV_XID_ERRORS\",\"Hostname\":\"h\"}", "[1,\"0\"]");
    assertThat(rows()).isEmpty();
  }

  @Test
  void listsEveryFileThatCannotBeUsed() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"status\":\"error\",\"errorType\":\"timeout\"}");
    Files.writeString(folder.resolve("b.json"), "not json");
    assertThatThrownBy(this::rows)
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("a.json. Its query ended with status error")
        .hasMessageContaining("b.json. It is not valid JSON");
  }

  private List<Row> rows() {
    return TelemetryReader.named("prometheus")
        .read(SparkTest.spark(), "dcgm", folder)
        .collectAsList();
  }

  private void write(String labels, String values) throws IOException {
    StringBuilder series = new StringBuilder();
    for (String one : labels.strip().split("\n", -1)) {
      series.append(series.isEmpty() ? "" : ",");
      series.append("{\"metric\":").append(one).append(",\"values\":[").append(values).append("]}");
    }
    Files.writeString(
        folder.resolve("answer.json"),
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
            + series
            + "]}}");
  }
}
