package io.almanac.jobs.cli;

import java.time.YearMonth;
import picocli.CommandLine.Option;

/** Which billing period is closed or reopened, and who does it. */
final class PeriodOptions {
  @Option(
      names = "--period",
      paramLabel = "MONTH",
      required = true,
      converter = MonthConverter.class,
      description = "The billing period, as in 2026-10.")
  private YearMonth period;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it, for the record. Default: the user of this system.")
  private String by;

  YearMonth period() {
    return period;
  }

  String by() {
    return by;
  }
}
