package io.almanac.jobs.budget;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.HolidaySetting;
import io.almanac.jobs.mart.Owners;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The days off of the company and of its teams: those of a file, and those of countries. */
public final class WorkCalendars {
  private static final WorkCalendars NONE = new WorkCalendars(Holidays.none(), List.of(), Map.of());

  private final Holidays own;
  private final List<CountryHolidays> everybody;
  private final Map<String, List<CountryHolidays>> teams;

  private WorkCalendars(
      Holidays own, List<CountryHolidays> everybody, Map<String, List<CountryHolidays>> teams) {
    this.own = own;
    this.everybody = everybody;
    this.teams = teams;
  }

  /** No day is off. */
  public static WorkCalendars none() {
    return NONE;
  }

  /**
   * Reads what the settings name.
   *
   * @throws AlmanacException with every problem of the file and every country without a calendar
   */
  public static WorkCalendars load(HolidaySetting setting) {
    List<String> problems = new ArrayList<>();
    Holidays own = Holidays.none();
    try {
      own = setting.file().map(Holidays::load).orElse(own);
    } catch (AlmanacException e) {
      problems.addAll(e.problems());
    }
    Map<String, CountryHolidays> known = new LinkedHashMap<>();
    TreeSet<String> codes = new TreeSet<>(setting.countries());
    setting.teams().values().forEach(codes::addAll);
    for (String code : codes) {
      try {
        known.put(code, CountryHolidays.of(code));
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    Map<String, List<CountryHolidays>> teams = new TreeMap<>();
    setting
        .teams()
        .forEach(
            (team, countries) ->
                teams.put(
                    Owners.normalised("team", team), countries.stream().map(known::get).toList()));
    return new WorkCalendars(own, setting.countries().stream().map(known::get).toList(), teams);
  }

  /**
   * The days off of all that have no countries of their own: those of the file, whenever they are,
   * and public holidays of whole years.
   *
   * @param from a day in the first year
   * @param until a day in the last year
   */
  public SortedSet<LocalDate> days(LocalDate from, LocalDate until) {
    return days(everybody, from, until);
  }

  /** The same for the teams that have countries of their own, by team, in order. */
  public Map<String, List<LocalDate>> teamDays(LocalDate from, LocalDate until) {
    Map<String, List<LocalDate>> days = new TreeMap<>();
    teams.forEach((team, theirs) -> days.put(team, List.copyOf(days(theirs, from, until))));
    return days;
  }

  private SortedSet<LocalDate> days(
      Collection<CountryHolidays> countries, LocalDate from, LocalDate until) {
    SortedSet<LocalDate> days = new TreeSet<>(own.days());
    countries.forEach(country -> days.addAll(country.days(from.getYear(), until.getYear())));
    return days;
  }
}
