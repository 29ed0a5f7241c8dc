package io.almanac.jobs.charges;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Tokens that have a price of their own. */
enum TokenKind {
  /** What is sent to a model and was not in its cache. */
  INPUT("input_tokens"),
  /** What is sent to a model and was in its cache. */
  CACHED("cached_tokens"),
  /** What a model answers. */
  OUTPUT("output_tokens");

  private final String column;

  TokenKind(String column) {
    this.column = column;
  }

  /** The column of a usage file that counts them. */
  String column() {
    return column;
  }

  /** The word in a price file. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words, in the order of the kinds. */
  static List<String> texts() {
    return Arrays.stream(values()).map(TokenKind::text).toList();
  }

  /** The kind of a word; null when there is none. */
  static TokenKind of(String text) {
    int position = texts().indexOf(text.toLowerCase(Locale.ROOT));
    return position < 0 ? null : values()[position];
  }
}
