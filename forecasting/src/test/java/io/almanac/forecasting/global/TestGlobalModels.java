package io.almanac.forecasting.global;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.almanac.forecasting.automatic.Frequency;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestGlobalModels {
  private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
  private static final GlobalSettings SMALL =
      new GlobalSettings(Frequency.DAILY, 14, 3000, 10, 8, 0.3, 1);
  private static final List<GlobalSeries> COMPANY = TestGlobalModel.company(20, 200);
  private static final int KNOWN = 158;
  private static final LocalDate ORIGIN = MONDAY.plusDays(KNOWN - 1);

  @Test
  void whatCameAfterTheOldestOriginChangesNoJudgement() {
    List<GlobalSeries> otherFuture =
        COMPANY.stream()
            .map(
                one -> {
                  double[] values = one.values().clone();
                  for (int t = KNOWN; t < values.length; t++) {
                    values[t] *= 3 + t % 5;
                  }
                  return new GlobalSeries(one.id(), MONDAY, values);
                })
            .toList();
    GlobalModels one = GlobalModels.fit(COMPANY, SMALL, ORIGIN).orElseThrow();
    GlobalModels other = GlobalModels.fit(otherFuture, SMALL, ORIGIN).orElseThrow();

    for (int known : new int[] {KNOWN, KNOWN + 14, 199}) {
      double[] history = Arrays.copyOf(COMPANY.get(2).values(), known);
      assertArrayEquals(
          one.continuation(history, MONDAY, 14), other.continuation(history, MONDAY, 14));
    }
    double[] all = COMPANY.get(2).values();
    assertNotEquals(one.continuation(all, MONDAY, 14)[0], other.continuation(all, MONDAY, 14)[0]);
  }

  @Test
  void theForecastOfTodayKnowsEverything() {
    GlobalModels models = GlobalModels.fit(COMPANY, SMALL, ORIGIN).orElseThrow();
    GlobalModel all = GlobalModel.fit(COMPANY, SMALL).orElseThrow();
    double[] values = COMPANY.get(5).values();

    assertArrayEquals(
        all.continuation(values, MONDAY, 14), models.continuation(values, MONDAY, 14));
  }

  @Test
  void whatEndsBeforeTheOldestOriginOrHasNoDatesIsNotContinued() {
    GlobalModels models = GlobalModels.fit(COMPANY, SMALL, ORIGIN).orElseThrow();
    double[] values = COMPANY.get(0).values();

    assertNull(models.continuation(Arrays.copyOf(values, KNOWN - 1), MONDAY, 14));
    assertNull(models.continuation(values, null, 14));
  }

  @Test
  void nothingIsLearnedWhereNothingCouldBeJudged() {
    assertEquals(Optional.empty(), GlobalModels.fit(COMPANY, SMALL, MONDAY.plusDays(20)));
    assertEquals(Optional.empty(), GlobalModels.fit(List.of(), SMALL, ORIGIN));
  }
}
