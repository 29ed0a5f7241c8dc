package io.almanac.jobs.cli;

import io.almanac.jobs.pipeline.NightSummary;
import io.almanac.jobs.pipeline.NightSummary.IdleGpu;
import io.almanac.jobs.pipeline.NightSummary.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;

/** A night's figures for the terminal. Rounds for showing alone; what is not known is a dash. */
final class SummaryText {
  private static final int MOST_TEAMS = 10;
  private static final int MOST_GPUS = 5;
  private static final String UNKNOWN = "-";

  private SummaryText() {}

  static String of(NightSummary summary, Duration taken) {
    StringBuilder text = new StringBuilder();
    text.append("\nNight of ").append(summary.asOf()).append(", effective costs in ");
    text.append(summary.currency()).append(", complete up to ");
    text.append(summary.lastSettledDay() == null ? "no day yet" : summary.lastSettledDay());
    text.append("\n\n").append(teams(summary));
    if (!summary.idleGpus().isEmpty()) {
      text.append("\nMost expensive idle GPUs\n").append(gpus(summary));
    }
    if (!summary.notes().isEmpty()) {
      text.append("\nTo know\n");
      summary.notes().forEach(note -> text.append("  ").append(printable(note)).append('\n'));
    }
    text.append("\nChecks: ").append(summary.checksPassed()).append(" passed, ");
    text.append(summary.checksFailed()).append(" failed\n");
    text.append(invoices(summary.invoices()));
    text.append("Marts:  ").append(summary.marts()).append('\n');
    String label = "Report: ";
    for (Path report : summary.reports()) {
      text.append(label).append(report).append('\n');
      label = "        ";
    }
    text.append(String.format(Locale.ROOT, "Time:   %.1f s%n", taken.toMillis() / 1000.0));
    return text.toString();
  }

  private static String invoices(NightSummary.Invoices invoices) {
    if (invoices.equals(NightSummary.Invoices.NONE)) {
      return "";
    }
    StringBuilder text = new StringBuilder("Invoices: ");
    text.append(invoices.passed()).append(" tie out, ");
    text.append(invoices.explained()).append(" explained, ");
    text.append(invoices.failures().size()).append(" FAIL, ");
    text.append(invoices.missing()).append(" without an invoice\n");
    for (String failure : invoices.failures()) {
      text.append("  FAIL ").append(printable(failure)).append('\n');
    }
    return text.toString();
  }

  private static String teams(NightSummary summary) {
    TextTable table = new TextTable("lrrrr");
    table.row("Team", "month to date", "month-end forecast", "month budget", "forecast - budget");
    summary.teams().stream().limit(MOST_TEAMS).forEach(team -> line(table, team));
    line(table, summary.total());
    int more = summary.teams().size() - MOST_TEAMS;
    return table.text()
        + (more > 0
            ? "  (and " + more + " more " + (more == 1 ? "team" : "teams") + ", see the report)\n"
            : "");
  }

  private static void line(TextTable table, Line line) {
    boolean compared = line.monthEndForecast() != null && line.monthBudget() != null;
    table.row(
        printable(line.name()),
        money(line.monthToDate()),
        money(line.monthEndForecast()),
        money(line.monthBudget()),
        compared ? money(line.monthEndForecast().subtract(line.monthBudget())) : UNKNOWN);
  }

  private static String gpus(NightSummary summary) {
    TextTable table = new TextTable("lllrr");
    table.row("Host", "GPU", "team", "idle hours", "recoverable");
    for (IdleGpu gpu : summary.idleGpus().stream().limit(MOST_GPUS).toList()) {
      table.row(
          printable(gpu.host()),
          printable(gpu.device()),
          gpu.owner() == null ? "unallocated" : printable(gpu.owner()),
          number(gpu.idleHours(), "#,##0.0"),
          money(gpu.recoverable()));
    }
    return table.text();
  }

  private static String money(BigDecimal amount) {
    return number(amount, "#,##0.00");
  }

  private static String number(BigDecimal value, String pattern) {
    if (value == null) {
      return UNKNOWN;
    }
    DecimalFormat format =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    return format.format(value);
  }

  /** Names come from tags: control characters could steer a terminal. */
  private static String printable(String name) {
    return name == null ? UNKNOWN : name.replaceAll("\\p{Cntrl}", "?");
  }
}
