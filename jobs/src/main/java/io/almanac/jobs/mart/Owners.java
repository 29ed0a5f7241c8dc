package io.almanac.jobs.mart;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;

/** The columns that say whose cost a row is, the same in every mart that has an owner. */
public final class Owners {
  /** Who owns a cost; a null team means that the cost is unallocated. */
  public static final List<String> NAMES =
      List.of(
          "team",
          "project",
          "environment",
          "cost_center",
          "person",
          "experiment",
          "run",
          "endpoint");

  /** How an absent team is shown to people; marts hold null. */
  public static final String UNALLOCATED = "unallocated";

  /** The owner columns with their meaning. */
  public static final List<MartColumn> COLUMNS =
      List.of(
          text("team", "The owning team; null means unallocated."),
          text("project", "The owning project, if known."),
          text("environment", "The environment, such as prod or research, if known."),
          text("cost_center", "The cost centre that finance books to, if known."),
          text("person", "The person responsible, if known."),
          text("experiment", "The experiment of ML work, if known."),
          text("run", "The training run of ML work, if known."),
          text("endpoint", "The inference endpoint of ML work, if known."));

  private Owners() {}

  /**
   * The one spelling of an owner's value: trimmed, runs of blanks as one, and for team, project and
   * environment in lower case, so that "Vision" and "vision " are one team. Null when blank.
   *
   * @param name one of {@link #NAMES}
   */
  public static String normalised(String name, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String plain = value.strip().replaceAll("\\s+", " ");
    return switch (name) {
      case "team", "project", "environment" -> plain.toLowerCase(Locale.ROOT);
      default -> plain;
    };
  }

  private static MartColumn text(String name, String comment) {
    return new MartColumn(name, DataTypes.StringType, "", comment);
  }
}
