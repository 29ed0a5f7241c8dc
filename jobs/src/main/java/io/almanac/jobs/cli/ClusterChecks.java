package io.almanac.jobs.cli;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.KubernetesSetting;
import io.almanac.jobs.kubernetes.Clusters;
import java.util.ArrayList;
import java.util.List;

/** Whether the costs of each Kubernetes cluster can be read, and what is odd about them. */
final class ClusterChecks {
  private ClusterChecks() {}

  static List<Check> all(AlmanacConfig config) {
    List<Check> checks = new ArrayList<>();
    AllocationRules rules = rules(config);
    for (KubernetesSetting setting : config.finance().kubernetes()) {
      String what = "kubernetes " + setting.name();
      try {
        Clusters cluster = Clusters.load(List.of(setting), rules);
        checks.add(Check.pass(what, cluster.days().get(setting.name())));
        cluster.oddities().forEach(oddity -> checks.add(Check.warn(what, oddity, "")));
      } catch (AlmanacException e) {
        e.problems().forEach(problem -> checks.add(Check.fail(what, problem, "")));
      }
    }
    return checks;
  }

  /** Rules that cannot be used are told by their own check. */
  private static AllocationRules rules(AlmanacConfig config) {
    try {
      return config.finance().kubernetes().isEmpty()
          ? AllocationRules.none()
          : config.allocationRules().map(AllocationRules::load).orElse(AllocationRules.none());
    } catch (AlmanacException e) {
      return AllocationRules.none();
    }
  }
}
