package io.almanac.jobs.gpu;

import java.util.Optional;
import java.util.stream.Stream;

/** The DCGM metrics that decide about idleness; activity metrics in order of preference. */
enum GpuMetric {
  /** Share of time in which any engine was busy; works on MIG instances. */
  DCGM_FI_PROF_GR_ENGINE_ACTIVE(1),
  /** Share of time in which multiprocessors had work. */
  DCGM_FI_PROF_SM_ACTIVE(1),
  /** Share of time in which any kernel ran, in percent; zero or absent on MIG instances. */
  DCGM_FI_DEV_GPU_UTIL(0.01),
  /** Frame buffer in use, MiB. */
  DCGM_FI_DEV_FB_USED(1),
  /** Power draw, W. */
  DCGM_FI_DEV_POWER_USAGE(1);

  private final double factor;

  GpuMetric(double factor) {
    this.factor = factor;
  }

  /** The metric of a name; empty for those that are not used. */
  static Optional<GpuMetric> named(String name) {
    return Stream.of(values()).filter(metric -> metric.name().equals(name)).findFirst();
  }

  /** A value in the metric's unit; ratios as 0 to 1. */
  double scaled(double value) {
    return value * factor;
  }

  /** Whether it tells how busy a whole GPU, or a MIG instance, was. */
  boolean tellsActivity(boolean mig) {
    return switch (this) {
      case DCGM_FI_PROF_GR_ENGINE_ACTIVE, DCGM_FI_PROF_SM_ACTIVE -> true;
      case DCGM_FI_DEV_GPU_UTIL -> !mig;
      case DCGM_FI_DEV_FB_USED, DCGM_FI_DEV_POWER_USAGE -> false;
    };
  }
}
