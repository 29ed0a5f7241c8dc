package io.almanac.jobs.period;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What a provider says itself about how complete its bill is: the FOCUS 1.4 BillingPeriod dataset
 * as CSV ({@code BillingPeriodStart}, {@code BillingPeriodStatus} Open or Closed, others ignored),
 * or FOCUS recency metadata as JSON ({@code TimeSectors} with {@code TimeSectorStart}, {@code
 * TimeSectorEnd} and {@code TimeSectorComplete}, and a {@code BillingPeriodStatus} where there is
 * one).
 *
 * @param periods what is said of billing periods
 * @param incompleteFrom the first day that is said to be incomplete; null when none is
 */
public record ProviderSigns(Map<YearMonth, Sign> periods, LocalDate incompleteFrom) {

  /** Copies its map. */
  public ProviderSigns {
    periods = Map.copyOf(periods);
  }

  /** What is said of one billing period, and in which words. */
  public record Sign(boolean isOpen, String words) {}

  /** What is said of a billing period; empty when nothing is. */
  public Optional<Sign> of(YearMonth month) {
    return Optional.ofNullable(periods.get(month));
  }

  /**
   * Reads a file; its name ends in {@code .csv} or {@code .json}.
   *
   * @throws AlmanacException with all problems of the file
   */
  public static ProviderSigns load(Path file) {
    List<String> problems = new ArrayList<>();
    ProviderSigns signs = null;
    try {
      String text = Files.readString(file);
      text = text.startsWith("\uFEFF") ? text.substring(1) : text;
      signs =
          file.toString().toLowerCase(Locale.ROOT).endsWith(".json")
              ? recency(text, file, problems)
              : billingPeriods(text, file, problems);
    } catch (JsonProcessingException e) {
      problems.add(wrong(file, e.getOriginalMessage(), "Write it as JSON."));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      problems.add(wrong(file, e.getMessage(), "Check that it exists and is CSV in UTF-8."));
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
    return signs;
  }

  private static ProviderSigns billingPeriods(String text, Path file, List<String> problems)
      throws IOException {
    Map<YearMonth, Sign> periods = new TreeMap<>();
    try (CSVParser lines =
        CSVParser.parse(
            new StringReader(text),
            CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .get())) {
      for (String column : List.of("BillingPeriodStart", "BillingPeriodStatus")) {
        if (!lines.getHeaderNames().contains(column)) {
          problems.add(wrong(file, "no column " + column, "Export FOCUS BillingPeriod."));
        }
      }
      if (problems.isEmpty()) {
        for (CSVRecord line : lines) {
          status(
              line.get("BillingPeriodStart"),
              line.get("BillingPeriodStatus"),
              periods,
              file,
              problems);
        }
      }
    }
    return new ProviderSigns(periods, null);
  }

  private static ProviderSigns recency(String text, Path file, List<String> problems)
      throws JsonProcessingException {
    Map<YearMonth, Sign> periods = new TreeMap<>();
    JsonNode root = JsonMapper.builder().build().readTree(text);
    List<JsonNode> sectors = new ArrayList<>();
    root.findValues("TimeSectors").forEach(list -> list.forEach(sectors::add));
    if (sectors.isEmpty()) {
      problems.add(wrong(file, "no TimeSectors", "Deliver FOCUS recency metadata."));
    }
    LocalDate incomplete = null;
    for (JsonNode sector : sectors) {
      String complete = sector.path("TimeSectorComplete").asText("");
      Optional<LocalDate> start =
          day(sector.path("TimeSectorStart").asText(""), "TimeSectorStart", file, problems);
      if (!List.of("true", "false").contains(complete)) {
        problems.add(wrong(file, "TimeSectorComplete " + complete, "Write true or false."));
      } else if (start.isPresent() && complete.equals("false")) {
        incomplete =
            incomplete == null || start.get().isBefore(incomplete) ? start.get() : incomplete;
      }
    }
    for (JsonNode holder : root.findParents("BillingPeriodStatus")) {
      status(
          holder.path("BillingPeriodStart").asText(""),
          holder.path("BillingPeriodStatus").asText(""),
          periods,
          file,
          problems);
    }
    return new ProviderSigns(periods, incomplete);
  }

  /** A period that several issuers speak of is open while one of them says so. */
  private static void status(
      String start, String status, Map<YearMonth, Sign> periods, Path file, List<String> problems) {
    Optional<LocalDate> day = day(start, "BillingPeriodStart", file, problems);
    boolean isOpen = status.equalsIgnoreCase("Open");
    if (!isOpen && !status.equalsIgnoreCase("Closed")) {
      problems.add(wrong(file, "BillingPeriodStatus " + status, "Write Open or Closed."));
    } else if (day.isPresent()) {
      Sign sign = new Sign(isOpen, "the provider says " + (isOpen ? "Open" : "Closed"));
      periods.merge(YearMonth.from(day.get()), sign, (a, b) -> a.isOpen() ? a : b);
    }
  }

  private static Optional<LocalDate> day(
      String text, String what, Path file, List<String> problems) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text)
              : LocalDate.ofInstant(Instant.parse(text), ZoneOffset.UTC));
    } catch (DateTimeException e) {
      problems.add(wrong(file, what + " " + text, "Write it as in 2026-10-01T00:00:00Z."));
      return Optional.empty();
    }
  }

  private static String wrong(Path file, String what, String todo) {
    return "Cannot read period status in " + file + ": " + what + ". " + todo;
  }
}
