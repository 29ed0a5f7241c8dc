package io.almanac.jobs.scenario;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * One thing that is different in a scenario, for so many days.
 *
 * @param kind what it is
 * @param driver the driver that grows; null for other kinds
 * @param teams the teams that it is about, {@code ""} for unallocated; empty for all
 * @param to the team that takes over; null for other kinds than a migration
 * @param factor of the driver, the price, or the cost of what has moved; 1 for other kinds
 * @param share of the team's cost that moves or ends, 0 to 1
 * @param amount new cost; 0 for other kinds
 * @param monthly whether the amount is for a month rather than for a day
 * @param project what it is called; null if it has no name
 * @param from the first day
 * @param until the last day; null for good
 */
record Change(
    Kind kind,
    String driver,
    List<String> teams,
    String to,
    double factor,
    double share,
    double amount,
    boolean monthly,
    String project,
    LocalDate from,
    LocalDate until) {

  /** The kinds of changes. */
  enum Kind {
    DRIVER_GROWTH("driver-growth"),
    NEW_COST("new-cost"),
    PRICE_CHANGE("price-change"),
    MIGRATION("migration"),
    END("end");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Copies its list. */
  Change {
    teams = List.copyOf(teams);
  }

  boolean isActive(LocalDate day) {
    return !day.isBefore(from) && (until == null || !day.isAfter(until));
  }

  /** Whether it holds on some day from one to another, exclusive. */
  boolean isActive(LocalDate start, LocalDate end) {
    return from.isBefore(end) && (until == null || !until.isBefore(start));
  }

  /** In words, as the marts say it. */
  String text() {
    String what =
        switch (kind) {
          case DRIVER_GROWTH -> driver + " " + percent(factor - 1);
          case NEW_COST ->
              named("new cost") + " " + number(amount) + (monthly ? " a month" : " a day");
          case PRICE_CHANGE -> "price " + percent(factor - 1);
          case MIGRATION ->
              number(100 * share)
                  + " % of "
                  + shown(teams.get(0))
                  + " to "
                  + shown(to)
                  + (factor == 1 ? "" : " at " + number(100 * factor) + " % of the cost");
          case END -> named("end") + (share == 1 ? "" : " of " + number(100 * share) + " %");
        };
    return what + " from " + from + (until == null ? "" : " until " + until);
  }

  private String named(String what) {
    return project == null ? what : what + " of " + project;
  }

  private static String shown(String team) {
    return team.isEmpty() ? "unallocated" : team;
  }

  private static String percent(double growth) {
    return (growth < 0 ? "-" : "+") + number(100 * Math.abs(growth)) + " %";
  }

  private static String number(double number) {
    String text = String.format(Locale.ROOT, "%.2f", number);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }
}
