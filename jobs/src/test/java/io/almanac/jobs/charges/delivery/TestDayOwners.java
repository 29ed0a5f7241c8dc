package io.almanac.jobs.charges.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.charges.DayShare;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.config.Overlap;
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
import org.junit.jupiter.api.Test;

class TestDayOwners {
  private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
  private static final int DAYS = 14;

  /** A delivery of some days, made in some minute; its charges are one a day. */
  record Run(int from, int days, int minute, boolean timed) {
    boolean covers(int day) {
      return day >= from && day < from + days;
    }
  }

  @Property(tries = 2000)
  void everyCoveredDayComesFromItsNewestDeliveryAlone(
      @ForAll("runs") List<Run> runs, @ForAll Random random) {
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      deliveries.add(delivery(i, runs.get(i)));
    }
    List<Delivery> shuffled = new ArrayList<>(deliveries);
    Collections.shuffle(shuffled, random);
    DeliveryChoice choice = DeliveryChoice.among(shuffled, Overlap.COVERED_DAYS);

    assertThat(choice.problems()).isEmpty();
    Map<Integer, List<Integer>> charged = new TreeMap<>();
    Map<Integer, List<Integer>> expected = new TreeMap<>();
    for (int day = 0; day < DAYS; day++) {
      for (int i = 0; i < runs.size(); i++) {
        if (runs.get(i).covers(day) && counts(choice, deliveries.get(i), FIRST.plusDays(day))) {
          charged.computeIfAbsent(day, unseen -> new ArrayList<>()).add(i);
        }
      }
      newest(runs, day, expected);
    }
    assertThat(charged).isEqualTo(expected);
  }

  @Test
  void chargesOfOtherDaysThanTheDeliverysStayWithTheOneThatReachesThem() {
    // A month, and a newer one-off export of its first ten days.
    Delivery month = delivery(0, new Run(0, 30, 0, true));
    Delivery once = delivery(1, new Run(0, 10, 1, true));
    DeliveryChoice choice = DeliveryChoice.among(List.of(month, once), Overlap.COVERED_DAYS);
    LocalDate before = FIRST.minusDays(1);
    assertThat(counts(choice, month, before)).isTrue();
    assertThat(counts(choice, once, before)).isFalse();
    // What the newer one has of a day that only the older covers would be told twice.
    assertThat(counts(choice, month, FIRST.plusDays(20))).isTrue();
    assertThat(counts(choice, once, FIRST.plusDays(20))).isFalse();
    assertThat(counts(choice, month, FIRST.plusDays(5))).isFalse();
    assertThat(counts(choice, once, FIRST.plusDays(5))).isTrue();
  }

  @Test
  void theNextMonthHasNoSayOverChargesOfTheBillBeforeIt() {
    Delivery september = delivery(0, new Run(0, 30, 0, true));
    Delivery october = delivery(1, new Run(30, 31, 1, true));
    DeliveryChoice choice = DeliveryChoice.among(List.of(september, october), Overlap.COVERED_DAYS);
    assertThat(choice.shares()).isEmpty();
    assertThat(choice.chosen()).containsExactlyInAnyOrder(september, october);
  }

  @Provide
  Arbitrary<List<Run>> runs() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 6),
            Arbitraries.integers().between(1, 7),
            Arbitraries.integers().between(0, 9),
            Arbitraries.of(true, true, true, true, false))
        .as(Run::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(7);
  }

  /**
   * By the minute if all tell it, else by the time of the manifest's file, its place in the list.
   */
  private static void newest(List<Run> runs, int day, Map<Integer, List<Integer>> expected) {
    boolean timed = runs.stream().allMatch(Run::timed);
    int newest = -1;
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).covers(day)
          && (newest < 0 || !timed || runs.get(i).minute() >= runs.get(newest).minute())) {
        newest = i;
      }
    }
    if (newest >= 0) {
      expected.put(day, List.of(newest));
    }
  }

  private static boolean counts(DeliveryChoice choice, Delivery delivery, LocalDate day) {
    if (!choice.chosen().contains(delivery)) {
      return false;
    }
    DayShare share = choice.shares().get(delivery);
    return share == null
        || share.spans().stream()
            .filter(span -> span.from() == null || !day.isBefore(span.from()))
            .filter(span -> span.until() == null || day.isBefore(span.until()))
            .allMatch(span -> span.owner().equals(share.delivery()));
  }

  private static Delivery delivery(int place, Run run) {
    LocalDate from = FIRST.plusDays(run.from());
    return new Delivery(
        new SourceFile("/in/" + place + "/manifest.json", place + "/manifest.json", 1, place),
        "export " + place % 2,
        "scope",
        from,
        from.plusDays(run.days()),
        run.timed() ? "20261001000" + run.minute() : "",
        "run " + place,
        true,
        true,
        null,
        List.of());
  }
}
