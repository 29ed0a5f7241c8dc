package io.almanac.jobs.forecast;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What a series of daily costs is of.
 *
 * @param type what it is one of: the total, a team, or one of another dimension
 * @param name which one; null for the total and for costs that have no such owner or property
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
    COST_CENTER("cost-center"),
    /** One environment, such as production. */
    ENVIRONMENT("environment"),
    /** One class of services. */
    SERVICE_CATEGORY("service-category"),
    /** One service of a provider. */
    SERVICE("service"),
    /** Machines with GPUs, yes or no. */
    GPU("gpu");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** As it stands in budgets and in series names. */
    public String text() {
      return text;
    }
  }

  /**
   * The name of the series in the marts: {@code total}, {@code team:vision}, {@code team:}, {@code
   * gpu:yes}.
   */
  public String series() {
    return type == Type.TOTAL ? "total" : type.text() + ":" + (name == null ? "" : name);
  }

  /** By currency, then type, then name with the unallocated last. */
  @Override
  public int compareTo(SeriesKey other) {
    return ORDER.compare(this, other);
  }
}
