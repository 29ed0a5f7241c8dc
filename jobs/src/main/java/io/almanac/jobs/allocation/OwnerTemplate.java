package io.almanac.jobs.allocation;

import io.almanac.jobs.mart.Owners;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An owner's value as a rule states it: text in which {@code ${tag:key}} stands for a tag. */
record OwnerTemplate(String name, String text) implements Serializable {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{tag:([^}]*)}");

  /** Whether nothing but well-formed references to tags stands in <code>${…}</code>. */
  boolean isValid() {
    String rest = REFERENCE.matcher(text).replaceAll("");
    return !rest.contains("${") && tagKeys().stream().noneMatch(String::isBlank);
  }

  /** The keys of the tags referred to, trimmed and in lower case. */
  SortedSet<String> tagKeys() {
    SortedSet<String> keys = new TreeSet<>();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      keys.add(matcher.group(1).strip().toLowerCase(Locale.ROOT));
    }
    return keys;
  }

  /**
   * The value in its one spelling, see {@link Owners#normalised}; null when a tag is missing or
   * blank.
   *
   * @param tags by trimmed lower-case key
   */
  String resolve(Map<String, String> tags) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String value = tags.get(matcher.group(1).strip().toLowerCase(Locale.ROOT));
      if (value == null || value.isBlank()) {
        return null;
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value.strip()));
    }
    matcher.appendTail(resolved);
    return Owners.normalised(name, resolved.toString());
  }
}
