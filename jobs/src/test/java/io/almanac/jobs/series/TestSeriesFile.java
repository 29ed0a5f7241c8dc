package io.almanac.jobs.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestSeriesFile {
  @TempDir private Path folder;

  @Test
  void timesWithoutALineAreMissing() throws IOException {
    List<TidySeries> series =
        read("unique_id,ds,y\nb,2026-01-01,1\nb,2026-01-02,\na,2026-02-01,7\nb,2026-01-04,4.5\n");

    assertThat(series).extracting(TidySeries::id).containsExactly("b", "a");
    assertThat(series.get(0).frequency()).isEqualTo(Frequency.DAILY);
    assertThat(series.get(0).values()).containsExactly(1, Double.NaN, Double.NaN, 4.5);
    assertThat(series.get(0).text(4)).isEqualTo("2026-01-05");
    assertThat(series.get(1).values()).containsExactly(7);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01 05:00:00, 2026-01-01 06:00:00, HOURLY, 2026-01-01T07:00:00",
    "2026-01-01T05:00:00Z, 2026-01-01T06:00:00Z, HOURLY, 2026-01-01T07:00:00",
    "2026-01-01, 2026-01-02, DAILY, 2026-01-03",
    "2026-01-01, 2026-01-08, WEEKLY, 2026-01-15",
    "2026-01-01, 2026-02-01, MONTHLY, 2026-03-01",
    "2026-02-01, 2026-03-01, MONTHLY, 2026-04-01",
    "2026-01-31, 2026-02-28, MONTHLY, 2026-03-31",
    "2026-01-30, 2026-02-28, MONTHLY, 2026-03-30"
  })
  void theShortestGapIsTheFrequency(String first, String second, Frequency found, String next)
      throws IOException {
    TidySeries series = read("unique_id,ds,y\ns," + first + ",1\ns," + second + ",2\n").get(0);

    assertThat(series.frequency()).isEqualTo(found);
    assertThat(series.text(2)).isEqualTo(next);
  }

  @Test
  void aColumnWithoutANameIsIgnored() throws IOException {
    assertThat(read(",unique_id,ds,y\n0,s,2026-01-01,1\n1,s,2026-01-02,2\n").get(0).values())
        .containsExactly(1, 2);
  }

  @Test
  void monthsMayBeDatedByTheirLastDays() throws IOException {
    TidySeries ends =
        read("unique_id,ds,y\ns,2023-11-30,1\ns,2023-12-31,2\ns,2024-02-29,4\ns,2024-03-31,5\n")
            .get(0);
    assertThat(ends.values()).containsExactly(1, 2, Double.NaN, 4, 5);
    assertThat(ends.text(5)).isEqualTo("2024-04-30");
    TidySeries thirtieth =
        read("unique_id,ds,y\ns,2023-11-30,1\ns,2023-12-30,2\ns,2024-01-30,3\n").get(0);
    assertThat(thirtieth.values()).containsExactly(1, 2, 3);
  }

  @Test
  void theShortestGapOfAnySeriesCountsAndExcelsMarkDoesNot() throws IOException {
    List<TidySeries> series =
        read(
            "\uFEFFunique_id,ds,y\nfee,2026-01-01,9\nfee,2026-01-08,9\n"
                + "team,2026-01-01,1\nteam,2026-01-02,2\n");
    assertThat(series).extracting(TidySeries::frequency).containsOnly(Frequency.DAILY);
    assertThat(series.get(0).values()).hasSize(8).startsWith(9, Double.NaN);
  }

  @Test
  void columnsMayStandInAnyOrderAmongOthersAndBeCompressed() throws IOException {
    Path file = folder.resolve("series.csv.gz");
    try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
      bytes.write(
          "y,note,ds,unique_id\n3,x,2026-01-01,s\nNA,,2026-01-02,s\n"
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(SeriesFile.read(file, null).get(0).values()).containsExactly(3, Double.NaN);
  }

  @Test
  void allLinesThatCannotBeReadAreNamed() {
    assertThatThrownBy(
            () ->
                read(
                    "unique_id,ds,y\ns,2026-01-01,1\ns,yesterday,1\ns,2026-01-02,much\n"
                        + "s,2026-01-01,2\n"))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure -> {
              assertThat(failure.problems()).hasSize(3);
              assertThat(failure.problems().get(0)).contains("line 3").contains("yesterday");
              assertThat(failure.problems().get(1)).contains("line 4").contains("much");
              assertThat(failure.problems().get(2)).contains("line 5").contains("twice");
            });
  }

  @Test
  void linesMayComeInAnyOrder() throws IOException {
    assertThat(read("unique_id,ds,y\ns,2026-01-03,3\ns,2026-01-01,1\ns,2026-01-02,2\n"))
        .singleElement()
        .satisfies(series -> assertThat(series.values()).containsExactly(1, 2, 3));
  }

  @Test
  void aMistypedYearDoesNotFillTheMemory() {
    assertThatThrownBy(
            () -> read("unique_id,ds,y\ns,2026-01-01,1\ns,2026-01-02,2\ns,9999-01-01,1\n"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("more than 1000000 steps");
  }

  @Test
  void aMissingColumnIsNamedWithThoseFound() {
    assertThatThrownBy(() -> read("id,ds,y\ns,2026-01-01,1\n"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("[unique_id]")
        .hasMessageContaining("[id, ds, y]");
  }

  @Test
  void timesBetweenTheStepsAreErrors() {
    assertThatThrownBy(
            () ->
                read(
                    "unique_id,ds,y\na,2026-01-01,1\na,2026-01-08,1\nb,2026-01-01,1\n"
                        + "b,2026-01-05,1\n"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("2026-01-05")
        .hasMessageContaining("series b");
  }

  private List<TidySeries> read(String text) throws IOException {
    return SeriesFile.read(Files.writeString(folder.resolve("series.csv"), text), null);
  }
}
