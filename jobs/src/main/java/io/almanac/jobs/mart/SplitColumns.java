package io.almanac.jobs.mart;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** How rows of {@code allocated_costs} say what split rules made of them. */
public final class SplitColumns {
  /** In {@code sharing}: split rules gave the row to its owner. */
  public static final String SHARED = "shared";

  /** In {@code sharing}: it stays with its owner, no target has what the last split goes by. */
  public static final String KEPT = "kept";

  /** Stands in {@code split_path} between split rules that took their turns. */
  public static final String THEN = " > ";

  /**
   * Whether a split gave the row to its owner. What the first split leaves where it was is not
   * given; what a later one leaves, those before it gave. Never null.
   */
  public static final Column GIVEN =
      coalesce(
          col("sharing")
              .equalTo(SHARED)
              .or(col("sharing").equalTo(KEPT).and(col("split_path").contains(THEN))),
          lit(false));

  private SplitColumns() {}

  /** The same of values; both may be null. */
  public static boolean given(String sharing, String path) {
    return SHARED.equals(sharing) || (KEPT.equals(sharing) && path != null && path.contains(THEN));
  }

  /** Whether the row stays with its owner because no target has what the last split goes by. */
  public static boolean kept(String sharing) {
    return KEPT.equals(sharing);
  }

  /**
   * A column of the owner by the allocation rules.
   *
   * @param name team, project or cost_center
   */
  public static Column ownerBefore(String name) {
    return when(GIVEN, col("shared_from_" + name)).otherwise(col(name));
  }
}
