package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.charges.CsvRecords.CsvRecord;
import io.almanac.jobs.charges.source.Header;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Dated prices of the tokens of language models: CSV with the header {@code
 * provider,model,kind,price,per,currency,valid_from}, such as {@code
 * acme,large-2,input,2.50,1000000,USD,2026-01-01}. The kind is input, cached or output. A price
 * holds until the next of the same provider, model and kind.
 */
final class TokenPrices {
  private static final List<String> COLUMNS =
      List.of("provider", "model", "kind", "price", "per", "currency", "valid_from");

  /** A price of more digits could not be multiplied by a number of tokens exactly. */
  private static final int MOST_DECIMALS = 18;

  private static final int MOST_DIGITS = 12;

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final Map<List<Object>, TreeMap<LocalDate, TokenPrice>> prices = new HashMap<>();

  private TokenPrices(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws AlmanacException with every problem and its record
   */
  static TokenPrices load(Path file) {
    TokenPrices prices = new TokenPrices(file);
    try (CsvRecords records = new CsvRecords(FileText.open(file))) {
      prices.read(records);
    } catch (IOException e) {
      throw new AlmanacException(
          ExitCode.USAGE,
          List.of("Cannot read token prices: %s. Correct the path.".formatted(file)),
          e);
    }
    if (!prices.problems.isEmpty()) {
      throw AlmanacException.configuration(prices.problems);
    }
    return prices;
  }

  /**
   * The prices that the files of a source are read with.
   *
   * @throws AlmanacException when the source has none, or as {@link #load}
   */
  static TokenPrices of(String source, SourceFile file) {
    if (file.traits().prices() == null) {
      throw AlmanacException.configuration(
          List.of(
              "Cannot find token prices of source: " + source + ". Name their file as prices."));
    }
    return load(Path.of(file.traits().prices()));
  }

  /** The price on a day; null when there is none. Names are compared without regard to case. */
  TokenPrice find(String provider, String model, TokenKind kind, LocalDate day) {
    TreeMap<LocalDate, TokenPrice> dated = prices.get(key(provider, model, kind));
    Map.Entry<LocalDate, TokenPrice> found = dated == null ? null : dated.floorEntry(day);
    return found == null ? null : found.getValue();
  }

  private static List<Object> key(String provider, String model, TokenKind kind) {
    return List.of(
        provider.strip().toLowerCase(Locale.ROOT), model.strip().toLowerCase(Locale.ROOT), kind);
  }

  private void read(CsvRecords records) throws IOException {
    CsvRecord first = records.next();
    Header header =
        first == null || first.fields() == null
            ? Header.of(List.of())
            : Header.of(List.of(first.fields()));
    List<String> missing = COLUMNS.stream().filter(column -> !header.has(column)).toList();
    if (!missing.isEmpty()) {
      problems.add(
          "Cannot read token prices: %s. It lacks the columns %s."
              .formatted(file, String.join(", ", missing)));
      return;
    }
    long number = 1;
    for (CsvRecord record = records.next(); record != null; record = records.next()) {
      number++;
      String[] fields = record.fields();
      if (fields == null || fields.length != header.names().size()) {
        problem(number, "record", fields == null ? record.raw() : String.join(",", fields), "");
      } else {
        Map<String, String> values = new HashMap<>();
        COLUMNS.forEach(column -> values.put(column, fields[header.position(column)].strip()));
        price(number, values);
      }
    }
  }

  private void price(long number, Map<String, String> values) {
    int before = problems.size();
    for (String name : List.of("provider", "model")) {
      if (values.get(name).isEmpty()) {
        problem(number, name, "", " Name it.");
      }
    }
    TokenKind kind = TokenKind.of(values.get("kind"));
    if (kind == null) {
      String words = String.join(", ", TokenKind.texts());
      problem(number, "kind", values.get("kind"), " Write one of " + words + ".");
    }
    BigDecimal per = decimal(values.get("per"));
    if (per == null || !isPowerOfTen(per)) {
      problem(number, "per", values.get("per"), " Write 1, 1000, 1000000 or another power of ten.");
      per = BigDecimal.ONE;
    }
    BigDecimal price = decimal(values.get("price"));
    if (price == null
        || price.signum() < 0
        || price.precision() - price.scale() > MOST_DIGITS
        || price.scale() + per.precision() - 1 > MOST_DECIMALS) {
      problem(number, "price", values.get("price"), " Write a decimal number such as 2.50.");
    }
    if (!values.get("currency").matches("[A-Z]{3}")) {
      problem(number, "currency", values.get("currency"), " Write an ISO 4217 code such as USD.");
    }
    LocalDate validFrom = date(values.get("valid_from"));
    if (validFrom == null) {
      problem(number, "valid_from", values.get("valid_from"), " Write a day as 2026-01-31.");
    }
    if (problems.size() > before) {
      return;
    }
    TokenPrice earlier =
        prices
            .computeIfAbsent(
                key(values.get("provider"), values.get("model"), kind), unseen -> new TreeMap<>())
            .putIfAbsent(validFrom, new TokenPrice(price, per, values.get("currency"), validFrom));
    if (earlier != null) {
      problem(
          number,
          "price",
          values.get("model") + " " + kind.text() + " from " + validFrom,
          " There is one already; keep one.");
    }
  }

  private static boolean isPowerOfTen(BigDecimal number) {
    return number.scale() == 0
        && number.signum() > 0
        && number.precision() <= 7
        && number.compareTo(BigDecimal.ONE.movePointRight(number.precision() - 1)) == 0;
  }

  private static BigDecimal decimal(String text) {
    return text.matches("\\d{1,20}(\\.\\d{1,20})?") ? new BigDecimal(text) : null;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private void problem(long number, String what, String value, String advice) {
    problems.add(
        "Cannot use %s: %s (%s, record %s).%s"
            .formatted(what, value, file.getFileName(), number, advice));
  }
}
