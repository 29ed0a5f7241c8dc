package io.almanac.jobs;

/** What a finished command tells its caller through the process exit status. */
public enum ExitCode {
  /** Everything asked for was done. */
  DONE(0),
  /** The command line or the configuration is wrong; nothing was read. */
  USAGE(1),
  /** Some input cannot be read; nothing was published. */
  INPUT(2),
  /** A control total does not hold; nothing was published. */
  CHECKS_FAILED(3),
  /** A fault in Almanac or its surroundings, such as a full disk. */
  INTERNAL(4),
  /** An invoice does not tie out; everything was published and says so. */
  INVOICES_DIFFER(5);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process exit status, 0 to 5. */
  public int status() {
    return status;
  }
}
