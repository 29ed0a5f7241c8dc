package io.almanac.jobs.charges.source;

import io.almanac.jobs.mart.FocusColumns;
import io.almanac.jobs.mart.MartColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A charge on its way from a record to FOCUS 1.4: raw values first, typed values once {@link
 * ChargeNormaliser} has been over it. One draft serves all records of a file, one after the other.
 */
public final class ChargeDraft {
  /** The FOCUS columns in the order of {@link #value(int)}. */
  public static final List<String> COLUMNS =
      FocusColumns.ALL.stream().map(MartColumn::name).toList();

  private static final Map<String, Integer> POSITIONS = positions();

  private final Object[] values = new Object[COLUMNS.size()];
  private final TreeSet<String> flags = new TreeSet<>();
  private final TreeMap<String, String> originals = new TreeMap<>();
  private final TreeMap<String, String> faults = new TreeMap<>();
  private String otherColumns;
  private int notes;
  private boolean leftOut;
  private String leftOutOf;

  /** The position of a FOCUS 1.4 column, from 0. */
  public static int position(String column) {
    Integer position = POSITIONS.get(column);
    if (position == null) {
      throw new IllegalArgumentException("Cannot find FOCUS column: " + column);
    }
    return position;
  }

  /** Empties the draft for the next record. */
  public void clear() {
    Arrays.fill(values, null);
    flags.clear();
    originals.clear();
    faults.clear();
    otherColumns = null;
    leftOut = false;
    leftOutOf = null;
  }

  /** The value of the column at a position; null means none. */
  public Object value(int position) {
    return values[position];
  }

  /** Sets the value of the column at a position; null means none. */
  public void set(int position, Object value) {
    values[position] = value;
  }

  /** Sets the value of a column; null means none. */
  public void set(String column, Object value) {
    set(position(column), value);
  }

  /** Notes a finding that does not reject the row. */
  public void flag(String flag) {
    notes++;
    flags.add(flag);
  }

  /** How often a flag was noted or an original kept, in this and all earlier records. */
  int notes() {
    return notes;
  }

  /** Whether a finding was noted. */
  public boolean has(String flag) {
    return flags.contains(flag);
  }

  /** The findings, comma-separated and sorted; null when there are none. */
  public String flags() {
    return flags.isEmpty() ? null : String.join(",", flags);
  }

  /** Keeps the text that stood in the file where the value differs from it. */
  public void keepOriginal(String column, String text) {
    notes++;
    originals.putIfAbsent(column, text);
  }

  /** The kept text of a column; null when none was kept. */
  public String original(String column) {
    return originals.get(column);
  }

  /** The original texts as JSON object with sorted keys; null when nothing was changed. */
  public String originals() {
    return originals.isEmpty() ? null : Json.object(originals);
  }

  /** Notes why the row cannot be a charge, at most one sentence a column. */
  public void fault(String column, String sentence) {
    faults.put(column, sentence);
  }

  /** Why the row cannot be a charge, separated by semicolons; null when it can. */
  public String faults() {
    return faults.isEmpty() ? null : String.join("; ", faults.values());
  }

  /**
   * Says that the record is neither charge nor reject: the same money stands in another file.
   *
   * @param month its billing month, such as 2026-10; null when it cannot be read
   */
  public void leaveOut(String month) {
    leftOut = true;
    leftOutOf = month;
  }

  /** The billing month of a record that is left out; null when it cannot be read. */
  public String leftOutOf() {
    return leftOutOf;
  }

  /** Whether the record is neither charge nor reject. */
  public boolean isLeftOut() {
    return leftOut;
  }

  /** The columns that FOCUS does not know, as JSON object; null when there are none. */
  public String otherColumns() {
    return otherColumns;
  }

  /** Sets what {@link #otherColumns()} answers. */
  public void otherColumns(String json) {
    this.otherColumns = json;
  }

  private static Map<String, Integer> positions() {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      positions.put(COLUMNS.get(i), i);
    }
    return Map.copyOf(positions);
  }
}
