package io.almanac.jobs.period;

import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PeriodEvents;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides the status of billing periods. The first of these that holds:
 *
 * <ol>
 *   <li>The period was closed: final.
 *   <li>The provider says whether it is open or closed: open or settled.
 *   <li>The month is not over: open.
 *   <li>Charges name invoices, and those that name none add up to nothing: settled.
 *   <li>The source's {@code settled-after-days} have passed since the month's end: settled.
 *   <li>Open otherwise.
 * </ol>
 */
public final class PeriodRules {
  private final PeriodEvents events;
  private final Map<String, Integer> settledAfterDays;
  private final Map<String, ProviderSigns> signs;
  private final LocalDate asOf;

  /**
   * The rules of one night.
   *
   * @param events which periods are closed
   * @param settledAfterDays days after the end of a month after which it is settled, by source
   * @param signs what providers say themselves, by source; a source may have none
   */
  public PeriodRules(
      PeriodEvents events,
      Map<String, Integer> settledAfterDays,
      Map<String, ProviderSigns> signs,
      LocalDate asOf) {
    this.events = events;
    this.settledAfterDays = Map.copyOf(settledAfterDays);
    this.signs = Map.copyOf(signs);
    this.asOf = asOf;
  }

  /** A status, and what it rests on in words. */
  public record Decision(PeriodStatus status, String reason) {}

  /** The decisions for all periods, by {@link Period#name}; currencies of a period share one. */
  public Map<String, Decision> decide(Collection<Period> periods) {
    Map<String, List<Period>> byName = new TreeMap<>();
    periods.forEach(
        period -> byName.computeIfAbsent(period.name(), unseen -> new ArrayList<>()).add(period));
    Map<String, Decision> decisions = new TreeMap<>();
    byName.forEach((name, currencies) -> decisions.put(name, decide(currencies)));
    return decisions;
  }

  private Decision decide(List<Period> currencies) {
    String source = currencies.get(0).total().source();
    String name = currencies.get(0).total().period();
    Optional<PeriodEvent> closing = events.closing(name);
    if (closing.isPresent()) {
      return new Decision(
          PeriodStatus.FINAL, "closed with the figures as of " + closing.get().asOf());
    }
    YearMonth month = YearMonth.parse(name);
    Optional<ProviderSigns.Sign> sign =
        Optional.ofNullable(signs.get(source)).flatMap(all -> all.of(month));
    if (sign.isPresent()) {
      return new Decision(
          sign.get().isOpen() ? PeriodStatus.OPEN : PeriodStatus.SETTLED, sign.get().words());
    }
    LocalDate over = month.plusMonths(1).atDay(1);
    if (asOf.isBefore(over)) {
      return new Decision(PeriodStatus.OPEN, "the month is not over");
    }
    boolean invoiced = currencies.stream().anyMatch(period -> period.invoicedRows() > 0);
    boolean nothingLeft =
        currencies.stream().map(Period::uninvoiced).allMatch(cost -> cost.signum() == 0);
    if (invoiced && nothingLeft) {
      return new Decision(PeriodStatus.SETTLED, "every charge with a cost names an invoice");
    }
    int days = settledAfterDays.getOrDefault(source, 0);
    LocalDate settles = over.plusDays(days);
    return asOf.isBefore(settles)
        ? new Decision(PeriodStatus.OPEN, "settles on " + settles + " unless it is invoiced before")
        : new Decision(PeriodStatus.SETTLED, days + " days have passed since the month's end");
  }

  /**
   * The last day of the newest settled or final billing period of each source with no open one
   * before it: no charge of these days is expected any more. Not after the day before as-of.
   */
  public Map<String, LocalDate> settledThrough(Map<String, Decision> decisions) {
    Map<String, LocalDate> through = new TreeMap<>();
    TreeSet<String> stopped = new TreeSet<>();
    // Names sort by source and then by month.
    new TreeMap<>(decisions)
        .forEach(
            (name, decision) -> {
              String source = name.substring(0, name.lastIndexOf('/'));
              if (decision.status() == PeriodStatus.OPEN) {
                stopped.add(source);
              } else if (!stopped.contains(source)) {
                LocalDate end =
                    YearMonth.parse(name.substring(name.lastIndexOf('/') + 1)).atEndOfMonth();
                through.put(source, end.isBefore(asOf) ? end : asOf.minusDays(1));
              }
            });
    return through;
  }
}
