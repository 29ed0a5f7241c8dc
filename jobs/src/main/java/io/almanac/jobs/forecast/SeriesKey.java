package io.almanac.jobs.forecast;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What a series of daily costs is of.
 *
 * @param type team, total, or another scope that a budget is for
 * @param name which one; null for the total and for the unallocated team
 * @param currency the currency of the costs
 */
public record SeriesKey(Type type, String name, String currency)
    implements Serializable, Comparable<SeriesKey> {
  private static final Comparator<SeriesKey> ORDER =
      Comparator.comparing(SeriesKey::currency)
          .thenComparing(SeriesKey::type)
          .thenComparing(SeriesKey::name, Comparator.nullsLast(Comparator.naturalOrder()));

  /** The kinds of series. */
  public enum Type {
    /** All teams together. */
    TOTAL("total"),
    /** One team; the teams add up to the total. */
    TEAM("team"),
    /** One project, across teams. */
    PROJECT("project"),
    /** One cost centre, across teams. */
    COST_CENTER("cost-center");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** As it stands in budgets and in series names. */
    public String text() {
      return text;
    }
  }

  /** The name of the series in the marts: {@code total}, {@code team:vision}, {@code team:}. */
  public String series() {
    return type == Type.TOTAL ? "total" : type.text() + ":" + (name == null ? "" : name);
  }

  /** By currency, then type, then name with the unallocated last. */
  @Override
  public int compareTo(SeriesKey other) {
    return ORDER.compare(this, other);
  }
}
