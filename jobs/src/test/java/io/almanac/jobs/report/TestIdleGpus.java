package io.almanac.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.mart.GpuMarts;
import java.math.BigDecimal;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;

class TestIdleGpus {
  @Test
  void saysWhatCanBeDone() {
    assertThat(IdleGpus.action(row("stop", "job", "0")))
        .isEqualTo("Ask for job to be stopped; it holds the GPU without using it.");
    assertThat(IdleGpus.action(row("stop", "job", "1")))
        .isEqualTo("Ask for job to give up the GPU while it waits.");
    assertThat(IdleGpus.action(row("return", null, "0")))
        .isEqualTo("Return the GPU or give it to a queue; nobody holds it.");
    assertThat(IdleGpus.action(row("share", null, "0")))
        .isEqualTo("Share the GPU by a queue, or switch it off between jobs.");
    assertThat(IdleGpus.action(row("share", "job", "0")))
        .isEqualTo(
            "job was idle in the past. Share the GPU by a queue, or switch it off between jobs.");
    assertThat(IdleGpus.action(row(null, "job", "0"))).isNull();
  }

  private static Row row(String advice, String workload, String active) {
    Object[] values = new Object[GpuMarts.GPU_IDLE.columnNames().size()];
    values[column("advice")] = advice;
    values[column("workload")] = workload;
    values[column("active_gpu_hours")] = new BigDecimal(active);
    values[column("underused_gpu_hours")] = BigDecimal.ZERO;
    return new GenericRowWithSchema(values, GpuMarts.GPU_IDLE.schema());
  }

  private static int column(String name) {
    return GpuMarts.GPU_IDLE.columnNames().indexOf(name);
  }
}
