package io.almanac.jobs.cli;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.budget.Budgets;
import io.almanac.jobs.budget.WorkCalendars;
import io.almanac.jobs.charges.NamedFiles;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.HolidaySetting;
import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.gpu.GpuCatalogue;
import io.almanac.jobs.period.ProviderSigns;
import io.almanac.jobs.scenario.DriverValues;
import io.almanac.jobs.scenario.Scenario;
import io.almanac.jobs.sharing.SharedCostRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether the files that a configuration names are there, and whether results can be written. */
final class FileChecks {
  private static final long GIBIBYTE = 1L << 30;

  private FileChecks() {}

  static List<Check> all(AlmanacConfig config) {
    List<Check> checks = new ArrayList<>();
    config
        .runHistories()
        .forEach(runs -> checks.add(input("run history " + runs.name(), runs.path())));
    config.telemetry().forEach(gpus -> checks.add(input("telemetry " + gpus.name(), gpus.path())));
    config.allocationRules().ifPresent(path -> checks.addAll(rules(path)));
    config
        .sources()
        .forEach(
            source ->
                source
                    .options()
                    .periods()
                    .status()
                    .ifPresent(
                        path ->
                            checks.addAll(
                                loaded(
                                    "period status of " + source.name(),
                                    path,
                                    () -> ProviderSigns.load(path)))));
    config
        .budgets()
        .ifPresent(path -> checks.addAll(loaded("budgets", path, () -> Budgets.load(path))));
    config.holidays().file().ifPresent(path -> checks.add(file("holidays", path)));
    if (config.holidays().hasCountries()) {
      checks.add(countries(config.holidays()));
    }
    config
        .gpuCatalogue()
        .ifPresent(
            path -> checks.addAll(loaded("GPU catalogue", path, () -> GpuCatalogue.load(path))));
    config
        .plans()
        .drivers()
        .ifPresent(path -> checks.addAll(loaded("drivers", path, () -> DriverValues.load(path))));
    config
        .plans()
        .scenarios()
        .ifPresent(
            path ->
                checks.addAll(
                    loaded(
                        "scenarios",
                        path,
                        () -> Scenario.load(path, config.plans().driverNames()))));
    config
        .finance()
        .sharedCosts()
        .ifPresent(
            path ->
                checks.addAll(
                    loaded(
                        "shared costs",
                        path,
                        () -> SharedCostRules.load(path, driversByTeam(config)))));
    config
        .finance()
        .exchangeRates()
        .ifPresent(path -> checks.addAll(rates(path, config.reportingCurrency())));
    config
        .finance()
        .invoices()
        .ifPresent(invoices -> checks.add(input("invoices", invoices.path())));
    checks.addAll(ClusterChecks.all(config));
    checks.add(output("output marts", config.output().marts()));
    checks.add(output("output reports", config.output().reports()));
    checks.add(disk(config.output().marts()));
    return checks;
  }

  /** Whether a file can be used, with all that is wrong with it. */
  private static List<Check> loaded(String what, Path path, Runnable load) {
    try {
      load.run();
      return List.of(Check.pass(what, path.toString()));
    } catch (AlmanacException e) {
      return e.problems().stream().map(problem -> Check.fail(what, problem, "")).toList();
    }
  }

  /** Drivers that shared costs may go by; none when their file is at fault, which has its check. */
  private static Collection<String> driversByTeam(AlmanacConfig config) {
    try {
      return config
          .plans()
          .drivers()
          .map(path -> DriverValues.load(path).byTeam())
          .orElse(Set.of());
    } catch (AlmanacException e) {
      return Set.of();
    }
  }

  private static Check file(String what, Path path) {
    return Files.isRegularFile(path) && Files.isReadable(path)
        ? Check.pass(what, path.toString())
        : Check.fail(what, "Cannot read file: " + path + ".", "Put it there or correct the path.");
  }

  /** Whether rules can be used, and which of them can never decide. */
  private static List<Check> rules(Path path) {
    List<Check> checks = new ArrayList<>();
    try {
      AllocationRules rules = AllocationRules.load(path);
      checks.add(Check.pass("allocation rules", path.toString()));
      rules.warnings().forEach(odd -> checks.add(Check.warn("allocation rules", odd, "")));
    } catch (AlmanacException e) {
      e.problems().forEach(problem -> checks.add(Check.fail("allocation rules", problem, "")));
    }
    return checks;
  }

  /** Whether exchange rates can be used. */
  private static List<Check> rates(Path path, String reportingCurrency) {
    try {
      ExchangeRates rates = ExchangeRates.load(path, reportingCurrency);
      return List.of(Check.pass("exchange rates", path + ": " + rates.text()));
    } catch (AlmanacException e) {
      return e.problems().stream()
          .map(problem -> Check.fail("exchange rates", problem, ""))
          .toList();
    }
  }

  /** Whether there are calendars of the countries, whatever the file of holidays says. */
  private static Check countries(HolidaySetting holidays) {
    HolidaySetting alone =
        new HolidaySetting(Optional.empty(), holidays.countries(), holidays.teams());
    try {
      WorkCalendars.load(alone);
      return Check.pass("holiday countries", String.join(", ", alone.countries()));
    } catch (AlmanacException e) {
      return Check.fail("holiday countries", String.join(" ", e.problems()), "Correct the codes.");
    }
  }

  private static Check input(String what, Path path) {
    try {
      int files = NamedFiles.of(path).size();
      return files > 0
          ? Check.pass(what, path + ": " + files + (files == 1 ? " file" : " files"))
          : Check.fail(
              what, "Cannot find a file: " + path + " is empty.", "Deliver the export there.");
    } catch (IOException e) {
      return Check.fail(
          what, "Cannot read export: " + path + ".", "Put it there or correct the path.");
    }
  }

  private static Check output(String what, Path path) {
    Path there = existing(path);
    return Files.isDirectory(there) && Files.isWritable(there)
        ? Check.pass(what, path.toString())
        : Check.fail(what, "Cannot write folder: " + path + ".", "Allow writing in " + there + ".");
  }

  private static Check disk(Path path) {
    try {
      long free = Files.getFileStore(existing(path)).getUsableSpace();
      String found = String.format(Locale.ROOT, "%,d MB free", free >> 20);
      if (free < GIBIBYTE / 2) {
        return Check.fail("disk", found + " at " + path + ".", "Free at least 2 GB.");
      }
      return free < 2 * GIBIBYTE
          ? Check.warn("disk", found + " at " + path + ".", "Free at least 2 GB.")
          : Check.pass("disk", found);
    } catch (IOException e) {
      return Check.warn("disk", "Cannot tell free space at " + path + ": " + e + ".", "");
    }
  }

  /** The nearest folder on the way up that exists. */
  private static Path existing(Path path) {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
