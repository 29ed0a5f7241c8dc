package io.almanac.jobs.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Writes Lumen Robotics, an invented company with fourteen months of bills of three clouds, two
 * MLflow servers, two weeks of GPU telemetry, and budgets. The same options give the same bytes.
 * Memory does not grow with the number of rows: one provider's month is held at its committed size.
 */
public final class SampleCompany {
  /** The business date of a night on the company: the day on which its exports were taken. */
  public static final LocalDate AS_OF = Company.AS_OF;

  /** The name of the configuration file that is written with {@link SampleOptions#withConf}. */
  public static final String CONFIG = "almanac.yaml";

  private static final DateTimeFormatter CUR_DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final int BUFFER = 1 << 16;

  private final SampleOptions options;
  private final Consumer<String> progress;
  private final Company company = Company.load();
  private final Ledger ledger = new Ledger(company);
  private final BudgetPlan budgets = new BudgetPlan(company);

  private SampleCompany(SampleOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Writes the company into the folder that the options name.
   *
   * @param progress takes one short line for each part that was written
   * @return what was written
   * @throws UncheckedIOException when a file cannot be written
   */
  public static SampleSummary write(SampleOptions options, Consumer<String> progress) {
    try {
      return new SampleCompany(options, progress).write();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the sample company to: " + options.output() + ". " + e.getMessage(), e);
    }
  }

  private SampleSummary write() throws IOException {
    long base = 0;
    for (Provider provider : Provider.values()) {
      for (YearMonth month : Company.months()) {
        List<Charge> charges = ledger.charges(provider, month);
        charges.forEach(budgets::add);
        base += charges.size();
      }
    }
    long wanted = options.rows() == null ? base : options.rows();
    RowScale scale = new RowScale(base, wanted);
    SortedMap<String, BigDecimal> billed = new TreeMap<>();
    for (Provider provider : Provider.values()) {
      long amount = 0;
      for (YearMonth month : Company.months()) {
        amount += writeMonth(provider, month, scale);
      }
      billed.put(provider.source(), Billionths.decimal(amount));
      progress.accept("Wrote the bills of " + provider.displayName());
    }
    List<TrainingRun> known = company.runs().stream().filter(RunPlan::known).toList();
    Path mlflow = options.output().resolve("mlflow");
    RunExports.searchRuns(
        known.stream().filter(TrainingRun::research).toList(), mlflow.resolve("search_runs.csv"));
    RunExports.exportTree(
        known.stream().filter(run -> !run.research()).toList(), mlflow.resolve("export"));
    progress.accept("Wrote " + known.size() + " runs");
    int series = new GpuTelemetry(company).write(options.output().resolve("telemetry"));
    progress.accept("Wrote GPU telemetry from " + GpuTelemetry.FIRST + " to " + GpuTelemetry.LAST);
    if (options.withConf()) {
      ConfFiles.write(options.output(), options.format(), budgets.csv());
      progress.accept("Wrote almanac.yaml");
    }
    return new SampleSummary(wanted, billed, known.size(), series);
  }

  /** Writes one bill and gives its billed cost. */
  private long writeMonth(Provider provider, YearMonth month, RowScale scale) throws IOException {
    long[] billed = {0};
    try (ChargeWriter writer = writer(provider, month)) {
      for (Charge charge : ledger.charges(provider, month)) {
        scale.expand(
            charge,
            row -> {
              billed[0] += row.billedCost();
              writeRow(writer, row);
            });
      }
    }
    return billed[0];
  }

  private static void writeRow(ChargeWriter writer, Charge charge) {
    try {
      writer.write(charge);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChargeWriter writer(Provider provider, YearMonth month) throws IOException {
    Path folder = options.output().resolve("billing").resolve(provider.source());
    Files.createDirectories(folder);
    return switch (options.format()) {
      case FOCUS_PARQUET -> new FocusParquetWriter(provider, folder.resolve(month + ".parquet"));
      case FOCUS_CSV -> new FocusCsvWriter(provider, plain(folder.resolve(month + ".csv")));
      case NATIVE ->
          switch (provider) {
            case AWS -> awsCur(folder, month);
            case AZURE -> new FocusCsvWriter(provider, gzip(folder.resolve(month + ".csv.gz")));
            case GCP -> new FocusParquetWriter(provider, folder.resolve(month + ".parquet"));
          };
    };
  }

  private ChargeWriter awsCur(Path folder, YearMonth month) throws IOException {
    String period =
        CUR_DAY.format(month.atDay(1)) + "-" + CUR_DAY.format(month.plusMonths(1).atDay(1));
    Path periodFolder = folder.resolve(period);
    Files.createDirectories(periodFolder);
    SortedSet<String> tagKeys = new TreeSet<>();
    for (Resource resource : company.resources()) {
      if (resource.account().provider() == Provider.AWS) {
        tagKeys.addAll(resource.tags().values().keySet());
      }
    }
    return new AwsCurWriter(tagKeys, gzip(periodFolder.resolve("almanac-cur-00001.csv.gz")));
  }

  private static Writer plain(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8), BUFFER);
  }

  private static Writer gzip(Path file) throws IOException {
    OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), BUFFER);
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
  }
}
