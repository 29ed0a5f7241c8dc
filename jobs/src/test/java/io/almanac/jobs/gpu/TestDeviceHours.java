package io.almanac.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.config.AlmanacConfig.IdleSetting;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestDeviceHours {
  private static final IdleSetting SETTING = new IdleSetting(0.01, 0.25, 0.9, 14);
  private static final long HOUR = 3_600_000L;
  private static final long QUARTER = HOUR / 4;
  private static final long START = 1_790_000_000_000L / HOUR * HOUR;

  private final DeviceHours device = new DeviceHours(SETTING, false);

  @Test
  void zeroAllHourIsIdleWhenHeldAndUnallocatedWhenNot() {
    hour(0, "job", 0, 0, 0, 0);
    hour(1, null, 0, 0, 0, 0);
    assertThat(states()).containsExactly("idle", "unallocated");
  }

  @Test
  void littleUseIsUnderusedAndMoreIsActive() {
    hour(0, "job", 0.1, 0.2, 0.15, 0.2);
    hour(1, "job", 0.1, 0.9, 0.2, 0.1);
    assertThat(states()).containsExactly("underused", "active");
  }

  @Test
  void useWithoutAHolderIsNotUnallocated() {
    hour(0, null, 0.9, 0.9, 0.9, 0.9);
    assertThat(states()).containsExactly("active");
  }

  @Test
  void fewSamplesOfZeroProveNothing() {
    hour(0, "job", 0, 0, 0, 0);
    hour(1, "job", 0, 0, 0);
    hour(2, "job", 0, 0, 0, 0);
    assertThat(states()).containsExactly("idle", "unknown", "idle");
    assertThat(device.classify().get(1).reason()).contains("3 of 4 samples", "too few");
  }

  @Test
  void anHourWithoutAnySampleIsThereAndUnknown() {
    hour(0, "job", 0, 0, 0, 0);
    hour(3, "job", 0, 0, 0, 0);
    assertThat(states()).containsExactly("idle", "unknown", "unknown", "idle");
    assertThat(device.classify().get(1).maxActivity()).isNull();
  }

  @Test
  void blankValuesAreMissingAndNotZero() {
    hour(0, "job", 0, 0, 0, 0);
    for (int i = 0; i < 4; i++) {
      device.add(
          GpuMetric.DCGM_FI_PROF_GR_ENGINE_ACTIVE, START + HOUR + i * QUARTER, null, "ns", "job");
    }
    assertThat(states()).containsExactly("idle", "unknown");
  }

  @Test
  void engineActivityIsPreferredToUtilisation() {
    for (int i = 0; i < 4; i++) {
      long time = START + i * QUARTER;
      device.add(GpuMetric.DCGM_FI_DEV_GPU_UTIL, time, 1.0, "ns", "job");
      device.add(GpuMetric.DCGM_FI_PROF_GR_ENGINE_ACTIVE, time, 0.0, "ns", "job");
    }
    assertThat(device.classify().get(0).metric()).isEqualTo("DCGM_FI_PROF_GR_ENGINE_ACTIVE");
    assertThat(states()).containsExactly("idle");
  }

  @Test
  void utilisationSaysNothingAboutAMigInstance() {
    DeviceHours mig = new DeviceHours(SETTING, true);
    for (int i = 0; i < 4; i++) {
      mig.add(GpuMetric.DCGM_FI_DEV_GPU_UTIL, START + i * QUARTER, 0.0, "ns", "job");
    }
    assertThat(mig.classify()).extracting(DeviceHours.Classified::state).containsExactly("unknown");
  }

  @Test
  void overlappingFilesCountOnce() {
    hour(0, "job", 0, 0, 0, 0);
    hour(0, "job", 0, 0, 0, 0);
    assertThat(device.classify().get(0).samples()).isEqualTo(4);
    assertThat(device.classify().get(0).expected()).isEqualTo(4);
  }

  @Test
  void aSliceIsAPartOfAGpu() {
    assertThat(DeviceHours.fraction(null)).isEqualByComparingTo("1");
    assertThat(DeviceHours.fraction("7g.80gb")).isEqualByComparingTo("1");
    assertThat(DeviceHours.fraction("1g.10gb").multiply(BigDecimal.valueOf(7)))
        .isLessThanOrEqualTo(BigDecimal.ONE)
        .isGreaterThan(new BigDecimal("0.99999999999999999"));
  }

  private void hour(int index, String workload, double... activity) {
    for (int i = 0; i < activity.length; i++) {
      device.add(
          GpuMetric.DCGM_FI_PROF_GR_ENGINE_ACTIVE,
          START + index * HOUR + i * QUARTER,
          activity[i],
          workload == null ? null : "ns",
          workload);
    }
  }

  private List<String> states() {
    return device.classify().stream().map(DeviceHours.Classified::state).toList();
  }
}
