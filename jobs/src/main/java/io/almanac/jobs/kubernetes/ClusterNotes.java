package io.almanac.jobs.kubernetes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What readers of the results must know of divided charges: what stayed whole, and how the costs of
 * OpenCost compare with the bill, since a large gap means that a condition takes other charges than
 * those of the cluster.
 */
public final class ClusterNotes {
  /** OpenCost knows list prices and only some of the bill; beyond these something is wrong. */
  private static final BigDecimal LOW = new BigDecimal("0.5");

  private static final BigDecimal HIGH = new BigDecimal("2");
  private static final int SHOWN = 6;

  private ClusterNotes() {}

  /** The notes, by cluster in the order of the configuration. */
  public static List<String> of(Clusters clusters, List<DayBill> bills) {
    List<String> notes = new ArrayList<>(clusters.oddities());
    for (Cluster cluster : clusters.list()) {
      List<DayBill> own =
          bills.stream().filter(bill -> bill.cluster().equals(cluster.name())).toList();
      if (own.isEmpty()) {
        notes.add(
            "Kubernetes cluster %s: no charge is its own. Check charges in its settings."
                .formatted(cluster.name()));
      }
      whole(cluster, own, notes);
      compared(cluster, own, notes);
    }
    return notes;
  }

  private static void whole(Cluster cluster, List<DayBill> bills, List<String> notes) {
    Map<String, BigDecimal> costs = new TreeMap<>();
    Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
    for (DayBill bill : bills) {
      if (!bill.isDivided()) {
        costs.merge(bill.currency(), bill.cost(), BigDecimal::add);
        days.computeIfAbsent(bill.currency(), unseen -> new TreeSet<>()).add(bill.day());
      }
    }
    costs.forEach(
        (currency, cost) ->
            notes.add(
                String.format(
                    Locale.ROOT,
                    "Kubernetes cluster %s: %s %,.2f of %d days from %s to %s is not divided among"
                        + " workloads, because its files have no costs of these days.",
                    cluster.name(),
                    currency,
                    cost,
                    days.get(currency).size(),
                    days.get(currency).first(),
                    days.get(currency).last())));
  }

  private static void compared(Cluster cluster, List<DayBill> bills, List<String> notes) {
    TreeMap<YearMonth, BigDecimal> billed = new TreeMap<>();
    TreeMap<YearMonth, TreeSet<LocalDate>> days = new TreeMap<>();
    TreeSet<String> others = new TreeSet<>();
    TreeSet<LocalDate> gone = new TreeSet<>();
    for (DayBill bill : bills) {
      // Closed months stay divided when their files are gone.
      if (bill.isDivided() && cluster.cost(bill.day()) == null) {
        gone.add(bill.day());
      } else if (bill.isDivided() && bill.currency().equals(cluster.currency())) {
        YearMonth month = YearMonth.from(bill.day());
        billed.merge(month, bill.cost(), BigDecimal::add);
        days.computeIfAbsent(month, unseen -> new TreeSet<>()).add(bill.day());
      } else if (bill.isDivided()) {
        others.add(bill.currency());
      }
    }
    if (!gone.isEmpty()) {
      notes.add(
          "Kubernetes cluster %s: %s days from %s to %s are divided by files that are not there any more."
              .formatted(cluster.name(), gone.size(), gone.first(), gone.last()));
    }
    if (!others.isEmpty()) {
      notes.add(
          "Kubernetes cluster %s: its costs are in %s, its charges in %s, so that the two are not"
                  .formatted(cluster.name(), cluster.currency(), String.join(", ", others))
              + " compared.");
    }
    List<String> ratios = new ArrayList<>();
    List<String> far = new ArrayList<>();
    billed.forEach(
        (month, bill) -> {
          BigDecimal own =
              days.get(month).stream().map(cluster::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
          String amounts =
              String.format(
                  Locale.ROOT, "%s %,.2f to %,.2f %s", month, own, bill, cluster.currency());
          if (bill.signum() <= 0) {
            far.add(amounts);
            return;
          }
          BigDecimal ratio = own.divide(bill, 2, RoundingMode.HALF_UP);
          ratios.add(month + " " + ratio.toPlainString());
          if (ratio.compareTo(LOW) < 0 || ratio.compareTo(HIGH) > 0) {
            far.add(amounts);
          }
        });
    if (!ratios.isEmpty()) {
      List<String> newest = ratios.subList(Math.max(0, ratios.size() - SHOWN), ratios.size());
      notes.add(
          "Kubernetes cluster %s: for each %s that is charged, its files have: %s."
              .formatted(cluster.name(), cluster.currency(), String.join(", ", newest)));
    }
    if (!far.isEmpty()) {
      notes.add(
          "Kubernetes cluster %s: its files and its charges are far apart in %s. Check that charges"
                  .formatted(cluster.name(), String.join("; ", far))
              + " in its settings takes the charges of this cluster, and them only.");
    }
  }
}
