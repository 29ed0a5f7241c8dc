package io.almanac.jobs.config;

/**
 * One effective setting as it may be shown.
 *
 * @param key the path of the key, such as {@code sources[0].format}
 * @param value the value, hidden where it came from the environment
 * @param origin where the value came from
 */
public record Setting(String key, String value, Origin origin) {
  /** What stands in the place of a secret. */
  public static final String HIDDEN = "********";

  /** Where a value came from. */
  public enum Origin {
    /** It is written in the file. */
    FILE,
    /** The file does not say it. */
    DEFAULT,
    /** The file refers to an environment variable. */
    ENVIRONMENT
  }
}
