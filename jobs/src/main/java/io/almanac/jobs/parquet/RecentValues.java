package io.almanac.jobs.parquet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What became of the recent values of a column. A bill has the same few values again and again, and
 * a look in a slot costs less than working one out anew. Values that share a slot drive one another
 * out, so that memory stays bounded. Used by one thread at a time.
 */
public final class RecentValues<T> {
  private static final int SLOTS = 64;

  private final Object[] values;
  private final List<T> results;

  /** Remembers at most so many values, which is a power of two. */
  public RecentValues(int slots) {
    this.values = new Object[slots];
    this.results = new ArrayList<>(Collections.nCopies(slots, null));
  }

  /** One for each of so many columns. */
  public static <T> List<RecentValues<T>> forColumns(int columns) {
    List<RecentValues<T>> all = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      all.add(new RecentValues<>(SLOTS));
    }
    return all;
  }

  /** What was remembered of an equal value; null when nothing is. */
  public T get(Object value) {
    int slot = slot(value);
    return value.equals(values[slot]) ? results.get(slot) : null;
  }

  /** Remembers what became of a value. */
  public void put(Object value, T result) {
    int slot = slot(value);
    values[slot] = value;
    results.set(slot, result);
  }

  private int slot(Object value) {
    int hash = value.hashCode();
    return (hash ^ (hash >>> 16)) & (values.length - 1);
  }
}
