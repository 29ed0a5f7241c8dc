package io.almanac.jobs.scenario;

import io.almanac.jobs.AlmanacException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * A future that might be: the forecast with some changes.
 *
 * @param name what it is called in the marts
 * @param changes what is different, in the order in which it comes about
 */
public record Scenario(String name, List<Change> changes) {
  /** Copies its list. */
  public Scenario {
    changes = List.copyOf(changes);
  }

  /**
   * Reads a YAML file of scenarios.
   *
   * @param drivers the names of the drivers that a scenario may let grow
   * @throws AlmanacException with every problem of the file
   */
  public static List<Scenario> load(Path file, Collection<String> drivers) {
    return new ScenarioFile(file, drivers).read();
  }
}
