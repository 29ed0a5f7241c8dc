package io.almanac.jobs.reconciliation;

import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.PlainAmount;
import io.almanac.jobs.reconciliation.CheckResult.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The checks of a night: nothing that was read may be missing anywhere behind. */
public final class Reconciliation {
  private Reconciliation() {}

  /**
   * Whether every row that was read is a charge or a reject, and with the same money; one result
   * for each source, billing period, invoice and currency.
   *
   * @param ingested counted while reading
   * @param charges counted in what was written
   * @param rejects counted in what was written, under no invoice
   */
  public static List<CheckResult> nothingLost(
      Collection<ControlTotal> ingested,
      Collection<ControlTotal> charges,
      Collection<ControlTotal> rejects) {
    Map<ControlTotal, ControlTotal> ingestedBy = byKey(ingested);
    Map<ControlTotal, ControlTotal> chargesBy = byKey(charges);
    Map<ControlTotal, ControlTotal> rejectsBy = byKey(rejects);
    List<CheckResult> results = new ArrayList<>();
    for (ControlTotal key : keys(List.of(ingested, charges, rejects))) {
      ControlTotal in = ingestedBy.getOrDefault(key, key);
      ControlTotal charged = chargesBy.getOrDefault(key, key);
      ControlTotal rejected = rejectsBy.getOrDefault(key, key);
      BigDecimal right = charged.billed().add(rejected.billed());
      boolean passed =
          in.billed().compareTo(right) == 0
              && in.effective().compareTo(charged.effective().add(rejected.effective())) == 0
              && in.rows() == charged.rows() + rejected.rows();
      results.add(
          new CheckResult(
              "ingested = charges + rejects",
              key.source(),
              key.period(),
              nullIfEmpty(key.invoice()),
              nullIfEmpty(key.currency()),
              new Amounts(
                  in.billed(),
                  charged.billed(),
                  rejected.billed(),
                  null,
                  null,
                  in.rows(),
                  charged.rows(),
                  rejected.rows()),
              in.billed(),
              right,
              passed,
              "billed cost and rows; "
                  + in.rows()
                  + " rows read, "
                  + charged.rows()
                  + " charges, "
                  + rejected.rows()
                  + " rejects"));
    }
    return results;
  }

  /**
   * Whether every charge has an owner or is visibly unallocated; one result for each source,
   * billing period, invoice and currency, for billed cost, with effective cost compared as well.
   */
  public static List<CheckResult> everythingOwned(
      Collection<ControlTotal> charges,
      Collection<ControlTotal> allocated,
      Collection<ControlTotal> unallocated) {
    Map<ControlTotal, ControlTotal> chargesBy = byKey(charges);
    Map<ControlTotal, ControlTotal> allocatedBy = byKey(allocated);
    Map<ControlTotal, ControlTotal> unallocatedBy = byKey(unallocated);
    List<CheckResult> results = new ArrayList<>();
    for (ControlTotal key : keys(List.of(charges, allocated, unallocated))) {
      ControlTotal charged = chargesBy.getOrDefault(key, key);
      ControlTotal owned = allocatedBy.getOrDefault(key, key);
      ControlTotal open = unallocatedBy.getOrDefault(key, key);
      ControlTotal right = owned.plus(open);
      boolean passed =
          charged.billed().compareTo(right.billed()) == 0
              && charged.effective().compareTo(right.effective()) == 0
              && charged.rows() == right.rows();
      results.add(
          new CheckResult(
              "charges = allocated + unallocated",
              key.source(),
              key.period(),
              nullIfEmpty(key.invoice()),
              nullIfEmpty(key.currency()),
              new Amounts(
                  null,
                  charged.billed(),
                  null,
                  owned.billed(),
                  open.billed(),
                  null,
                  charged.rows(),
                  null),
              charged.billed(),
              right.billed(),
              passed,
              "billed cost, effective cost and rows; unallocated effective cost "
                  + PlainAmount.of(open.effective())));
    }
    return results;
  }

  /** Whether two marts hold the same money in every currency. */
  public static List<CheckResult> sameByCurrency(
      String name,
      Map<String, BigDecimal> left,
      Map<String, BigDecimal> right,
      String explanation) {
    List<CheckResult> results = new ArrayList<>();
    TreeSet<String> currencies = new TreeSet<>(left.keySet());
    currencies.addAll(right.keySet());
    for (String currency : currencies) {
      results.add(
          same(
              name,
              currency,
              left.getOrDefault(currency, BigDecimal.ZERO),
              right.getOrDefault(currency, BigDecimal.ZERO),
              BigDecimal.ZERO,
              explanation));
    }
    return results;
  }

  /** Whether two amounts differ by no more than {@code tolerance}. */
  public static CheckResult same(
      String name,
      String currency,
      BigDecimal left,
      BigDecimal right,
      BigDecimal tolerance,
      String explanation) {
    return new CheckResult(
        name,
        CheckResult.ALL,
        CheckResult.ALL,
        CheckResult.ALL,
        nullIfEmpty(currency),
        Amounts.NONE,
        left,
        right,
        left.subtract(right).abs().compareTo(tolerance) <= 0,
        explanation);
  }

  private static Collection<ControlTotal> keys(List<Collection<ControlTotal>> all) {
    return ControlTotal.merge(
        all.stream().flatMap(Collection::stream).map(ControlTotal::zero).toList());
  }

  private static Map<ControlTotal, ControlTotal> byKey(Collection<ControlTotal> totals) {
    return ControlTotal.merge(totals).stream()
        .collect(Collectors.toMap(ControlTotal::zero, total -> total));
  }

  private static String nullIfEmpty(String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
