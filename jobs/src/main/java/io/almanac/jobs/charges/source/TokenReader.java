package io.almanac.jobs.charges.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the token usage of language models, for providers that export no costs: one record a day,
 * provider, model and whatever else tells use apart, counted in tokens and priced by a price file.
 */
public final class TokenReader implements ChargeReader {
  /** The name in the configuration. */
  public static final String FORMAT = "llm-tokens";

  /**
   * What whoever reads the file adds to each record: the kind of tokens, how many, the price, of
   * how many tokens it is, how many times those, the cost, its currency and the first day of the
   * price.
   */
  public static final List<String> PRICED =
      List.of(
          "x_token_kind",
          "x_tokens",
          "x_price",
          "x_price_per",
          "x_priced_quantity",
          "x_cost",
          "x_currency",
          "x_price_valid_from");

  private static final List<String> MANDATORY = List.of("date", "provider", "model");
  private static final List<String> COUNTS =
      List.of("input_tokens", "cached_tokens", "output_tokens");

  /** Columns that are wholly in FOCUS columns; all others are kept beside them. */
  private static final List<String> TAKEN =
      List.of("date", "provider", "model", "project", "account", "service", "tags");

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public String title() {
    return "token usage of language models";
  }

  @Override
  public List<String> faults(Header header) {
    List<String> faults = new ArrayList<>();
    for (String column : MANDATORY) {
      if (!header.has(column)) {
        faults.add(column + " is missing");
      }
    }
    if (COUNTS.stream().noneMatch(header::has)) {
      faults.add(String.join(", ", COUNTS) + " are missing, one is needed");
    }
    for (String column : header.names()) {
      if (header.repeats(column) && !faults.contains(column + " stands there twice")) {
        faults.add(column + " stands there twice");
      }
    }
    return faults;
  }

  @Override
  public Optional<String> focusVersion(Header header) {
    return Optional.empty();
  }

  @Override
  public ChargeMapping mapping(Header header) {
    Set<Integer> taken = new HashSet<>();
    for (String column : TAKEN) {
      taken.add(header.position(column));
    }
    PRICED.forEach(column -> taken.add(header.position(column)));
    OtherColumns others = new OtherColumns(header, taken);
    return (row, draft) -> {
      new TokenCharge(column -> value(header, row, column), draft).fill();
      draft.otherColumns(others.of(row));
    };
  }

  private static Object value(Header header, Object[] row, String column) {
    int position = header.position(column);
    Object value = position < 0 ? null : row[position];
    return value instanceof String text && text.isBlank() ? null : value;
  }
}
