package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.budget.Budget;
import io.almanac.jobs.budget.Budgets;
import io.almanac.jobs.budget.WorkCalendars;
import io.almanac.jobs.charges.ChargeLoad;
import io.almanac.jobs.charges.RateCardMonths;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.delivery.DeliveredFiles;
import io.almanac.jobs.charges.source.DateOrder;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.charges.source.RateCardReader;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.currency.BudgetCurrencies;
import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.gpu.GpuCatalogue;
import io.almanac.jobs.invoices.Invoice;
import io.almanac.jobs.invoices.InvoiceFiles;
import io.almanac.jobs.kubernetes.Clusters;
import io.almanac.jobs.kubernetes.UsageMemory;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.period.ProviderSigns;
import io.almanac.jobs.runs.RunHistory;
import io.almanac.jobs.runs.RunReader;
import io.almanac.jobs.scenario.CostDrivers;
import io.almanac.jobs.scenario.DriverValues;
import io.almanac.jobs.scenario.Scenario;
import io.almanac.jobs.sharing.SharedCostRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a night reads besides the rows themselves, checked as a whole before anything is written.
 *
 * @param rules who owns what
 * @param budgets every budget line
 * @param holidays days off, of everybody and of teams
 * @param gpuCatalogue list prices of GPUs
 * @param runs the histories of all trackers
 * @param drivers what moves costs, and is known ahead
 * @param scenarios futures to forecast beside the expected one
 * @param driverValues what the file of drivers has, of all its drivers
 * @param sharedCosts who bears shared costs
 * @param invoices what providers invoiced
 * @param kubernetes clusters whose charges are divided among workloads
 * @param clusterFiles what was found in the files of clusters
 * @param rates what other currencies are worth in the reporting currency
 * @param signs what providers say about the completeness of their bills, by source
 * @param files the files of each cost export, by its name
 * @param notes what a reader of the results must know of the inputs
 */
