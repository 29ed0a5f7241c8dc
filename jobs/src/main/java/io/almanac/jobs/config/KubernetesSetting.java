package io.almanac.jobs.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One Kubernetes cluster whose charges are divided among its workloads.
 *
 * @param name names it in the marts: lower-case letters, digits and hyphens
 * @param path allocations of OpenCost or Kubecost: a file, a folder with all it holds, or a glob
 * @param charges which charges are the cluster's, a condition of allocation rules as JSON
 * @param clusterId whose allocations to take from files that have several clusters; empty when they
 *     have one
 * @param currency ISO 4217 code of the amounts in the files, which only a comparison needs
 * @param timeZone whose days the dates of CSV files are
 * @param spreadsIdle whether workloads bear what is idle; else it is a workload of its own
 * @param costs which costs of a workload weigh, out of {@link #COSTS}
 */
public record KubernetesSetting(
    String name,
    Path path,
    String charges,
    Optional<String> clusterId,
    String currency,
    ZoneId timeZone,
    boolean spreadsIdle,
    List<String> costs) {
  /** The costs of a workload that may weigh. */
  public static final List<String> COSTS =
      List.of("cpu", "ram", "gpu", "pv", "network", "load-balancer", "shared");

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  /** Copies the list. */
  public KubernetesSetting {
    costs = List.copyOf(costs);
  }

  /** What decides how charges are divided and compared, the files aside, as text. */
  public String basis() {
    return String.join("\n", name, charges, clusterId.toString(), currency, timeZone.toString())
        + "\n"
        + spreadsIdle
        + costs;
  }

  /** What the file says under {@code kubernetes}; none when it does not. */
  static List<KubernetesSetting> read(Section root, List<Section> asked) {
    List<KubernetesSetting> clusters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section section : root.sections("kubernetes")) {
      asked.add(section);
      String name = section.name(names, "kubernetes");
      clusters.add(
          new KubernetesSetting(
              name,
              section.path(
                  "path", null, "OpenCost or Kubecost allocations: a file, a folder or a glob"),
              section.tree(
                  "charges",
                  "which charges are the cluster's, such as { tags: { cluster: prod } }"),
              section.optionalText("cluster-id"),
              section.matching("currency", CURRENCY, "USD", "an ISO 4217 code such as USD or EUR"),
              zone(section),
              section.choice("idle", List.of("separate", "spread"), "separate").equals("spread"),
              section.words("costs", COSTS, COSTS)));
    }
    return clusters;
  }

  private static ZoneId zone(Section section) {
    try {
      return ZoneId.of(section.text("time-zone", "UTC", ""));
    } catch (DateTimeException e) {
      section.wrong("time-zone", "a time zone such as UTC, +02:00 or Europe/Berlin", "");
      return ZoneId.of("UTC");
    }
  }
}
