package io.almanac.jobs.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.kubernetes.Weighing.Weight;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever costs and charges are: pieces sum to their charge, and chance decides about nothing. */
class TestDayShares {
  private static final long FIRST = LocalDate.of(2026, 10, 1).toEpochDay() * 86_400;

  @Property(tries = 300)
  void piecesSumToTheCharge(
      @ForAll("costs") Map<Workload, BigDecimal> costs,
      @ForAll("amounts") BigDecimal charge,
      @ForAll boolean spreadsIdle) {
    DayShares shares = DayShares.of(costs, spreadsIdle);
    boolean weighs = costs.values().stream().anyMatch(cost -> cost.signum() > 0);
    assertThat(shares != null).isEqualTo(weighs);
    if (weighs) {
      List<BigDecimal> parts = shares.divide(charge);
      assertThat(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(charge);
      assertThat(parts)
          .hasSameSizeAs(shares.workloads())
          .allMatch(part -> part.signum() * charge.signum() >= 0 && part.scale() == 18);
    }
  }

  @Property(tries = 100)
  void theOrderOfAllocationsStepsAndFilesDoesNotMatter(
      @ForAll("costs") Map<Workload, BigDecimal> costs,
      @ForAll @IntRange(min = 1, max = 5) int hours,
      @ForAll long seed) {
    assertThat(text(costs, hours, new Random(seed))).isEqualTo(text(costs, hours, null));
  }

  /** A day whose costs come in several windows of two files, maybe shuffled. */
  private static String text(Map<Workload, BigDecimal> costs, int hours, Random shuffled) {
    List<FileUsage> files = new ArrayList<>();
    for (int file = 0; file < 2; file++) {
      FileUsage usage =
          new FileUsage(
              new SourceFile("/in/" + file, "" + file, 1, 7),
              one -> Workload.of(one.plainNamespace()));
      List<Integer> windows = new ArrayList<>();
      for (int hour = 0; hour < hours; hour++) {
        windows.add(2 * hour + file);
      }
      shuffle(windows, shuffled);
      for (int window : windows) {
        Span span = new Span(FIRST + 3600L * window, FIRST + 3600L * (window + 1));
        List<Usage> step = new ArrayList<>();
        costs.forEach(
            (who, cost) ->
                step.add(
                    new Usage(
                        who.namespace(),
                        null,
                        span,
                        who.namespace(),
                        Map.of(),
                        new Weight(cost.multiply(BigDecimal.valueOf(window)), false, false))));
        shuffle(step, shuffled);
        usage.add(span, step);
      }
      files.add(usage);
    }
    shuffle(files, shuffled);
    DayShares shares =
        DayShares.of(new ClusterUsage(files).days().get(LocalDate.of(2026, 10, 1)), false);
    return String.valueOf(shares);
  }

  private static void shuffle(List<?> list, Random by) {
    if (by != null) {
      Collections.shuffle(list, by);
    }
  }

  @Provide
  Arbitrary<Map<Workload, BigDecimal>> costs() {
    Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d", "e", Workload.IDLE);
    return Arbitraries.maps(names.map(Workload::of), numbers(-1000L, 1_000_000L, 5))
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(TreeMap::new);
  }

  @Provide
  Arbitrary<BigDecimal> amounts() {
    return numbers(Long.MIN_VALUE, Long.MAX_VALUE, 18);
  }

  private static Arbitrary<BigDecimal> numbers(long least, long most, int scale) {
    return Combinators.combine(
            Arbitraries.longs().between(least, most), Arbitraries.integers().between(0, scale))
        .as((units, digits) -> BigDecimal.valueOf(units, digits));
  }
}
