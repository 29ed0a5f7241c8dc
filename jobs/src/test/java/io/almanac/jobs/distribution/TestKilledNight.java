package io.almanac.jobs.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.PublishedMarts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A night killed at any moment leaves what was, or what is new, and nothing in between. */
@ExtendWith(SparkTest.class)
class TestKilledNight {
  /** Ten in the gate, which they fill for minutes; {@code -Dalmanac.kills=20} kills more often. */
  private static final int KILLS = Integer.getInteger("almanac.kills", 10);

  private static final String BEFORE = "2026-10-19";
  private static final String AFTER = "2026-10-20";

  @TempDir Path folder;

  @Test
  void readersNeverSeeAMixtureAndTheNextNightHeals() throws IOException, InterruptedException {
    NightFolder killed = NightFolder.writeBillsAlone(folder.resolve("killed"));
    run(killed, BEFORE);
    Path output = killed.marts().getParent();
    Path allKept = folder.resolve("all-kept");
    copy(output, allKept);
    Path kept = allKept.resolve(killed.marts().getFileName());
    long started = System.nanoTime();
    run(killed, AFTER);
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, List<String>> undisturbed = killed.rows();
    delete(output);
    copy(allKept, output);
    int swapped = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      if (killed.published().manifest().asOf().equals(AFTER)) {
        swapped++;
        delete(killed.marts());
        copy(kept, killed.marts());
      }
      kill(killed, moment(kill, seconds));
    }
    if (killed.published().manifest().asOf().equals(AFTER)) {
      swapped++;
    }
    assertThat(swapped).isPositive().isLessThan(KILLS);
    System.out.printf(
        "%d nights of %.1f s killed, %d of them after they had published%n",
        KILLS, seconds, swapped);

    run(killed, AFTER);
    killed
        .rows()
        .forEach((mart, rows) -> assertThat(rows).as(mart).isEqualTo(undisturbed.get(mart)));
    assertThat(killed.published().mismatches()).isEmpty();
    try (Stream<Path> versions = Files.list(killed.marts().resolve("versions"))) {
      assertThat(versions.count()).isLessThanOrEqualTo(2);
    }
    assertThat(killed.published().folder().resolve("staging")).doesNotExist();
    try (Stream<Path> reports = Files.list(killed.folder().resolve("out/reports"))) {
      assertThat(reports.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(BEFORE, AFTER);
    }
  }

  /**
   * When to kill.
   *
   * @param stage the progress line to wait for; empty for the start of the process
   * @param seconds how long after it
   */
  private record Moment(String stage, double seconds) {}

  /** Most kills while it works, a good part around the moment of publishing, some after it. */
  private static Moment moment(int kill, double nightSeconds) {
    int early = KILLS / 2;
    int late = KILLS * 3 / 10;
    if (kill < early) {
      return new Moment("", nightSeconds * (0.15 + 0.65 * kill / (early - 1)));
    }
    return kill < early + late
        ? new Moment("workbook ", 0.2 * (kill - early))
        : new Moment("publish ", 0.05 * (kill - early - late));
  }

  private static void kill(NightFolder night, Moment moment)
      throws IOException, InterruptedException {
    List<String> wrong = new CopyOnWriteArrayList<>();
    AtomicInteger polls = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              while (!stop.get()) {
                try {
                  Optional<PublishedMarts> seen = new MartStore(night.marts()).published();
                  if (seen.isEmpty()) {
                    wrong.add("nothing is published");
                  } else {
                    wrong.addAll(seen.get().mismatches());
                  }
                } catch (RuntimeException e) {
                  // A file that is gone or torn: to a reader that is a mixture as well.
                  wrong.add(e.toString());
                }
                polls.incrementAndGet();
                // Leaves the night its share of a small machine.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
              }
            });
    Process process = night.start(AFTER);
    reader.start();
    while (process.isAlive() && !Files.readString(night.log()).contains(moment.stage())) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    process.waitFor(Math.round(moment.seconds() * 1000), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    stop.set(true);
    reader.join();
    assertThat(polls.get()).isPositive();
    assertThat(wrong).isEmpty();
    assertThat(night.published().manifest().asOf()).isIn(BEFORE, AFTER);
  }

  private static void run(NightFolder night, String asOf) throws IOException, InterruptedException {
    Launched done = Launched.run(night.folder(), NightFolder.SMALL, night.nightly(asOf));
    assertThat(done.status()).as(done.err()).isZero();
  }

  private static void copy(Path from, Path to) throws IOException, InterruptedException {
    Launched copied =
        Launched.run(from.getParent(), Map.of(), "cp", "-a", from.toString(), to.toString());
    assertThat(copied.status()).as(copied.err()).isZero();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
