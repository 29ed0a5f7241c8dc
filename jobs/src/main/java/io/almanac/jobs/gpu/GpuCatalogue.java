package io.almanac.jobs.gpu;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * List prices of GPUs, for machines that the bill does not show. CSV with the header {@code
 * provider,instance_type,gpu_model,gpus_per_host,list_price_per_gpu_hour,currency,valid_from,source_note}.
 *
 * @param entries in the file's order
 */
public record GpuCatalogue(List<Entry> entries) {
  private static final List<String> COLUMNS =
      List.of(
          "provider",
          "instance_type",
          "gpu_model",
          "gpus_per_host",
          "list_price_per_gpu_hour",
          "currency",
          "valid_from");

  /** The chip's name inside longer ones such as "NVIDIA H100 80GB HBM3" or "A100-40GB". */
  private static final Pattern CHIP =
      Pattern.compile("\\b([ABHLPTV]\\d{1,4}[A-Z]?|GB\\d{3}|MI\\d{3}[A-Z]?)(?=\\b|-)");

  /**
   * One price.
   *
   * @param instanceType the machine type that it is the price of
   * @param gpuModel the GPU
   * @param price one GPU for one hour
   * @param currency ISO 4217 code
   * @param validFrom the first day of the price
   */
  public record Entry(
      String instanceType,
      String gpuModel,
      BigDecimal price,
      String currency,
      LocalDate validFrom) {}

  /** Copies its list. */
  public GpuCatalogue {
    entries = List.copyOf(entries);
  }

  /** No prices. */
  public static GpuCatalogue empty() {
    return new GpuCatalogue(List.of());
  }

  /**
   * Reads the file.
   *
   * @throws AlmanacException with every problem and its line
   */
  public static GpuCatalogue load(Path file) {
    List<Entry> entries = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try (CSVParser records =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get()
            .parse(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      List<String> missing =
          COLUMNS.stream().filter(column -> !records.getHeaderNames().contains(column)).toList();
      if (!missing.isEmpty()) {
        throw AlmanacException.configuration(
            List.of("Cannot use GPU catalogue: " + file + ". Add the columns " + missing + "."));
      }
      for (CSVRecord record : records) {
        try {
          entries.add(entry(record));
        } catch (NumberFormatException | DateTimeParseException e) {
          problems.add(
              "Cannot use GPU catalogue in "
                  + file
                  + ", line "
                  + (record.getRecordNumber() + 1)
                  + ": "
                  + e.getMessage()
                  + ". Write prices as 6.88 and days as 2026-01-01.");
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw AlmanacException.configuration(
          List.of("Cannot read GPU catalogue: " + file + " (" + e.getMessage() + ")."));
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return new GpuCatalogue(entries);
  }

  /** The machine types that have a price. */
  public Set<String> instanceTypes() {
    Set<String> types = new TreeSet<>();
    entries.forEach(entry -> types.add(entry.instanceType()));
    return types;
  }

  /**
   * The price of a GPU on a day; of several the newest, of those the lowest, so that idleness is
   * never overstated. Empty when the catalogue has none for this chip.
   */
  public Optional<Entry> price(String gpuModel, LocalDate day) {
    Optional<String> chip = chip(gpuModel);
    return entries.stream()
        .filter(entry -> chip.isPresent() && chip(entry.gpuModel()).equals(chip))
        .filter(entry -> !entry.validFrom().isAfter(day))
        .max(
            Comparator.comparing(Entry::validFrom)
                .thenComparing(Entry::price, Comparator.reverseOrder()));
  }

  private static Optional<String> chip(String model) {
    if (model == null) {
      return Optional.empty();
    }
    Matcher matcher = CHIP.matcher(model.toUpperCase(Locale.ROOT));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Entry entry(CSVRecord record) {
    return new Entry(
        record.get("instance_type"),
        record.get("gpu_model"),
        new BigDecimal(record.get("list_price_per_gpu_hour")),
        record.get("currency"),
        LocalDate.parse(record.get("valid_from")));
  }
}
