package io.almanac.jobs.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** How rows of {@code allocated_costs} say what split rules made of them. */
final class Splits {
  private static final String SHARED = "shared";
  private static final String KEPT = "kept";

  /** Stands between split rules that took their turns one after the other. */
  private static final String THEN = " > ";

  /**
   * Whether a split gave the row to its owner. What the first split leaves where it was is not
   * given; what a later one leaves, those before it gave.
   */
  static final Column GIVEN =
      col("sharing")
          .equalTo(SHARED)
          .or(col("sharing").equalTo(KEPT).and(col("split_path").contains(THEN)));

  private Splits() {}

  /** The same of values. */
  static boolean given(String sharing, String path) {
    return SHARED.equals(sharing) || (KEPT.equals(sharing) && path.contains(THEN));
  }

  /** Whether the row stays with its owner because no target has what the last split goes by. */
  static boolean kept(String sharing) {
    return KEPT.equals(sharing);
  }

  /**
   * A column of the owner by the allocation rules.
   *
   * @param name team, project or cost_center
   */
  static Column ownerBefore(String name) {
    return when(GIVEN, col("shared_from_" + name)).otherwise(col(name));
  }
}
