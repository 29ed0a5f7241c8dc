package io.almanac.jobs.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverUse;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.PlanSetting;
import io.almanac.jobs.config.PlanSetting.DriverEffectSetting;
import io.almanac.jobs.forecast.SeriesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCostDrivers {
  private static final SeriesKey VISION = new SeriesKey(SeriesKey.Type.TEAM, "vision", "USD");
  private static final SeriesKey EUROS = new SeriesKey(SeriesKey.Type.TEAM, "vision", "EUR");

  @TempDir private Path folder;

  @Test
  void givesEverySeriesWhatMayMoveIt() throws IOException {
    CostDrivers drivers =
        load(
            """
            driver,date,value
            price,2026-10-01,3.06
            price,2026-12-01,2.50
            other,2026-10-01,1
            """,
            effect("price", "rate", "team:Vision"));
    assertThat(drivers.drivers().keySet()).containsExactly("price");
    assertThat(drivers.drivers().get("price").kind()).isEqualTo(Driver.Kind.RATE);
    Map<SeriesKey, List<DriverUse>> uses =
        drivers.uses(List.of(VISION, EUROS), LocalDate.of(2026, 10, 31), 60);
    assertThat(uses.keySet()).containsExactlyInAnyOrder(VISION, EUROS);
    assertThat(uses.get(VISION).get(0).path().over(LocalDate.of(2026, 11, 30), 2))
        .containsExactly(3.06, 2.50);
    assertThat(uses.get(VISION).get(0).given()).isEqualTo(0.6);
  }

  @Test
  void tellsEveryProblemOfTheFile() {
    AlmanacException failure =
        catchThrowableOfType(
            AlmanacException.class,
            () ->
                load(
                    """
                    driver,date,value
                    price,2026-10-01,3.06
                    price,2026-10-01,3.07
                    price,today,0
                    ,2026-10-02,much
                    """));
    assertThat(String.join("\n", failure.problems()))
        .contains("line 3, date: 2026-10-01. The day stands there twice for price.")
        .contains("line 4, date: today. Write a date as 2026-12-25.")
        .contains("line 4, value: 0. Write a number above zero")
        .contains("line 5, driver: . Name the driver.")
        .contains("line 5, value: much. Write a decimal number");
  }

  @Test
  void namesDriversAndSeriesThatAreNotThere() throws IOException {
    String file = "driver,date,value\nprice,2026-10-01,3.06\n";
    assertThatThrownBy(() -> load(file, effect("prize", "rate", "team:vision")))
        .hasMessageContaining("Cannot find driver in ")
        .hasMessageContaining("prize. Did you mean price?");
    assertThatThrownBy(
            () ->
                load(
                    file,
                    effect("price", "rate", "team:vision"),
                    effect("price", "volume", "team:vision")))
        .hasMessageContaining("Cannot use driver twice for one series: price for team:vision")
        .hasMessageContaining("Cannot use driver as volume and as rate: price");
    CostDrivers drivers = load(file, effect("price", "rate", "team:visoin"));
    assertThatThrownBy(() -> drivers.uses(List.of(VISION), LocalDate.of(2026, 10, 31), 30))
        .hasMessage(
            "Cannot use driver price for series that is not forecast: team:visoin."
                + " Did you mean team:vision?");
  }

  private CostDrivers load(String text, DriverEffectSetting... effects) throws IOException {
    Path file = Files.writeString(folder.resolve("drivers.csv"), text);
    return CostDrivers.load(new PlanSetting(Optional.of(file), List.of(effects), Optional.empty()));
  }

  private static DriverEffectSetting effect(String driver, String kind, String series) {
    return new DriverEffectSetting(driver, kind, List.of(series), Optional.empty(), 0.6);
  }
}
