package io.almanac.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.reports.NamespaceLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestNamespaceLines {
  @Test
  void namespacesBeyondTheMostExpensiveOfAClusterShareALine() {
    List<NamespaceLine> lines = new ArrayList<>();
    for (int i = 0; i < NamespaceLines.MOST + 2; i++) {
      lines.add(line("prod", "n" + i, "0.1"));
    }
    lines.add(line("test", "a", null));
    List<NamespaceLine> shown = NamespaceLines.shortened(lines);
    // 99 of their own, 3 together, and the other cluster.
    assertThat(shown).hasSize(NamespaceLines.MOST + 1);
    assertThat(shown.get(NamespaceLines.MOST - 1).namespace()).isEqualTo("(3 others)");
    assertThat(shown.get(NamespaceLines.MOST - 1).cost()).isEqualByComparingTo("0.3");
    assertThat(shown.get(NamespaceLines.MOST)).isEqualTo(lines.get(lines.size() - 1));
    List<NamespaceLine> few = lines.subList(0, NamespaceLines.MOST);
    assertThat(NamespaceLines.shortened(few)).isEqualTo(few);
    assertThat(NamespaceLines.shortened(List.of())).isEmpty();
  }

  private static NamespaceLine line(String cluster, String namespace, String cost) {
    return new NamespaceLine(cluster, namespace, "", 1, cost == null ? null : new BigDecimal(cost));
  }
}
