package io.almanac.jobs.charges.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One map column of a CUR 2.0: a map in Parquet, a JSON object in CSV. Used by one thread at a
 * time.
 */
final class AwsMapColumn {
  private static final Pattern NO_LETTERS = Pattern.compile("[^A-Za-z0-9]");

  /** Maps repeat from row to row; the bounds keep the memory of a task flat. */
  private static final int REMEMBERED = 20_000;

  private static final int LONGEST_REMEMBERED = 4_000;

  /** The members of one map by key, and by the letters and digits of the keys. */
  private record Members(SortedMap<String, String> byKey, Map<String, String> byLetters) {}

  private static final Members NONE = new Members(new TreeMap<>(), Map.of());

  private final int position;
  private final Map<String, Members> known = new HashMap<>();
  private String lastText;
  private Members last = NONE;

  /**
   * A column.
   *
   * @param position its place in the record, or -1 when the file has none
   */
  AwsMapColumn(int position) {
    this.position = position;
  }

  /** The places of all map columns of a file. */
  static int[] positions(Header header) {
    return AwsCur2Reader.MAPS.stream()
        .mapToInt(header::position)
        .filter(place -> place >= 0)
        .toArray();
  }

  boolean isThere() {
    return position >= 0;
  }

  /** The members by key; empty when there are none, null when the value is no JSON object. */
  SortedMap<String, String> of(Object[] row) {
    Members members = members(row);
    return members == null ? null : members.byKey();
  }

  /** A member by the letters and digits of its key, in lower case; null when there is none. */
  String member(Object[] row, String letters) {
    Members members = members(row);
    return members == null ? null : members.byLetters().get(letters);
  }

  /** The text of the whole map; null when it is empty. */
  String text(Object[] row) {
    Object value = position < 0 ? null : row[position];
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() || FocusValues.isNullLiteral(text) ? null : text;
  }

  private Members members(Object[] row) {
    String text = text(row);
    if (text == null) {
      return NONE;
    }
    // A row asks several times, with the same string, which equals itself at once.
    if (!text.equals(lastText)) {
      last = read(text);
      lastText = text;
    }
    return last;
  }

  private Members read(String text) {
    Members members = known.get(text);
    if (members == null) {
      SortedMap<String, String> byKey = Json.memberTexts(text);
      if (byKey == null) {
        return null;
      }
      Map<String, String> byLetters = new HashMap<>();
      byKey.forEach((key, value) -> byLetters.putIfAbsent(letters(key), value));
      members = new Members(byKey, byLetters);
      if (text.length() <= LONGEST_REMEMBERED) {
        if (known.size() >= REMEMBERED) {
          known.clear();
        }
        known.put(text, members);
      }
    }
    return members;
  }

  private static String letters(String key) {
    return NO_LETTERS.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
