package io.almanac.jobs.allocation;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text as rules state it: equal without regard to case and surrounding blanks, where {@code *}
 * stands for any run of characters. Blank text matches nothing.
 */
record TextPattern(String text) implements Serializable {

  TextPattern {
    text = text.strip().toLowerCase(Locale.ROOT);
  }

  /** A test that is quick on many values. */
  Compiled compile() {
    if (!text.contains("*")) {
      return new Compiled(text, null);
    }
    String expression =
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return new Compiled(text, Pattern.compile(expression, Pattern.DOTALL));
  }

  /**
   * A pattern made ready.
   *
   * @param glob null when the text has no star
   */
  record Compiled(String text, Pattern glob) implements Serializable {

    /** Whether the value, null meaning absent, is one of those meant. */
    boolean matches(String value) {
      if (value == null || value.isBlank()) {
        return false;
      }
      String plain = value.strip().toLowerCase(Locale.ROOT);
      return glob == null ? text.equals(plain) : glob.matcher(plain).matches();
    }
  }
}
