package io.almanac.jobs.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.forecasting.automatic.Frequency;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestBenchmarkSet {
  private static final LocalDate START = LocalDate.of(2025, 1, 6);

  @Test
  void earlierLooksAtTheTrainingPartAlone() {
    BenchmarkSet.Case one =
        new BenchmarkSet.Case(
            "a", START, new double[] {1, 2, 3, 4, 5, 6, 7, 8}, new double[] {90, 91});

    BenchmarkSet.Case earlier = set(one).earlier(2).series().get(0);

    assertThat(earlier.id()).isEqualTo("a");
    assertThat(earlier.start()).isEqualTo(START);
    assertThat(earlier.train()).containsExactly(1, 2, 3, 4);
    assertThat(earlier.test()).containsExactly(5, 6);
  }

  @Test
  void seriesThatWereTooShortOrConstantThenAreLeftOut() {
    BenchmarkSet.Case brief =
        new BenchmarkSet.Case("brief", null, new double[] {1, 2, 3, 4}, new double[] {5, 6});
    BenchmarkSet.Case still =
        new BenchmarkSet.Case("still", null, new double[] {5, 5, 5, 5, 9, 8}, new double[] {7, 6});

    assertThat(set(brief, still).earlier(1).series()).isEmpty();
    assertThat(set(brief, still).earlier(0).series()).containsExactly(brief, still);
  }

  private static BenchmarkSet set(BenchmarkSet.Case... series) {
    return new BenchmarkSet("s", Frequency.DAILY, 2, 1, true, false, List.of(series));
  }
}
