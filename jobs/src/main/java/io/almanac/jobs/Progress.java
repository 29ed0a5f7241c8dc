package io.almanac.jobs;

/** Where a long piece of work tells how far it is: a terminal, a log, or nowhere. */
@FunctionalInterface
public interface Progress {
  /** Tells one line, without a line end: what was done, how many rows, how many seconds. */
  void say(String line);

  /** Tells nobody. */
  static Progress silent() {
    return line -> {};
  }
}
