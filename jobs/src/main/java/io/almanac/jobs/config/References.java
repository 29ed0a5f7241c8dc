package io.almanac.jobs.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> by environment variables.
 *
 * @param environment from a name to its value, null when it is not set
 */
record References(UnaryOperator<String> environment) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)\\}");

  /**
   * A text after replacement.
   *
   * @param value the text with its references replaced
   * @param secret whether there were any
   * @param missing names that are not set
   */
  record Resolved(String value, boolean secret, List<String> missing) {}

  Resolved resolve(String text) {
    List<String> missing = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder value = new StringBuilder();
    boolean secret = false;
    while (matcher.find()) {
      secret = true;
      String found = environment.apply(matcher.group(1));
      if (found == null) {
        missing.add(matcher.group(1));
        found = "";
      }
      matcher.appendReplacement(value, Matcher.quoteReplacement(found));
    }
    matcher.appendTail(value);
    return new Resolved(value.toString(), secret, missing);
  }
}
