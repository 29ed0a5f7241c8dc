package io.almanac.jobs.pipeline;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What a night made, in a few figures for the terminal. Costs are effective costs in {@code
 * currency}; a null amount means that there is none, which is not zero.
 *
 * @param asOf the business date
 * @param lastSettledDay the last complete day, null when no day is
 * @param marts the folder that readers read
 * @param reports the files written for finance
 * @param currency ISO 4217 code of the reporting currency
 * @param total all teams together
 * @param teams every team, the most expensive first, unallocated included
 * @param idleGpus the most recoverable money first
 * @param checksPassed how many checks held
 * @param checksFailed how many did not
 * @param notes what a reader must know, such as charges in other currencies
 * @param invoices how the bills tie out to invoices
 */
public record NightSummary(
    LocalDate asOf,
    LocalDate lastSettledDay,
    Path marts,
    List<Path> reports,
    String currency,
    Line total,
    List<Line> teams,
    List<IdleGpu> idleGpus,
    int checksPassed,
    int checksFailed,
    List<String> notes,
    Invoices invoices) {

  /** Copies its lists. */
  public NightSummary {
    reports = List.copyOf(reports);
    teams = List.copyOf(teams);
    idleGpus = List.copyOf(idleGpus);
    notes = List.copyOf(notes);
  }

  /**
   * One team's month.
   *
   * @param name the team, {@code unallocated} or {@code total}
   * @param monthToDate cost of the as-of date's month up to the last settled day, null when there
   *     are charges and the cost of none is known
   * @param monthEndForecast expected cost of the whole month, null without a forecast
   * @param monthBudget null when there is no budget
   */
  public record Line(
      String name, BigDecimal monthToDate, BigDecimal monthEndForecast, BigDecimal monthBudget) {}

  /**
   * How many invoices tie out.
   *
   * @param passed agree with their charges
   * @param explained agree once their own lines are taken off
   * @param missing charges for which no invoice was loaded, by invoice and currency
   * @param failures one sentence for each invoice that does not agree
   */
  public record Invoices(int passed, int explained, int missing, List<String> failures) {
    /** No invoices were loaded. */
    public static final Invoices NONE = new Invoices(0, 0, 0, List.of());

    /** Copies its list. */
    public Invoices {
      failures = List.copyOf(failures);
    }
  }

  /**
   * One idle GPU.
   *
   * @param host the machine
   * @param device the GPU
   * @param owner the team, null when unallocated
   * @param idleHours idle and unallocated GPU hours
   * @param recoverable money that stopping it would have saved, null without a price
   */
  public record IdleGpu(
      String host, String device, String owner, BigDecimal idleHours, BigDecimal recoverable) {}
}
