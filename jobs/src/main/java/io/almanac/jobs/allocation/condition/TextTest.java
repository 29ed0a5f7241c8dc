package io.almanac.jobs.allocation.condition;

import com.google.re2j.Pattern;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * A test of one text that is trimmed, in lower case and not blank. Every kind takes time that grows
 * with the text's length alone, whoever wrote the text.
 */
public sealed interface TextTest extends Serializable {
  /** A test that every text passes. */
  TextTest ANYTHING = new Glob(List.of("", ""));

  /** Whether the text passes. */
  boolean matches(String plain);

  /** The test as people read it. */
  String words();

  /** The text as a rule states it: equal, where {@code *} stands for any run of characters. */
  static TextTest glob(String text) {
    String plain = plain(text);
    return plain.contains("*") ? new Glob(List.of(plain.split("\\*", -1))) : new Exactly(plain);
  }

  /** Equal; a star is a star. */
  static TextTest exactly(String text) {
    return new Exactly(plain(text));
  }

  /** Starts with the text. */
  static TextTest prefix(String text) {
    return new Glob(List.of(plain(text), ""));
  }

  /** Ends with the text. */
  static TextTest suffix(String text) {
    return new Glob(List.of("", plain(text)));
  }

  /** Has the text somewhere. */
  static TextTest contains(String text) {
    return new Glob(List.of("", plain(text), ""));
  }

  /**
   * Matches a regular expression of RE2 as a whole, in whatever case.
   *
   * @throws com.google.re2j.PatternSyntaxException when it is none
   */
  static TextTest expression(String regex) {
    return new Expression(regex, Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Equal to a text. */
  record Exactly(String text) implements TextTest {
    @Override
    public boolean matches(String plain) {
      return text.equals(plain);
    }

    @Override
    public String words() {
      return text;
    }
  }

  /**
   * Made of parts with anything between them.
   *
   * @param parts at least two: what it starts with, what follows somewhere, what it ends with
   */
  record Glob(List<String> parts) implements TextTest {
    /** Copies the parts. */
    public Glob {
      parts = List.copyOf(parts);
    }

    /** What it starts with; empty when that can be anything. */
    public String prefix() {
      return parts.get(0);
    }

    /** What it ends with; empty when that can be anything. */
    String suffix() {
      return parts.get(parts.size() - 1);
    }

    /** Each part in turn at its first place: a later place never leaves more room for the rest. */
    @Override
    public boolean matches(String plain) {
      int end = plain.length() - suffix().length();
      if (end < prefix().length() || !plain.startsWith(prefix()) || !plain.endsWith(suffix())) {
        return false;
      }
      int at = prefix().length();
      for (int part = 1; part < parts.size() - 1; part++) {
        int found = plain.indexOf(parts.get(part), at);
        if (found < 0 || found + parts.get(part).length() > end) {
          return false;
        }
        at = found + parts.get(part).length();
      }
      return true;
    }

    @Override
    public String words() {
      return String.join("*", parts);
    }
  }

  /** Matches a regular expression as a whole. */
  record Expression(String text, Pattern pattern) implements TextTest {
    @Override
    public boolean matches(String plain) {
      return pattern.matches(plain);
    }

    @Override
    public String words() {
      return "/" + text + "/";
    }
  }
}
