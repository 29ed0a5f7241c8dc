package io.almanac.jobs.mart;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What rows of a mart are summed by.
 *
 * @param name of the column in the sums
 * @param type of that column
 * @param columns of the mart that it is made of
 * @param value makes it of their values; each task has an instance of its own; null takes the one
 *     column's text as it is
 */
public record SumKey(String name, DataType type, List<String> columns, Value value)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long SECONDS_A_DAY = 86_400;

  /** Copies the list. */
  public SumKey {
    columns = List.copyOf(columns);
  }

  /**
   * Makes a key of the values of some columns, which may be null; called for every row with the
   * same array, which it may change.
   */
  @FunctionalInterface
  public interface Value extends Serializable {
    /** The key; null when it is none. */
    Object of(Object[] values);
  }

  /** The text of a column. */
  public static SumKey text(String name, String column) {
    return new SumKey(name, DataTypes.StringType, List.of(column), null);
  }

  /** The text of a column under the column's name. */
  public static SumKey text(String column) {
    return text(column, column);
  }

  /** The day in UTC of a column of instants, as whole days since 1970. */
  public static SumKey day(String name, String column) {
    return new SumKey(
        name,
        DataTypes.IntegerType,
        List.of(column),
        values ->
            values[0] instanceof Instant instant
                ? (Integer) (int) Math.floorDiv(instant.getEpochSecond(), SECONDS_A_DAY)
                : null);
  }
}
