package io.almanac.jobs.kubernetes;

import io.almanac.jobs.config.KubernetesSetting;

/** A cost of an allocation that may weigh, in the order of {@link KubernetesSetting#COSTS}. */
enum WeightCost {
  CPU("cpuCost"),
  RAM("ramCost"),
  GPU("gpuCost"),
  PV("pvCost"),
  NETWORK("networkCost"),
  LOAD_BALANCER("loadBalancerCost"),
  /** What OpenCost was asked to share among tenants; its adjustment is in it. */
  SHARED("sharedCost");

  private final String field;

  WeightCost(String field) {
    this.field = field;
  }

  /** The cost with a name of the settings. */
  static WeightCost named(String name) {
    return values()[KubernetesSetting.COSTS.indexOf(name)];
  }

  /** The field of an allocation; columns of CSV exports are called the same but for case. */
  String field() {
    return field;
  }

  /** The field of what was corrected afterwards, which is to be added. */
  String adjustment() {
    return field + "Adjustment";
  }
}
