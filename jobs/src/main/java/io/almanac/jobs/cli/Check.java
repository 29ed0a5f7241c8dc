package io.almanac.jobs.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param result how it is
 * @param what what was looked at, a few words
 * @param found what was found
 * @param advice what to do; empty when there is nothing to do
 */
public record Check(Result result, String what, String found, String advice) {
  /** How something is. */
  public enum Result {
    /** Good. */
    PASS,
    /** A night runs, though not as well as it could. */
    WARN,
    /** A night would fail. */
    FAIL
  }

  /** A check that found all well. */
  public static Check pass(String what, String found) {
    return new Check(Result.PASS, what, found, "");
  }

  /** A check that found something that a night survives. */
  public static Check warn(String what, String found, String advice) {
    return new Check(Result.WARN, what, found, advice);
  }

  /** A check that found why a night would fail. */
  public static Check fail(String what, String found, String advice) {
    return new Check(Result.FAIL, what, found, advice);
  }
}
