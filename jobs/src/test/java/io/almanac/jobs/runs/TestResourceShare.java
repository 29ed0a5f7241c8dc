package io.almanac.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.runs.ResourceShare.Part;
import io.almanac.jobs.runs.ResourceShare.Use;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TestResourceShare {
  private static final Instant MIDNIGHT = Instant.parse("2026-10-01T00:00:00Z");

  @Test
  void concurrentRunsShareEveryMomentEqually() {
    // 24 hours cost 24: a runs 0-12, b runs 6-18; 6 hours alone, 6 shared, 6 alone, 6 free.
    List<Part> parts =
        ResourceShare.parts(hour(0), hour(24), List.of(use("a", 0, 12), use("b", 6, 18)));
    assertThat(parts).extracting(Part::run).containsExactly("a", "b");
    assertThat(parts).extracting(part -> part.hours().intValueExact()).containsExactly(12, 12);
    assertThat(ResourceShare.divide(new BigDecimal("24"), parts))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(new BigDecimal("9"), new BigDecimal("9"));
  }

  @Test
  void threeRunsOverAWholeChargeSumToItToTheLastDigit() {
    List<Part> parts =
        ResourceShare.parts(
            hour(0), hour(24), List.of(use("a", -1, 30), use("b", 0, 24), use("c", -9, 24)));
    List<BigDecimal> amounts = ResourceShare.divide(new BigDecimal("0.1"), parts);
    assertThat(sum(amounts)).isEqualByComparingTo("0.1");
    assertThat(amounts.get(1)).isEqualByComparingTo("0.033333333333333333");
  }

  @Test
  void aRunThatWasThereTwiceCountsOnceInEachMoment() {
    List<Part> parts =
        ResourceShare.parts(hour(0), hour(10), List.of(use("a", 0, 5), use("a", 3, 8)));
    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).hours()).isEqualByComparingTo("8");
  }

  @Test
  void nobodyIsThereOutsideTheCharge() {
    assertThat(ResourceShare.parts(hour(0), hour(1), List.of(use("a", 1, 2)))).isEmpty();
    assertThat(ResourceShare.parts(hour(1), hour(1), List.of(use("a", 0, 2)))).isEmpty();
    assertThat(ResourceShare.divide(BigDecimal.TEN, List.of())).isEmpty();
  }

  @Property(tries = 300)
  void partsNeverExceedTheChargeAndDoNotDependOnOrder(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = -10, max = 40) Integer> starts,
      @ForAll @IntRange(min = 1, max = 30) int length,
      @ForAll @IntRange(min = -100_000, max = 100_000) int cents) {
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      uses.add(use("run" + i, starts.get(i), starts.get(i) + length));
    }
    BigDecimal cost = BigDecimal.valueOf(cents, 2);
    List<Part> parts = ResourceShare.parts(hour(0), hour(24), uses);
    List<BigDecimal> amounts = ResourceShare.divide(cost, parts);
    assertThat(sum(amounts).abs()).isLessThanOrEqualTo(cost.abs());
    Collections.reverse(uses);
    assertThat(ResourceShare.parts(hour(0), hour(24), uses)).isEqualTo(parts);
    boolean covered = true;
    for (int h = 0; h < 24; h++) {
      int moment = h;
      covered &= starts.stream().anyMatch(start -> start <= moment && start + length > moment);
    }
    if (covered) {
      assertThat(sum(amounts)).isEqualByComparingTo(cost);
    }
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Use use(String run, int from, int until) {
    return new Use(run, hour(from), hour(until));
  }

  private static Instant hour(int hour) {
    return MIDNIGHT.plusSeconds(3600L * hour);
  }
}
