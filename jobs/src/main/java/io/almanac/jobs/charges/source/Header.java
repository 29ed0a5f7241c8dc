package io.almanac.jobs.charges.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The column names of one file, without byte order mark and outer blanks, looked up without regard
 * to case.
 */
public final class Header {
  private final List<String> names;
  private final Map<String, Integer> positions = new HashMap<>();
  private final TreeSet<String> repeated = new TreeSet<>();

  private Header(List<String> names) {
    this.names = names;
    for (int i = 0; i < names.size(); i++) {
      if (positions.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i) != null) {
        repeated.add(names.get(i).toLowerCase(Locale.ROOT));
      }
    }
  }

  /** The header with the names as they stand in the file. */
  public static Header of(List<String> rawNames) {
    List<String> cleaned = new ArrayList<>(rawNames.size());
    for (String name : rawNames) {
      cleaned.add(name.replace("\uFEFF", "").strip());
    }
    return new Header(List.copyOf(cleaned));
  }

  /** The names in file order. */
  public List<String> names() {
    return names;
  }

  /** The names in file order; a repeated one gets its position appended, such as {@code Id#4}. */
  public List<String> uniqueNames() {
    Set<String> seen = new HashSet<>();
    List<String> unique = new ArrayList<>(names.size());
    for (String name : names) {
      String own = name;
      while (!seen.add(own)) {
        own += "#" + (unique.size() + 1);
      }
      unique.add(own);
    }
    return unique;
  }

  /** Whether a column of that name is there. */
  public boolean has(String name) {
    return position(name) >= 0;
  }

  /** The position of the first column of that name, from 0, or -1. */
  public int position(String name) {
    return positions.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
  }

  /** Whether more than one column has that name. */
  public boolean repeats(String name) {
    return repeated.contains(name.toLowerCase(Locale.ROOT));
  }
}
