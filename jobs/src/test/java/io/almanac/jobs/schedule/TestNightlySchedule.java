package io.almanac.jobs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig.Misfire;
import io.almanac.jobs.config.AlmanacConfig.ScheduleSetting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestNightlySchedule {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<LocalDate> begun = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private NightlySchedule schedule;

  @AfterEach
  void stop() {
    schedule.stop(Duration.ZERO);
  }

  @Test
  void makesUpAMissedNightOnce() {
    start(Misfire.RUN_ONCE, Optional.of(TODAY.minusDays(3)), asOf -> ExitCode.DONE);

    await().until(() -> told.contains("night of 2026-11-01 is published"));
    assertThat(schedule.stop(LONG)).isTrue();
    assertThat(begun).containsExactly(TODAY);
    assertThat(told).contains("night of 2026-11-01 was missed and is made up now");
  }

  @Test
  void leavesAMissedNightOutWhenToldSo() {
    start(Misfire.SKIP, Optional.of(TODAY.minusDays(3)), asOf -> ExitCode.DONE);

    assertThat(schedule.stop(LONG)).isTrue();
    assertThat(begun).isEmpty();
    assertThat(told).containsExactly("next night: 2026-11-02T03:00:00Z");
  }

  @Test
  void doesNotRepeatAPublishedNight() {
    start(Misfire.RUN_ONCE, Optional.of(TODAY), asOf -> ExitCode.DONE);

    assertThat(schedule.stop(LONG)).isTrue();
    assertThat(begun).isEmpty();
  }

  @Test
  void neverRunsTwoNightsAtOnce() {
    AtomicInteger together = new AtomicInteger();
    AtomicBoolean overlapped = new AtomicBoolean();
    CountDownLatch firstMayEnd = new CountDownLatch(1);
    start(
        Misfire.SKIP,
        Optional.empty(),
        asOf -> {
          overlapped.compareAndSet(false, together.incrementAndGet() > 1);
          awaitUninterrupted(firstMayEnd);
          together.decrementAndGet();
          return ExitCode.DONE;
        });

    schedule.run(TODAY);
    await().until(() -> begun.size() == 1);
    schedule.run(TODAY.plusDays(1));
    await().during(Duration.ofMillis(300)).until(() -> begun.size() == 1);
    firstMayEnd.countDown();

    await().until(() -> begun.size() == 2);
    assertThat(schedule.stop(LONG)).isTrue();
    assertThat(overlapped).isFalse();
  }

  @Test
  void goesOnAfterAFailedNight() {
    start(
        Misfire.SKIP,
        Optional.empty(),
        asOf -> asOf.equals(TODAY) ? ExitCode.CHECKS_FAILED : ExitCode.DONE);

    schedule.run(TODAY);
    await().until(() -> told.contains("night of 2026-11-01 failed with exit code 3"));
    schedule.run(TODAY.plusDays(1));

    await().until(() -> told.contains("night of 2026-11-02 is published"));
  }

  @Test
  void aPublishedNightWhoseInvoicesDifferDidNotFail() {
    start(Misfire.SKIP, Optional.empty(), asOf -> ExitCode.INVOICES_DIFFER);

    schedule.run(TODAY);

    await()
        .until(
            () -> told.contains("night of 2026-11-01 is published, invoices differ: exit code 5"));
    assertThat(told).noneMatch(line -> line.contains("failed"));
  }

  @Test
  void stopWaitsForTheRunningNight() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    start(
        Misfire.SKIP,
        Optional.empty(),
        asOf -> {
          awaitUninterrupted(mayEnd);
          ended.set(true);
          return ExitCode.DONE;
        });
    schedule.run(TODAY);
    await().until(() -> begun.size() == 1);

    AtomicBoolean stopped = new AtomicBoolean();
    Thread stopping = new Thread(() -> stopped.set(schedule.stop(LONG)));
    stopping.start();
    await().during(Duration.ofMillis(300)).until(() -> stopping.isAlive());
    mayEnd.countDown();

    await().until(() -> !stopping.isAlive());
    assertThat(stopped).isTrue();
    assertThat(ended).isTrue();
  }

  @Test
  void stopInterruptsANightAfterTheGracePeriod() {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch never = new CountDownLatch(1);
    start(
        Misfire.SKIP,
        Optional.empty(),
        asOf -> {
          interrupted.set(!awaitUninterrupted(never));
          return ExitCode.INTERNAL;
        });
    schedule.run(TODAY);
    await().until(() -> begun.size() == 1);

    assertThat(schedule.stop(Duration.ofMillis(100))).isFalse();
    assertThat(interrupted).isTrue();
  }

  private void start(Misfire misfire, Optional<LocalDate> lastPublished, NightRun night) {
    schedule =
        new NightlySchedule(
            new ScheduleSetting("0 0 3 * * ?", misfire),
            NOON,
            () -> lastPublished,
            asOf -> {
              begun.add(asOf);
              return night.run(asOf);
            },
            told::add);
    schedule.start();
  }

  /** Whether the latch opened before an interrupt. */
  private static boolean awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
