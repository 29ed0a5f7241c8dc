package io.almanac.jobs.ratecard;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.budget.CsvLines;
import io.almanac.jobs.ratecard.RateCardLine.Monthly;
import io.almanac.jobs.ratecard.RateCardLine.Power;
import io.almanac.jobs.ratecard.RateCardLine.Purchase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a rate card: CSV with the header {@link #COLUMNS}, one line a node and span of days. */
final class RateCardFile {
  /** The header. */
  static final List<String> COLUMNS =
      List.of(
          "node",
          "gpu_model",
          "gpus",
          "sub_account",
          "region",
          "in_service",
          "from",
          "to",
          "purchase_price",
          "residual_value",
          "depreciation_months",
          "power_kw",
          "pue",
          "price_per_kwh",
          "space_per_month",
          "staff_per_month",
          "other_per_month",
          "utilisation",
          "currency",
          "tags");

  private static final int MOST_MONTHS = 600;
  private static final int MOST_GPUS = 10_000;
  private static final int MOST_DECIMALS = 6;
  private static final BigDecimal MOST = BigDecimal.TEN.pow(15);

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private long line;
  private Map<String, String> values;

  private RateCardFile(Path file) {
    this.file = file;
  }

  /**
   * The lines in the file's order.
   *
   * @throws AlmanacException with every problem and its line
   */
  static List<RateCardLine> read(Path file) {
    return new RateCardFile(file).read();
  }

  private List<RateCardLine> read() {
    List<RateCardLine> lines = new ArrayList<>();
    for (Map.Entry<Long, Map<String, String>> entry :
        CsvLines.read(file, "rate card", COLUMNS).entrySet()) {
      line = entry.getKey();
      values = entry.getValue();
      int before = problems.size();
      RateCardLine read = line();
      if (problems.size() == before) {
        for (RateCardLine other : lines) {
          if (other.overlaps(read)) {
            problem("node", "days that line " + other.line() + " does not have as well");
          }
        }
        lines.add(read);
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return lines;
  }

  private RateCardLine line() {
    LocalDate inService = day("in_service").orElse(LocalDate.MIN);
    Optional<LocalDate> from = values.get("from").isEmpty() ? Optional.of(inService) : day("from");
    Optional<LocalDate> to = values.get("to").isEmpty() ? Optional.empty() : day("to");
    if (from.isPresent() && from.get().isBefore(inService)) {
      problem("from", "a day that is not before in_service");
    }
    if (from.isPresent() && to.isPresent() && !to.get().isAfter(from.get())) {
      problem("to", "a day after from: the first one that the line does not hold for");
    }
    return new RateCardLine(
        line,
        text("node"),
        text("gpu_model"),
        whole("gpus", MOST_GPUS),
        optional("sub_account"),
        optional("region"),
        inService,
        from.orElse(LocalDate.MAX),
        to,
        purchase(),
        power(),
        new Monthly(
            amount("space_per_month"), amount("staff_per_month"), amount("other_per_month")),
        utilisation(),
        currency(),
        tags());
  }

  private Purchase purchase() {
    BigDecimal price = required("purchase_price");
    BigDecimal residual = amount("residual_value").orElse(BigDecimal.ZERO);
    for (String column : List.of("purchase_price", "residual_value")) {
      if (amount(column).map(amount -> amount.stripTrailingZeros().scale() > 2).orElse(false)) {
        problem(column, "an amount with at most 2 decimals");
      }
    }
    if (residual.compareTo(price) > 0) {
      problem("residual_value", "an amount up to purchase_price");
    }
    return new Purchase(price, residual, whole("depreciation_months", MOST_MONTHS));
  }

  private Optional<Power> power() {
    boolean none = values.get("power_kw").isEmpty() && values.get("price_per_kwh").isEmpty();
    if (none) {
      return Optional.empty();
    }
    BigDecimal effectiveness = amount("pue").orElse(BigDecimal.ONE);
    if (effectiveness.compareTo(BigDecimal.ONE) < 0) {
      problem("pue", "1 or more");
    }
    return Optional.of(new Power(required("power_kw"), effectiveness, required("price_per_kwh")));
  }

  private BigDecimal utilisation() {
    BigDecimal share = amount("utilisation").orElse(BigDecimal.ONE);
    if (share.signum() == 0 || share.compareTo(BigDecimal.ONE) > 0) {
      problem("utilisation", "a share of hours above 0 up to 1, such as 0.7");
    }
    return share;
  }

  private String currency() {
    String code = values.get("currency");
    if (Currency.getAvailableCurrencies().stream()
        .noneMatch(known -> known.getCurrencyCode().equals(code))) {
      problem("currency", "an ISO 4217 code such as USD or EUR");
    }
    return code;
  }

  /** Tags as {@code team=vision;environment=prod}. */
  private SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    for (String pair : values.get("tags").split(";", -1)) {
      int equals = pair.indexOf('=');
      if (pair.isBlank()) {
        continue;
      }
      if (equals < 1
          || tags.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip())
              != null) {
        problem("tags", "different keys with values, such as team=vision;environment=prod");
      }
    }
    return tags;
  }

  private String text(String column) {
    if (values.get(column).isEmpty()) {
      problem(column, "a name");
    }
    return values.get(column);
  }

  private Optional<String> optional(String column) {
    return Optional.of(values.get(column)).filter(text -> !text.isEmpty());
  }

  private Optional<LocalDate> day(String column) {
    try {
      return Optional.of(LocalDate.parse(values.get(column)));
    } catch (DateTimeParseException e) {
      problem(column, "a day such as 2026-10-31");
      return Optional.empty();
    }
  }

  private int whole(String column, int most) {
    try {
      int number = Integer.parseInt(values.get(column));
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    problem(column, "a whole number from 1 to " + most);
    return 1;
  }

  private BigDecimal required(String column) {
    if (values.get(column).isEmpty()) {
      problem(column, "an amount such as 1250.00");
    }
    return amount(column).orElse(BigDecimal.ZERO);
  }

  private Optional<BigDecimal> amount(String column) {
    String text = values.get(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.matches("[0-9]{1,16}(\\.[0-9]{1," + MOST_DECIMALS + "})?")) {
      BigDecimal amount = new BigDecimal(text);
      if (amount.compareTo(MOST) <= 0) {
        return Optional.of(amount);
      }
    }
    problem(column, "an amount such as 1250.00, not negative, with at most 6 decimals");
    return Optional.empty();
  }

  private void problem(String column, String wanted) {
    String sentence =
        "Cannot use %s in rate card %s, line %s: %s. Write %s."
            .formatted(column, file, line, values.get(column), wanted);
    if (!problems.contains(sentence)) {
      problems.add(sentence);
    }
  }
}
