package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.config.KubernetesSetting;
import io.almanac.jobs.kubernetes.Clusters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is allocated anew follows what files say, not that they were touched. */
class TestKubernetesStage {
  private static final String CSV =
      "Date,Namespace,TotalCost\n2026-09-01,a,1\n2026-10-01,a,1\n2026-10-01,b,3\n";

  @TempDir private Path folder;

  @Test
  void monthsInWhichFilesSaySomethingElseAreAffected() throws IOException {
    Map<String, String> before = facts(CSV);
    assertThat(before.keySet())
        .containsExactly("kubernetes.prod.2026-09", "kubernetes.prod.2026-10");
    assertThat(KubernetesStage.changed(before, facts(CSV.replace("b,3", "b,3.0")))).isEmpty();
    assertThat(KubernetesStage.changed(before, facts(CSV.replace("b,3", "b,4"))))
        .containsExactly("prod.2026-10");
    assertThat(KubernetesStage.changed(before, facts(CSV.replace("2026-09", "2026-08"))))
        .containsExactly("prod.2026-08", "prod.2026-09");
    assertThat(KubernetesStage.changed(before, Map.of("other", "1")))
        .containsExactly("prod.2026-09", "prod.2026-10");
  }

  private Map<String, String> facts(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("export.csv"), csv);
    KubernetesSetting setting =
        new KubernetesSetting(
            "prod",
            file,
            "\"always\"",
            Optional.empty(),
            "USD",
            ZoneId.of("UTC"),
            true,
            KubernetesSetting.COSTS);
    return KubernetesStage.facts(Clusters.load(List.of(setting), AllocationRules.none()));
  }
}
