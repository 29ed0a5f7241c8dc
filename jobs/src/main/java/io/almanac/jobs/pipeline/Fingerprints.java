package io.almanac.jobs.pipeline;

import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.SourceFiles;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.KubernetesSetting;
import io.almanac.jobs.mart.Checksum;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.Marts;
import io.almanac.jobs.mart.PeriodEvents;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What went into a night besides the rows, as short hashes by name: they say what must be made anew
 * after a change, and, with the inputs, identify the run.
 */
final class Fingerprints {
  private Fingerprints() {}

  /** The hashes of one night; a file that is not configured has none. */
  static Map<String, String> of(AlmanacConfig config, AllocationRules rules) {
    Map<String, String> prints = new TreeMap<>();
    StringBuilder schemas = new StringBuilder();
    for (Mart mart : Marts.ALL) {
      schemas.append(mart.name()).append(mart.schema().json());
    }
    prints.put("schemas", hash(schemas.toString()));
    for (AlmanacConfig.Source source : config.sources()) {
      String dates = source.dateOrder().map(order -> "\n" + order).orElse("");
      String splits = "\n" + source.options().splitLineItems();
      // Since months of both data sets are compared, files must say which ones they have.
      String months = source.format().equals("azure-cost-details") ? "\nmonths" : "";
      prints.put(
          "source." + source.name(),
          hash(source.format() + "\n" + source.path() + dates + splits + months));
      file(prints, "source." + source.name() + ".prices", source.options().prices());
      file(prints, "period-status." + source.name(), source.options().periods().status());
    }
    // With the files that it names.
    config.allocationRules().ifPresent(file -> prints.put("allocation-rules", rules.fingerprint()));
    file(prints, "budgets", config.budgets());
    file(prints, "holidays", config.holidays().file());
    if (config.holidays().hasCountries()) {
      prints.put(
          "holiday-countries",
          hash(config.holidays().countries() + "\n" + config.holidays().teams()));
    }
    file(prints, "gpu-catalogue", config.gpuCatalogue());
    file(prints, "drivers", config.plans().drivers());
    file(prints, "scenarios", config.plans().scenarios());
    file(prints, "shared-costs", config.finance().sharedCosts());
    file(prints, "exchange-rates", config.finance().exchangeRates());
    // By itself: allocated costs have it in every row.
    prints.put("reporting-currency", hash(config.reportingCurrency()));
    config
        .finance()
        .invoices()
        .ifPresent(
            invoices -> {
              StringBuilder files = new StringBuilder(invoices.tolerance().toPlainString());
              for (SourceFile file : SourceFiles.list(invoices.path())) {
                file(prints, "invoices", Optional.of(Path.of(file.path())));
                files.append('\n').append(file.relativePath()).append(prints.get("invoices"));
              }
              prints.put("invoices", hash(files.toString()));
            });
    if (!config.finance().kubernetes().isEmpty()) {
      prints.put(
          "kubernetes",
          hash(
              config.finance().kubernetes().stream()
                  .map(KubernetesSetting::basis)
                  .toList()
                  .toString()));
    }
    prints.put(
        "settings",
        hash(
            List.of(
                    config.company(),
                    config.reportingCurrency(),
                    config.fiscalYearStartMonth(),
                    config.sources().stream().map(AlmanacConfig.Source::settlingDays).toList(),
                    config.sources().stream()
                        .map(source -> source.options().periods().settledAfterDays())
                        .toList(),
                    config.forecast(),
                    config.idle(),
                    config.runHistories(),
                    config.telemetry(),
                    config.plans().effects())
                .toString()));
    return prints;
  }

  /** The hash of every closing and reopening of a billing period, which decide about a night. */
  static Map<String, String> of(PeriodEvents events) {
    return events.all().isEmpty()
        ? Map.of()
        : Map.of("period-events", hash(events.all().toString()));
  }

  /** What decides who owns a charge, as one short hash. */
  static String owners(Map<String, String> prints) {
    String rules = prints.getOrDefault("allocation-rules", "none");
    return hash(rules
            + prints.getOrDefault("shared-costs", "")
            + prints.getOrDefault("kubernetes", ""))
        .substring(0, 12);
  }

  /** Identifies a run: the same as-of date, inputs and settings give the same one. */
  static String runId(LocalDate asOf, Map<String, String> prints, List<Manifest.InputFile> inputs) {
    return asOf + "-" + hash(new TreeMap<>(prints) + "\n" + inputs).substring(0, 12);
  }

  private static void file(Map<String, String> prints, String name, Optional<Path> file) {
    file.ifPresent(path -> prints.put(name, Checksum.sha256(path)));
  }

  /** The SHA-256 of a text. */
  static String hash(String text) {
    return Checksum.sha256(text);
  }
}
