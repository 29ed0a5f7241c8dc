package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.Header;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The tokens that one record of a usage file counts.
 *
 * @param day of the usage, in UTC
 * @param provider whose model it is
 * @param model as the provider names it
 * @param tokens by kind, 0 or more; what the file leaves blank is not there
 * @param fault why the record cannot be read; otherwise null, and all others are there
 */
record TokenUsage(
    LocalDate day, String provider, String model, Map<TokenKind, BigDecimal> tokens, String fault) {

  /** Reads a record that has as many fields as the header. */
  static TokenUsage of(Header header, String[] fields) {
    String provider = field(header, fields, "provider");
    String model = field(header, fields, "model");
    if (provider.isEmpty() || model.isEmpty()) {
      return broken("Cannot find " + (provider.isEmpty() ? "provider" : "model"));
    }
    String date = field(header, fields, "date");
    LocalDate day;
    try {
      day = LocalDate.parse(date);
    } catch (DateTimeParseException e) {
      return broken("Cannot read date: " + date + ", write a day as 2026-01-31");
    }
    Map<TokenKind, BigDecimal> tokens = new EnumMap<>(TokenKind.class);
    for (TokenKind kind : TokenKind.values()) {
      String count = field(header, fields, kind.column());
      if (!count.isEmpty()) {
        if (!count.matches("\\d{1,15}")) {
          return broken("Cannot read " + kind.column() + ": " + count);
        }
        tokens.put(kind, new BigDecimal(count));
      }
    }
    return tokens.isEmpty()
        ? broken("Cannot find any tokens")
        : new TokenUsage(day, provider, model, tokens, null);
  }

  private static TokenUsage broken(String fault) {
    return new TokenUsage(null, null, null, Map.of(), fault);
  }

  private static String field(Header header, String[] fields, String column) {
    int position = header.position(column);
    return position < 0 ? "" : fields[position].strip();
  }
}
