package io.almanac.reports;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes the team and idle GPU lines as CSV: RFC 4180, UTF-8 without a byte order mark, exact
 * decimals with a point, ISO dates, an empty field for "unknown". The currency is a column.
 */
public final class CsvExtracts {

  /** The file of the team lines. */
  public static final String BY_TEAM = "by_team.csv";

  /** The file of the idle GPUs. */
  public static final String IDLE_GPU = "idle_gpu.csv";

  private static final List<String> TEAM_COLUMNS =
      List.of(
          "charge_month",
          "currency",
          "team",
          "actual_to_date",
          "month_end_forecast",
          "budget",
          "prior_month",
          "year_to_date",
          "year_to_date_budget",
          "full_year_lower80",
          "full_year_forecast",
          "full_year_upper80",
          "full_year_budget");

  private static final List<String> GPU_COLUMNS =
      List.of(
          "rank",
          "host",
          "device",
          "gpu_model",
          "team",
          "idle_gpu_hours",
          "unallocated_gpu_hours",
          "unknown_gpu_hours",
          "samples",
          "evidence_from",
          "evidence_to",
          "currency",
          "hourly_cost",
          "cost_source",
          "recoverable_cost",
          "recommendation",
          "not_counted_because");

  private CsvExtracts() {}

  /**
   * Writes both files to the folder, each replaced in one step.
   *
   * @return the files, in the order of the sheets
   * @throws IOException when a file cannot be written
   */
  public static List<Path> write(CostReport report, Path folder) throws IOException {
    Path teams = folder.resolve(BY_TEAM);
    Path gpus = folder.resolve(IDLE_GPU);
    write(teams, TEAM_COLUMNS, teamRows(report));
    write(gpus, GPU_COLUMNS, gpuRows(report));
    return List.of(teams, gpus);
  }

  private static List<List<Object>> teamRows(CostReport report) {
    List<List<Object>> rows = new ArrayList<>();
    for (TeamLine line : TeamSheet.ordered(report.teams())) {
      Estimate year = line.fullYear();
      rows.add(
          Arrays.asList(
              report.cover().period(),
              report.cover().currency(),
              line.label(),
              line.actualToDate(),
              line.monthEnd(),
              line.budget(),
              line.priorMonth(),
              line.yearToDate(),
              line.yearToDateBudget(),
              year == null ? null : year.lower80(),
              year == null ? null : year.mean(),
              year == null ? null : year.upper80(),
              line.fullYearBudget()));
    }
    return rows;
  }

  private static List<List<Object>> gpuRows(CostReport report) {
    List<List<Object>> rows = new ArrayList<>();
    for (IdleGpuLine line : report.idleGpus()) {
      rows.add(
          Arrays.asList(
              line.rank(),
              line.host(),
              line.device(),
              line.gpuModel(),
              line.team(),
              line.idleHours(),
              line.unallocatedHours(),
              line.unknownHours(),
              line.samples(),
              line.evidenceFrom(),
              line.evidenceTo(),
              report.cover().currency(),
              line.hourlyCost(),
              line.priceSource().label(),
              line.recoverableCost(),
              line.recommendation(),
              line.notCountedBecause()));
    }
    return rows;
  }

  private static void write(Path file, List<String> columns, List<List<Object>> rows)
      throws IOException {
    AtomicFile.write(
        file,
        part -> {
          try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
              CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            printer.printRecord(columns);
            for (List<Object> row : rows) {
              printer.printRecord(row.stream().map(CsvExtracts::field).toList());
            }
          }
        });
  }

  /** Numbers and dates are ours; only text can come from outside. */
  private static String field(Object value) {
    if (value instanceof BigDecimal amount) {
      return amount.toPlainString();
    }
    if (value instanceof String text) {
      return SafeText.csv(text);
    }
    return value == null ? "" : value.toString();
  }
}
