package io.almanac.jobs.series;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The values of one series as they are read, in a few bytes each, so that millions of lines fit in
 * memory. Lines may come in any order.
 */
final class TimedValues {
  private long[] seconds = new long[16];
  private double[] values = new double[16];
  private int[] lines = new int[16];
  private int size;

  /** Takes a value, NaN for missing, with the line that it stands in. */
  void add(LocalDateTime time, double value, long line) {
    if (size == seconds.length) {
      seconds = Arrays.copyOf(seconds, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
    }
    seconds[size] = time.toEpochSecond(ZoneOffset.UTC);
    values[size] = value;
    lines[size++] = (int) line;
  }

  /**
   * Brings the values into the order of time.
   *
   * @param twice is told the number of each value whose time another line had before
   */
  void sort(IntConsumer twice) {
    boolean ascending = IntStream.range(1, size).allMatch(i -> seconds[i - 1] <= seconds[i]);
    if (!ascending) {
      int[] order =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparingLong(i -> seconds[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      seconds = Arrays.stream(order).mapToLong(i -> seconds[i]).toArray();
      values = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
      lines = Arrays.stream(order).map(i -> lines[i]).toArray();
    }
    for (int i = 1; i < size; i++) {
      if (seconds[i] == seconds[i - 1]) {
        twice.accept(i);
      }
    }
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** The time of a value. */
  LocalDateTime time(int i) {
    return LocalDateTime.ofEpochSecond(seconds[i], 0, ZoneOffset.UTC);
  }

  /** A value; NaN is missing. */
  double value(int i) {
    return values[i];
  }

  /** The line of a value. */
  int line(int i) {
    return lines[i];
  }
}
