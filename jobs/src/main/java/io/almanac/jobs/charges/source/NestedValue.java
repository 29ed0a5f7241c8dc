package io.almanac.jobs.charges.source;

/**
 * A map, struct or array of a typed file.
 *
 * @param json its JSON text
 */
public record NestedValue(String json) {
  @Override
  public String toString() {
    return json;
  }
}
