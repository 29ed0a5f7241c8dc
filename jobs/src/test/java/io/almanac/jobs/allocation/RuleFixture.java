package io.almanac.jobs.allocation;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/** Writes rule files into a folder, and asks what they decide. */
final class RuleFixture {
  private final Path folder;

  RuleFixture(Path folder) {
    this.folder = folder;
  }

  RuleFixture file(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AllocationRules load(String yaml) {
    file("rules.yaml", yaml);
    return AllocationRules.load(folder.resolve("rules.yaml"));
  }

  /** The problems of a file that cannot be used, a line each. */
  String problems(String yaml) {
    try {
      load(yaml);
      return "";
    } catch (AlmanacException e) {
      return String.join("\n", e.problems());
    }
  }

  /** What the rules decide about a charge with these columns and tags; null when nothing. */
  static AllocationRules.Decision decision(
      AllocationRules rules, Map<String, String> columns, Map<String, String> tags, LocalDate day) {
    Integer epochDay = day == null ? null : (Integer) (int) day.toEpochDay();
    return rules.decide(new ChargeFacts(columns::get, rules.tagNames().normalised(tags), epochDay));
  }

  /** The rule and the team, or nothing. */
  static String decide(AllocationRules rules, Map<String, String> columns, String tags) {
    return decide(rules, columns, tags, null);
  }

  static String decide(
      AllocationRules rules, Map<String, String> columns, String tags, String day) {
    AllocationRules.Decision decision =
        decision(
            rules, columns, OwnerFunction.tags(tags), day == null ? null : LocalDate.parse(day));
    return decision == null
        ? "nothing"
        : decision.by().title() + " " + decision.owner().get("team");
  }
}
