package io.almanac.jobs.currency;

import io.almanac.jobs.AlmanacException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one unit of a currency is worth in a month.
 *
 * @param into the reporting currency, in which that is told
 * @param file where the rates stand; null when there is no such file
 * @param rates units of the reporting currency for one unit, above zero
 */
public record ExchangeRates(String into, Path file, NavigableMap<CurrencyMonth, BigDecimal> rates) {

  /** Copies its map. */
  public ExchangeRates {
    rates = new TreeMap<>(rates);
  }

  /** Nothing is converted. */
  public static ExchangeRates none(String into) {
    return new ExchangeRates(into, null, new TreeMap<>());
  }

  /**
   * Reads the file of rates, see {@link RateFile}.
   *
   * @throws AlmanacException with every problem and its line
   */
  public static ExchangeRates load(Path file, String into) {
    return RateFile.read(file, into);
  }

  /** Whether there is a file of rates, and with it every other currency must have one. */
  public boolean isConfigured() {
    return file != null;
  }

  /** The rate, 1 for the reporting currency itself; empty when there is none. */
  public Optional<BigDecimal> find(CurrencyMonth asked) {
    return asked.currency().equals(into)
        ? Optional.of(BigDecimal.ONE)
        : Optional.ofNullable(rates.get(asked));
  }

  /** An amount of a month in the reporting currency, to 18 decimals; empty without a rate. */
  public Optional<BigDecimal> convert(BigDecimal amount, CurrencyMonth of) {
    return find(of).map(rate -> Conversion.product(amount, rate));
  }

  /**
   * Checks that everything can be converted. Without a file nothing has to be.
   *
   * @param needed the currencies that bills have, and their billing months
   * @throws AlmanacException with one problem for every rate that is missing
   */
  public void require(Collection<CurrencyMonth> needed) {
    List<String> problems =
        isConfigured()
            ? new TreeSet<>(needed)
                .stream()
                    .filter(one -> find(one).isEmpty())
                    .map(
                        one ->
                            "Cannot convert %s into %s: no rate in %s; add a line %s,%s,<rate>."
                                .formatted(one.text(), into, file, one.month(), one.currency()))
                    .toList()
            : List.of();
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
  }

  /**
   * The rates by which months are converted, one text a month, such as {@code EUR 1.08, GBP 1.3}: a
   * change of a text means that the month must be converted anew. Rates that nothing needs are not
   * in it, nor are those of the reporting currency.
   */
  public Map<String, String> textByMonth(Collection<CurrencyMonth> needed) {
    Map<String, String> texts = new TreeMap<>();
    for (CurrencyMonth one : new TreeSet<>(needed)) {
      BigDecimal rate = rates.get(one);
      if (rate != null) {
        texts.merge(
            one.month(),
            one.currency() + " " + plain(rate),
            (before, more) -> before + ", " + more);
      }
    }
    return texts;
  }

  /**
   * Which currencies have rates from and to which month, such as {@code EUR 2025-09 to 2026-10}.
   */
  public String text() {
    Map<String, TreeSet<String>> months = new TreeMap<>();
    rates
        .keySet()
        .forEach(
            key ->
                months.computeIfAbsent(key.currency(), unseen -> new TreeSet<>()).add(key.month()));
    return months.isEmpty()
        ? "none"
        : months.entrySet().stream()
            .map(
                one -> one.getKey() + " " + one.getValue().first() + " to " + one.getValue().last())
            .collect(Collectors.joining(", "));
  }

  /** Without trailing zeros and exponents. */
  static String plain(BigDecimal rate) {
    return rate.stripTrailingZeros().toPlainString();
  }
}
