package io.almanac.jobs.mart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which billing periods are closed, and how they came to be.
 *
 * @param all every closing and reopening, oldest first
 */
public record PeriodEvents(List<PeriodEvent> all) {
  /** Nothing was ever closed. */
  public static final PeriodEvents NONE = new PeriodEvents(List.of());

  /** Copies its list. */
  public PeriodEvents {
    all = List.copyOf(all);
  }

  /** The closed billing periods, yyyy-MM. */
  public TreeSet<String> closed() {
    return new TreeSet<>(inForce().keySet());
  }

  /** The closing that holds for a period; empty when the period is not closed. */
  public Optional<PeriodEvent> closing(String period) {
    return Optional.ofNullable(inForce().get(period));
  }

  /** The last closing of any period, whether it still holds or not. */
  public Optional<PeriodEvent> last() {
    return all.stream()
        .filter(event -> event.kind() == PeriodEvent.Kind.CLOSE)
        .reduce((earlier, later) -> later);
  }

  /** The number of the last closing among all events, from 1; 0 when nothing was ever closed. */
  public long lastNumber() {
    return last().map(close -> all.lastIndexOf(close) + 1L).orElse(0L);
  }

  /** How often a period was closed. */
  public int closings(String period) {
    return (int)
        all.stream()
            .filter(event -> event.period().equals(period))
            .filter(event -> event.kind() == PeriodEvent.Kind.CLOSE)
            .count();
  }

  /** These events and one more. */
  public PeriodEvents plus(PeriodEvent event) {
    List<PeriodEvent> more = new ArrayList<>(all);
    more.add(event);
    return new PeriodEvents(more);
  }

  /** What a period adds up to, by source and currency, whatever the invoice. */
  public static List<ControlTotal> totals(Collection<ControlTotal> totals, String period) {
    return ControlTotal.merge(
        totals.stream()
            .filter(total -> total.period().equals(period))
            .map(
                total ->
                    new ControlTotal(
                        total.source(),
                        total.period(),
                        "",
                        total.currency(),
                        total.rows(),
                        total.billed(),
                        total.effective()))
            .toList());
  }

  private Map<String, PeriodEvent> inForce() {
    Map<String, PeriodEvent> closings = new TreeMap<>();
    for (PeriodEvent event : all) {
      switch (event.kind()) {
        case CLOSE -> closings.put(event.period(), event);
        case REOPEN -> closings.remove(event.period());
      }
    }
    return closings;
  }
}
