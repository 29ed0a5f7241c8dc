package io.almanac.jobs.mart;

import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/**
 * One column of a mart.
 *
 * @param name as it stands in the files
 * @param type Spark's type of it
 * @param unit the unit of a number, such as {@code billing currency} or {@code GPU hours}; empty
 *     for what has none
 * @param comment what it means, as one sentence
 */
public record MartColumn(String name, DataType type, String unit, String comment) {

  /** Checks that nothing but the unit is left out. */
  public MartColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(unit, "unit");
    if (comment.isBlank()) {
      throw new IllegalArgumentException("Cannot define column without a comment: " + name);
    }
  }
}
