package io.almanac.jobs.allocation;

import java.util.List;

/**
 * Something odd about allocation rules that does not stop a night.
 *
 * @param kind what kind of thing
 * @param rules the titles of the rules it is about; none when it is about none
 * @param found what was found
 * @param advice what to do
 */
public record RuleFinding(Kind kind, List<String> rules, String found, String advice) {
  /** What kind of thing was found. */
  public enum Kind {
    /** A rule that can never decide. */
    UNREACHABLE("unreachable rule"),
    /** Charges that two rules would give to different owners. */
    OVERLAP("overlapping rules"),
    /** A team that no budget line is for. */
    NO_BUDGET("no budget"),
    /** A tag with money behind it that no rule asks for. */
    UNUSED_TAG("unused tag"),
    /** A rule that took no published charge. */
    NO_MONEY("no money");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }

  /** Copies the list. */
  public RuleFinding {
    rules = List.copyOf(rules);
  }

  /** All of it in a sentence or two. */
  public String sentence() {
    return found + " " + advice;
  }
}
