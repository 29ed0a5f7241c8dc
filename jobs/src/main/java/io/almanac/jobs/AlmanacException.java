package io.almanac.jobs;

import java.util.List;

/**
 * A failure that the user can act upon: every problem found is listed, each as one sentence
 * <em>Cannot verb thing: value</em> followed by what to do.
 */
public class AlmanacException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** An array, because failures of tasks travel serialized. */
  private final String[] problems;

  /**
   * A failure with all its problems.
   *
   * @param exitCode what the process tells its caller
   * @param problems at least one sentence
   */
  public AlmanacException(ExitCode exitCode, List<String> problems) {
    this(exitCode, problems, null);
  }

  /** A failure with all its problems and what caused it; {@code cause} may be null. */
  public AlmanacException(ExitCode exitCode, List<String> problems, Throwable cause) {
    super(String.join(System.lineSeparator(), problems), cause);
    this.exitCode = exitCode;
    this.problems = problems.toArray(String[]::new);
  }

  /** A configuration or command line that cannot be used. */
  public static AlmanacException configuration(List<String> problems) {
    return new AlmanacException(ExitCode.USAGE, problems);
  }

  /** Input that cannot be read. */
  public static AlmanacException input(List<String> problems) {
    return new AlmanacException(ExitCode.INPUT, problems);
  }

  /** One input that cannot be read. */
  public static AlmanacException input(String problem) {
    return input(List.of(problem));
  }

  /** What the process tells its caller. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Every problem found, one sentence each. */
  public List<String> problems() {
    return List.of(problems);
  }
}