record NightInputs(
    AllocationRules rules,
    List<Budget> budgets,
    WorkCalendars holidays,
    GpuCatalogue gpuCatalogue,
    List<RunHistory> runs,
    CostDrivers drivers,
    List<Scenario> scenarios,
    DriverValues driverValues,
    SharedCostRules sharedCosts,
    List<Invoice> invoices,
    Clusters kubernetes,
    UsageMemory clusterFiles,
    ExchangeRates rates,
    Map<String, ProviderSigns> signs,
    Map<String, List<SourceFile>> files,
    List<String> notes) {

  /**
   * Reads and checks all of it.
   *
   * @param asOf the first day that owned machines are not charged for
   * @throws AlmanacException with every problem found in any of them
   */
  static NightInputs read(AlmanacConfig config, LocalDate asOf) {
    List<AlmanacException> failures = new ArrayList<>();
    AllocationRules rules =
        attempt(
            failures,
            AllocationRules.none(),
            () ->
                config.allocationRules().map(AllocationRules::load).orElse(AllocationRules.none()));
    List<Budget> budgets =
        attempt(failures, List.of(), () -> config.budgets().map(Budgets::load).orElse(List.of()));
    WorkCalendars holidays =
        attempt(failures, WorkCalendars.none(), () -> WorkCalendars.load(config.holidays()));
    GpuCatalogue catalogue =
        attempt(
            failures,
            GpuCatalogue.empty(),
            () -> config.gpuCatalogue().map(GpuCatalogue::load).orElse(GpuCatalogue.empty()));
    List<RunHistory> runs = new ArrayList<>();
    for (AlmanacConfig.InputSetting history : config.runHistories()) {
      attempt(
          failures,
          null,
          () -> runs.add(RunReader.named(history.format()).read(history.name(), history.path())));
    }
    CostDrivers drivers =
        attempt(failures, CostDrivers.NONE, () -> CostDrivers.load(config.plans()));
    List<Scenario> scenarios =
        attempt(
            failures,
            List.of(),
            () ->
                config
                    .plans()
                    .scenarios()
                    .map(file -> Scenario.load(file, config.plans().driverNames()))
                    .orElse(List.of()));
    DriverValues driverValues =
        attempt(
            failures,
            DriverValues.NONE,
            () -> config.plans().drivers().map(DriverValues::load).orElse(DriverValues.NONE));
    SharedCostRules sharedCosts =
        attempt(
            failures,
            SharedCostRules.NONE,
            () ->
                config
                    .finance()
                    .sharedCosts()
                    .map(file -> SharedCostRules.load(file, driverValues.byTeam()))
                    .orElse(SharedCostRules.NONE));
    List<Invoice> invoices =
        attempt(
            failures,
            List.of(),
            () ->
                config
                    .finance()
                    .invoices()
                    .map(setting -> InvoiceFiles.load(setting.path()))
                    .orElse(List.of()));
    UsageMemory clusterFiles = attempt(failures, UsageMemory.none(), () -> clusterFiles(config));
    Clusters kubernetes =
        attempt(
            failures,
            Clusters.NONE,
            () -> Clusters.load(config.finance().kubernetes(), rules, clusterFiles));
    ExchangeRates noRates = ExchangeRates.none(config.reportingCurrency());
    ExchangeRates rates =
        attempt(
            failures,
            noRates,
            () ->
                config
                    .finance()
                    .exchangeRates()
                    .map(file -> ExchangeRates.load(file, config.reportingCurrency()))
                    .orElse(noRates));
    attempt(
        failures,
        null,
        () -> {
          BudgetCurrencies.check(budgets, rates);
          return null;
        });
    attempt(
        failures,
        null,
        () -> {
          SharedCostStage.check(sharedCosts, rates);
          return null;
        });
    Map<String, ProviderSigns> signs = new TreeMap<>();
    for (AlmanacConfig.Source source : config.sources()) {
      source
          .options()
          .periods()
          .status()
          .ifPresent(
              file ->
                  attempt(
                      failures, null, () -> signs.put(source.name(), ProviderSigns.load(file))));
    }
    Map<String, List<SourceFile>> files = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    for (AlmanacConfig.Source source : config.sources()) {
      DeliveredFiles delivered =
          attempt(
              failures, new DeliveredFiles(List.of(), 0, List.of()), () -> delivered(source, asOf));
      List<SourceFile> stated = stated(source, delivered.files());
      notes.addAll(delivered.notes());
      files.put(
          source.name(),
          attempt(
              failures,
              stated,
              () -> ChargeLoad.checkHeaders(source.name(), source.format(), stated)));
    }
    if (!failures.isEmpty()) {
      throw new AlmanacException(
          failures.stream().map(AlmanacException::exitCode).max(ExitCode::compareTo).orElseThrow(),
          failures.stream().flatMap(failure -> failure.problems().stream()).distinct().toList());
    }
    return new NightInputs(
        rules,
        budgets,
        holidays,
        catalogue,
        runs,
        drivers,
        scenarios,
        driverValues,
        sharedCosts,
        invoices,
        kubernetes,
        clusterFiles,
        rates,
        signs,
        files,
        notes);
  }

  private static UsageMemory clusterFiles(AlmanacConfig config) {
    return config.finance().kubernetes().isEmpty()
        ? UsageMemory.none()
        : UsageMemory.read(
            new MartStore(config.output().marts())
                .published()
                .map(version -> version.folder().resolve(UsageMemory.NAME)));
  }

  private static DeliveredFiles delivered(AlmanacConfig.Source source, LocalDate asOf) {
    return source.format().equals(RateCardReader.FORMAT)
        ? new DeliveredFiles(RateCardMonths.files(source.name(), source.path(), asOf), 0, List.of())
        : DeliveredFiles.find(
            source.name(), source.format(), source.path(), source.options().overlap());
  }

  /** The files of an export, each with what the settings say about it. */
  private static List<SourceFile> stated(AlmanacConfig.Source source, List<SourceFile> files) {
    DateOrder order = source.dateOrder().map(DateOrder::of).orElse(null);
    return files.stream()
        .map(
            file -> {
              FileTraits dated = file.traits().withDateOrder(order);
              return file.with(source.options().prices().map(dated::withPrices).orElse(dated));
            })
        .toList();
  }

  private static <T> T attempt(List<AlmanacException> failures, T otherwise, Supplier<T> read) {
    try {
      return read.get();
    } catch (AlmanacException e) {
      failures.add(e);
      return otherwise;
    }
  }
}
