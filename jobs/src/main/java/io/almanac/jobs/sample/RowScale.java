package io.almanac.jobs.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Makes {@code wanted} rows of {@code base} rows. Charge {@code i} becomes the rows between {@code
 * i × wanted / base} and {@code (i + 1) × wanted / base}, so the total is exact and no charge needs
 * to know the others. A day is split over its hours first, then over machines.
 */
final class RowScale {

  private static final int HOURS = 24;
  private static final Duration DAY = Duration.ofDays(1);
  private static final double MOST_LEAN = 0.4;

  private final long base;
  private final long wanted;
  private long index;

  RowScale(long base, long wanted) {
    this.base = base;
    this.wanted = wanted;
  }

  /** Hands the rows of the next charge to {@code rows}; possibly none. */
  void expand(Charge charge, Consumer<Charge> rows) {
    int parts = Math.toIntExact(((index + 1) * wanted / base) - (index * wanted / base));
    index++;
    if (parts == 1) {
      rows.accept(charge);
      return;
    }
    boolean daily = Duration.between(charge.start(), charge.end()).equals(DAY);
    int windows = daily ? Math.min(parts, HOURS) : 1;
    for (int part = 0; part < parts; part++) {
      rows.accept(part(charge, part, parts, windows));
    }
  }

  private static Charge part(Charge charge, int part, int parts, int windows) {
    int window = part % windows;
    Instant start = charge.start();
    Instant end = charge.end();
    if (windows > 1) {
      start = charge.start().plus(Duration.ofHours((long) HOURS * window / windows));
      end = charge.start().plus(Duration.ofHours((long) HOURS * (window + 1) / windows));
    }
    double lean = lean(charge, part);
    return new Charge(
        charge.account(),
        charge.product(),
        charge.resource(),
        part / windows,
        charge.month(),
        start,
        end,
        charge.category(),
        charge.correction(),
        charge.frequency(),
        charge.commitmentStatus(),
        charge.description(),
        uneven(charge.quantity(), part, parts, lean),
        uneven(charge.listCost(), part, parts, lean),
        uneven(charge.contractedCost(), part, parts, lean),
        uneven(charge.billedCost(), part, parts, lean),
        uneven(charge.effectiveCost(), part, parts, lean));
  }

  /** By how much of its share a part leans towards the other of its pair. */
  private static double lean(Charge charge, int part) {
    long key = Noise.key(charge.product().key()) + charge.start().getEpochSecond();
    return MOST_LEAN * ((2 * Noise.uniform(key, part / 2)) - 1);
  }

  /**
   * An equal share, moved within pairs of parts so that hours and machines differ and the sum
   * stays. A last part without a partner keeps its equal share.
   */
  private static long uneven(long value, int part, int parts, double lean) {
    int even = part - (part % 2);
    long share = Billionths.share(value, part, parts);
    if (even + 1 == parts) {
      return share;
    }
    long moved = (long) (Billionths.share(value, even, parts) * lean);
    return part == even ? share + moved : share - moved;
  }
}
