package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.budget.Budget;
import io.almanac.jobs.budget.Budgets;
import io.almanac.jobs.budget.Holidays;
import io.almanac.jobs.charges.ChargeLoad;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.SourceFiles;
import io.almanac.jobs.charges.source.DateOrder;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.gpu.GpuCatalogue;
import io.almanac.jobs.period.ProviderSigns;
import io.almanac.jobs.runs.RunHistory;
import io.almanac.jobs.runs.RunReader;
import io.almanac.jobs.scenario.CostDrivers;
import io.almanac.jobs.scenario.Scenario;
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
 * @param holidays days off
 * @param gpuCatalogue list prices of GPUs
 * @param runs the histories of all trackers
 * @param drivers what moves costs, and is known ahead
 * @param scenarios futures to forecast beside the expected one
 * @param signs what providers say about the completeness of their bills, by source
 * @param files the files of each cost export, by its name
 */
record NightInputs(
    AllocationRules rules,
    List<Budget> budgets,
    Holidays holidays,
    GpuCatalogue gpuCatalogue,
    List<RunHistory> runs,
    CostDrivers drivers,
    List<Scenario> scenarios,
    Map<String, ProviderSigns> signs,
    Map<String, List<SourceFile>> files) {

  /**
   * Reads and checks all of it.
   *
   * @throws AlmanacException with every problem found in any of them
   */
  static NightInputs read(AlmanacConfig config) {
    List<AlmanacException> failures = new ArrayList<>();
    AllocationRules rules =
        attempt(
            failures,
            AllocationRules.none(),
            () ->
                config.allocationRules().map(AllocationRules::load).orElse(AllocationRules.none()));
    List<Budget> budgets =
        attempt(failures, List.of(), () -> config.budgets().map(Budgets::load).orElse(List.of()));
    Holidays holidays =
        attempt(
            failures,
            Holidays.none(),
            () -> config.holidays().map(Holidays::load).orElse(Holidays.none()));
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
    Map<String, ProviderSigns> signs = new TreeMap<>();
    for (AlmanacConfig.Source source : config.sources()) {
      source
          .periods()
          .status()
          .ifPresent(
              file ->
                  attempt(
                      failures, null, () -> signs.put(source.name(), ProviderSigns.load(file))));
    }
    Map<String, List<SourceFile>> files = new TreeMap<>();
    for (AlmanacConfig.Source source : config.sources()) {
      files.put(source.name(), attempt(failures, List.of(), () -> files(source)));
      attempt(
          failures,
          null,
          () -> {
            ChargeLoad.checkHeaders(source.name(), source.format(), files.get(source.name()));
            return null;
          });
    }
    if (!failures.isEmpty()) {
      throw new AlmanacException(
          failures.stream().map(AlmanacException::exitCode).max(ExitCode::compareTo).orElseThrow(),
          failures.stream().flatMap(failure -> failure.problems().stream()).toList());
    }
    return new NightInputs(
        rules, budgets, holidays, catalogue, runs, drivers, scenarios, signs, files);
  }

  /** The files of an export, each with what the settings say about it. */
  private static List<SourceFile> files(AlmanacConfig.Source source) {
    FileTraits stated = new FileTraits(source.dateOrder().map(DateOrder::of).orElse(null), null);
    return SourceFiles.list(source.path()).stream().map(file -> file.with(stated)).toList();
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
