package io.almanac.jobs.config;

import java.util.List;

/**
 * A configuration that was read and found right.
 *
 * @param config what the features use
 * @param settings every effective setting in the order of the file format, secrets hidden
 */
public record LoadedConfig(AlmanacConfig config, List<Setting> settings) {
  /** Copies its list. */
  public LoadedConfig {
    settings = List.copyOf(settings);
  }
}
