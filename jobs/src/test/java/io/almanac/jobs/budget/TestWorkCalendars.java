package io.almanac.jobs.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.HolidaySetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days as wall calendars of 2026 show them. */
class TestWorkCalendars {
  private static final LocalDate FROM = LocalDate.of(2026, 3, 1);
  private static final LocalDate UNTIL = LocalDate.of(2026, 9, 30);

  @TempDir Path folder;

  @Test
  void countriesHaveTheirPublicHolidays() {
    assertThat(days("DE"))
        .containsExactly(
            LocalDate.of(2026, 1, 1),
            LocalDate.of(2026, 4, 3), // Good Friday
            LocalDate.of(2026, 4, 6), // Easter Monday
            LocalDate.of(2026, 5, 1),
            LocalDate.of(2026, 5, 14), // Ascension Day
            LocalDate.of(2026, 5, 25), // Whit Monday
            LocalDate.of(2026, 10, 3),
            LocalDate.of(2026, 12, 25),
            LocalDate.of(2026, 12, 26));
    assertThat(days("US"))
        .contains(
            LocalDate.of(2026, 11, 26), // Thanksgiving
            LocalDate.of(2026, 12, 25))
        .doesNotContain(LocalDate.of(2026, 4, 6));
    assertThat(days("GB")).contains(LocalDate.of(2026, 12, 25));
  }

  @Test
  void partsOfACountryHaveMore() {
    LocalDate corpusChristi = LocalDate.of(2026, 6, 4);
    assertThat(days("DE-BY")).containsAll(days("DE")).contains(corpusChristi);
    assertThat(days("DE")).doesNotContain(corpusChristi);
    assertThat(days("US-CA")).contains(LocalDate.of(2026, 11, 26));
  }

  @Test
  void theFileHoldsForEverybodyAndTeamsHaveTheirCountries() throws IOException {
    Path file =
        Files.writeString(folder.resolve("holidays.csv"), "date,name\n2027-03-17,Our day\n");
    WorkCalendars calendars =
        WorkCalendars.load(
            new HolidaySetting(
                Optional.of(file), List.of("DE"), Map.of("research", List.of("US", "DE"))));
    LocalDate ours = LocalDate.of(2027, 3, 17);
    LocalDate thanksgiving = LocalDate.of(2026, 11, 26);
    LocalDate easterMonday = LocalDate.of(2026, 4, 6);
    assertThat(calendars.days(FROM, UNTIL))
        .contains(ours, easterMonday)
        .doesNotContain(thanksgiving);
    assertThat(calendars.teamDays(FROM, UNTIL)).containsOnlyKeys("research");
    assertThat(calendars.teamDays(FROM, UNTIL).get("research"))
        .contains(ours, easterMonday, thanksgiving)
        .isSorted();
    assertThat(WorkCalendars.none().days(FROM, UNTIL)).isEmpty();
  }

  @Test
  void allCountriesWithoutACalendarAreNamedAtOnce() {
    HolidaySetting wrong =
        new HolidaySetting(
            Optional.of(folder.resolve("missing.csv")),
            List.of("XX", "DE-XX"),
            Map.of("a", List.of("QQ")));
    assertThatThrownBy(() -> WorkCalendars.load(wrong))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure ->
                assertThat(failure.problems())
                    .hasSize(4)
                    .anyMatch(one -> one.contains("missing.csv"))
                    .anyMatch(
                        one -> one.startsWith("Cannot use country: XX.") && one.contains("DE"))
                    .anyMatch(
                        one ->
                            one.startsWith("Cannot use country: DE-XX.") && one.contains("DE-BY"))
                    .anyMatch(one -> one.startsWith("Cannot use country: QQ.")));
  }

  private static List<LocalDate> days(String code) {
    return List.copyOf(
        WorkCalendars.load(new HolidaySetting(Optional.empty(), List.of(code), Map.of()))
            .days(FROM, UNTIL));
  }
}
