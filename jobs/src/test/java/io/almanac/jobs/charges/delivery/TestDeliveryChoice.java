package io.almanac.jobs.charges.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.config.Overlap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TestDeliveryChoice {
  private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);

  /** One run as it is generated: which export, which days, when. */
  record Run(int export, int from, int days, int minute, boolean timed, boolean current) {}

  @Property(tries = 2000)
  void noDayIsToldTwiceAndNothingGivesWayToLessThanItself(
      @ForAll("runs") List<Run> runs, @ForAll("whole") Overlap overlap) {
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      deliveries.add(delivery(i, runs.get(i)));
    }
    DeliveryChoice choice = DeliveryChoice.among(deliveries, overlap);

    Set<Delivery> all = new HashSet<>(choice.chosen());
    all.addAll(choice.superseded());
    assertThat(all).hasSize(deliveries.size()).containsAll(deliveries);
    assertThat(choice.chosen().size() + choice.superseded().size()).isEqualTo(runs.size());
    for (Delivery older : choice.superseded()) {
      assertThat(choice.chosen())
          .anyMatch(
              newer ->
                  newer.covers(older)
                      && (overlap == Overlap.NEWEST || newer.export().equals(older.export())));
    }
    boolean twice = false;
    for (Delivery one : choice.chosen()) {
      for (Delivery other : choice.chosen()) {
        twice |= !one.equals(other) && one.overlaps(other);
      }
    }
    assertThat(choice.problems().isEmpty()).isEqualTo(!twice);
    if (deliveries.stream().noneMatch(one -> one.current() || one.time().isEmpty())) {
      for (Delivery older : choice.superseded()) {
        assertThat(choice.chosen())
            .anyMatch(newer -> newer.covers(older) && newer.time().compareTo(older.time()) >= 0);
      }
    }
    // The order in which manifests are found decides nothing.
    List<Delivery> reversed = new ArrayList<>(deliveries);
    java.util.Collections.reverse(reversed);
    assertThat(new HashSet<>(DeliveryChoice.among(reversed, overlap).chosen()))
        .isEqualTo(new HashSet<>(choice.chosen()));
  }

  /** What does not divide deliveries by days; {@link TestDayOwners} has the rest. */
  @Provide
  Arbitrary<Overlap> whole() {
    return Arbitraries.of(Overlap.REFUSE, Overlap.NEWEST);
  }

  @Provide
  Arbitrary<List<Run>> runs() {
    Arbitrary<Run> run =
        Combinators.combine(
                Arbitraries.integers().between(0, 1),
                Arbitraries.integers().between(0, 6),
                Arbitraries.integers().between(1, 7),
                Arbitraries.integers().between(0, 9),
                Arbitraries.of(true, true, true, false),
                Arbitraries.of(true, false, false))
            .as(Run::new);
    return run.list().ofMinSize(1).ofMaxSize(8);
  }

  private static Delivery delivery(int place, Run run) {
    LocalDate from = FIRST.plusDays(run.from());
    return new Delivery(
        new SourceFile("/in/" + place + "/manifest.json", place + "/manifest.json", 1, place),
        "export " + run.export(),
        "scope",
        from,
        from.plusDays(run.days()),
        run.timed() ? "20261001000" + run.minute() : "",
        "run " + place,
        run.current(),
        true,
        null,
        List.of());
  }
}
