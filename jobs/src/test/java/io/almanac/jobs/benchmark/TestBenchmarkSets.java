package io.almanac.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestBenchmarkSets {
  @TempDir Path folder;

  @Test
  void anyFileOfSeriesIsASetWhoseLastStepsAreJudged() throws IOException {
    write("office.csv", "unique_id,ds,y", 40);
    write("labelled.csv", "unique_id,y,label", 40);
    Files.writeString(folder.resolve("notes.txt"), "unique_id,ds,y\n");

    Files.writeString(folder.resolve("numbered.csv"), "unique_id,ds,y\na,1,3\na,2,4\n");
    write("brief.csv", "unique_id,ds,y", 20);
    Files.writeString(folder.resolve("cut.csv.gz"), "no gzip");

    BenchmarkSets found = new BenchmarkSets(folder);
    List<BenchmarkSet> sets = found.read();

    assertThat(sets).hasSize(1);
    assertThat(found.notes())
        .satisfiesExactly(
            brief -> assertThat(brief).contains("brief.csv").endsWith("is too short for that."),
            cut -> assertThat(cut).contains("cut.csv.gz", "Cannot read series file"),
            labelled -> assertThat(labelled).endsWith("It lacks a column of unique_id, ds and y."),
            numbered -> assertThat(numbered).contains("numbered.csv", "ds is no day like"));
    BenchmarkSet set = sets.get(0);
    assertThat(set.name()).isEqualTo("office");
    assertThat(set.frequency()).isEqualTo(Frequency.DAILY);
    assertThat(set.horizon()).isEqualTo(30);
    assertThat(set.scalePeriod()).isEqualTo(7);
    BenchmarkSet.Case one = set.series().get(0);
    assertThat(one.start()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(one.train()).hasSize(10).startsWith(0, 1, 2);
    assertThat(one.test()).hasSize(30).startsWith(10, 11);
  }

  @Test
  void aPublicSetIsReadOnceInItsOwnWay() throws IOException {
    write("nn5_daily.csv", "unique_id,ds,y", 90);

    List<BenchmarkSet> sets = new BenchmarkSets(folder).read();

    assertThat(sets).extracting(BenchmarkSet::name).containsExactly("NN5");
    assertThat(sets.get(0).series().get(0).test()).hasSize(56);
  }

  @Test
  void aFolderWithoutSeriesSaysWhatItShouldHold() {
    assertThatThrownBy(() -> new BenchmarkSets(folder).read())
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot find benchmark sets in folder: " + folder)
        .hasMessageContaining("unique_id, ds and y");
  }

  private void write(String name, String header, int days) throws IOException {
    StringBuilder lines = new StringBuilder(header).append('\n');
    for (int day = 0; day < days; day++) {
      lines.append("a,").append(LocalDate.of(2026, 1, 1).plusDays(day)).append(',').append(day);
      lines.append('\n');
    }
    Files.writeString(folder.resolve(name), lines);
  }
}
