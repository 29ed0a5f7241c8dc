package io.almanac.jobs.currency;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.budget.CsvLines;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads exchange rates: CSV with the header {@code month,currency,rate}, such as {@code
 * 2026-10,EUR,1.0823}: one euro is 1.0823 units of the reporting currency on every bill of October.
 * Columns {@code source} and {@code comment} may stand beside them, for readers of the file.
 */
final class RateFile {
  private static final List<String> COLUMNS = List.of("month", "currency", "rate");
  private static final List<String> REMARKS = List.of("source", "comment");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z][A-Z0-9_-]{1,31}");
  private static final int SCALE = 18;
  private static final int DIGITS = 20;
  private static final int CODE = 3;

  private final Path file;
  private final String into;
  private final Set<String> codes =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toSet());
  private final List<String> problems = new ArrayList<>();
  private final Map<CurrencyMonth, Long> lines = new HashMap<>();
  private final TreeMap<CurrencyMonth, BigDecimal> rates = new TreeMap<>();

  private RateFile(Path file, String into) {
    this.file = file;
    this.into = into;
  }

  /**
   * The rates.
   *
   * @param into the reporting currency
   * @throws AlmanacException with every problem and its line
   */
  static ExchangeRates read(Path file, String into) {
    RateFile reading = new RateFile(file, into);
    CsvLines.read(file, "exchange rates", COLUMNS, REMARKS).forEach(reading::line);
    if (!reading.problems.isEmpty()) {
      throw AlmanacException.configuration(reading.problems);
    }
    return new ExchangeRates(into, file, reading.rates);
  }

  private void line(long line, Map<String, String> values) {
    int before = problems.size();
    String month = values.get("month");
    if (!MONTH.matcher(month).matches()) {
      problem(line, "month", month, "Write a month as 2026-10.");
    }
    String currency = values.get("currency");
    // What is no country's money, such as a vendor's credits, has no code of three letters.
    if (!CURRENCY.matcher(currency).matches()
        || (currency.length() == CODE && !codes.contains(currency))) {
      problem(line, "currency", currency, "Write an ISO 4217 code such as EUR.");
    }
    BigDecimal rate = rate(line, values.get("rate"));
    if (problems.size() > before) {
      return;
    }
    if (currency.equals(into) && rate.compareTo(BigDecimal.ONE) != 0) {
      problem(
          line,
          "rate",
          values.get("rate"),
          currency + " is the reporting currency, whose rate is 1; leave the line out.");
      return;
    }
    CurrencyMonth key = new CurrencyMonth(currency, month);
    Long earlier = lines.putIfAbsent(key, line);
    if (earlier != null) {
      problem(line, "currency", key.text(), "Line " + earlier + " has its rate already; keep one.");
      return;
    }
    rates.put(key, rate);
  }

  private BigDecimal rate(long line, String text) {
    try {
      BigDecimal rate = new BigDecimal(text);
      if (rate.signum() <= 0) {
        problem(line, "rate", text, "Write a number above zero.");
      } else if (rate.stripTrailingZeros().scale() > SCALE
          || rate.precision() - rate.scale() > DIGITS) {
        problem(line, "rate", text, "Write at most 20 digits before and 18 after the point.");
      }
      return rate;
    } catch (NumberFormatException e) {
      problem(line, "rate", text, "Write a decimal number such as 1.0823.");
      return null;
    }
  }

  private void problem(long line, String column, String value, String remedy) {
    problems.add(
        "Cannot use exchange rates in %s, line %s, %s: %s. %s"
            .formatted(file, line, column, value, remedy));
  }
}
