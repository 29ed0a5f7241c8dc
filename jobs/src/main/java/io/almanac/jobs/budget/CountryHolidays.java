package io.almanac.jobs.budget;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The public holidays of a country or of a part of it, by the calendars of Jollyday. */
final class CountryHolidays {
  private static final int COUNTRY_LENGTH = 2;

  private final HolidayManager manager;
  private final String[] part;

  private CountryHolidays(HolidayManager manager, String[] part) {
    this.manager = manager;
    this.part = part;
  }

  /**
   * The calendar of a country.
   *
   * @param code such as {@code DE}, {@code DE-BY} or {@code US-CA}: ISO 3166, upper case
   * @throws IllegalArgumentException when there is no such calendar, with those that there are
   */
  static CountryHolidays of(String code) {
    String[] parts = code.toLowerCase(Locale.ROOT).split("-", -1);
    SortedSet<String> countries = new TreeSet<>();
    for (String supported : HolidayManager.getSupportedCalendarCodes()) {
      // Others are those of exchanges, and of no place.
      if (supported.length() == COUNTRY_LENGTH) {
        countries.add(supported.toLowerCase(Locale.ROOT));
      }
    }
    if (!countries.contains(parts[0])) {
      throw unknown(code, "", countries);
    }
    HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
    CalendarHierarchy hierarchy = manager.getCalendarHierarchy();
    for (int i = 1; i < parts.length; i++) {
      Map<String, CalendarHierarchy> children = hierarchy.getChildren();
      if (!children.containsKey(parts[i])) {
        throw unknown(
            code, code.substring(0, code.indexOf('-') + 1), new TreeSet<>(children.keySet()));
      }
      hierarchy = children.get(parts[i]);
    }
    return new CountryHolidays(manager, Arrays.copyOfRange(parts, 1, parts.length));
  }

  private static IllegalArgumentException unknown(
      String code, String prefix, SortedSet<String> known) {
    String codes = prefix + String.join(", " + prefix, known).toUpperCase(Locale.ROOT);
    String remedy =
        known.isEmpty()
            ? "There are no calendars of parts of it; write the country alone."
            : "There are calendars of " + codes + ".";
    return new IllegalArgumentException("Cannot use country: " + code + ". " + remedy);
  }

  /** The days of some years, both inclusive, on which most people do not work. */
  SortedSet<LocalDate> days(int firstYear, int lastYear) {
    SortedSet<LocalDate> days = new TreeSet<>();
    for (int year = firstYear; year <= lastYear; year++) {
      for (Holiday holiday : manager.getHolidays(Year.of(year), part)) {
        if (holiday.getType() == HolidayType.PUBLIC_HOLIDAY) {
          days.add(holiday.getDate());
        }
      }
    }
    return days;
  }
}
