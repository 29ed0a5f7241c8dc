package io.almanac.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestMachineHours {
  @Test
  void hoursWithAnySampleByMonthAndMachine() {
    List<Row> samples =
        List.of(
            // One hour of one GPU, whatever the number of samples and the spelling of the machine.
            sample("Node-1", "gpu-0", null, null, "2026-10-01T00:00:00Z"),
            sample("Node-1", "gpu-0", null, null, "2026-10-01T00:59:59Z"),
            sample("node-1", "gpu-1", null, null, "2026-10-01T00:30:00Z"),
            sample("node-1", "gpu-1", null, null, "2026-09-30T23:59:59Z"),
            // Two instances of 3 of 7 slices; one sample does not name the profile.
            sample("node-2", "gpu-0", "1", "3g.40gb", "2026-10-02T05:00:00Z"),
            sample("node-2", "gpu-0", "1", null, "2026-10-02T05:01:00Z"),
            sample("node-2", "gpu-0", "2", "3g.40gb", "2026-10-02T05:00:00Z"),
            // No machine, and not before the as-of date.
            sample(null, "gpu-0", null, null, "2026-10-01T00:00:00Z"),
            sample("node-1", "gpu-0", null, null, "2026-10-03T00:00:00Z"));
    assertThat(
            MachineHours.byMonth(
                SparkTest.spark().createDataFrame(samples, GpuSamples.SCHEMA),
                LocalDate.of(2026, 10, 3)))
        .isEqualTo(
            Map.of(
                "2026-09", Map.of("node-1", BigDecimal.ONE),
                "2026-10",
                    Map.of(
                        "node-1",
                        BigDecimal.valueOf(2),
                        "node-2",
                        new BigDecimal("0.857142857142857142"))));
  }

  private static Row sample(String host, String device, String mig, String profile, String time) {
    return RowFactory.create(
        "dcgm",
        host,
        device,
        mig,
        profile,
        "H100",
        null,
        null,
        "DCGM_FI_DEV_GPU_UTIL",
        Instant.parse(time).toEpochMilli(),
        0.0);
  }
}
