package io.almanac.reports;

/** Checks of record components; each returns what it was given. */
final class Require {

  private Require() {}

  static <T> T present(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(
          "Cannot write report without " + name + ": null; give a value");
    }
    return value;
  }

  static String text(String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot write report with blank " + name + ": " + value + "; give a value");
    }
    return value;
  }

  static void that(boolean holds, String problem, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("Cannot write report: " + problem + ": " + value);
    }
  }
}
