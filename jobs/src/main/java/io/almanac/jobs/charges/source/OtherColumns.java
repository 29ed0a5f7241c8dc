package io.almanac.jobs.charges.source;

import io.almanac.jobs.parquet.RecentValues;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The columns of a file that no FOCUS column took, as one JSON object a row. */
final class OtherColumns {
  /** Maps repeat from row to row; the bounds keep the memory of a task flat. */
  private static final int REMEMBERED = 20_000;

  private static final int LONGEST_REMEMBERED = 4_000;

  private final int[] positions;
  private final String[] names;
  private final boolean[] objects;
  private final Map<String, String> sorted = new HashMap<>();
  private final List<RecentValues<String>> members;
  private final StringBuilder json = new StringBuilder(256);

  /**
   * Notes which columns are left.
   *
   * @param taken positions that have become FOCUS columns
   * @param objects positions of columns whose texts are JSON
   */
  OtherColumns(Header header, Set<Integer> taken, int... objects) {
    List<String> unique = header.uniqueNames();
    this.positions =
        IntStream.range(0, unique.size())
            .filter(i -> !taken.contains(i))
            .boxed()
            .sorted(Comparator.comparing(unique::get))
            .mapToInt(Integer::intValue)
            .toArray();
    this.names = IntStream.of(positions).mapToObj(unique::get).toArray(String[]::new);
    this.members = RecentValues.forColumns(positions.length);
    this.objects = new boolean[positions.length];
    for (int i = 0; i < positions.length; i++) {
      int position = positions[i];
      this.objects[i] = IntStream.of(objects).anyMatch(object -> object == position);
    }
  }

  /** The columns with a value, names sorted; null when there is none. */
  String of(Object[] row) {
    json.setLength(0);
    for (int i = 0; i < positions.length; i++) {
      Object value = row[positions[i]];
      if (value != null) {
        String member = members.get(i).get(value);
        if (member == null) {
          member = member(i, value);
          members.get(i).put(value, member);
        }
        if (!member.isEmpty()) {
          json.append(json.length() == 0 ? '{' : ',').append(member);
        }
      }
    }
    return json.length() == 0 ? null : json.append('}').toString();
  }

  /** A column's name and value without braces; empty when the value is none. */
  private String member(int column, Object value) {
    String text =
        value instanceof NestedValue || objects[column]
            ? sorted(value.toString())
            : ChargeNormaliser.text(value);
    if (text.isEmpty() || FocusValues.isNullLiteral(text)) {
      return "";
    }
    StringBuilder member = new StringBuilder();
    Json.append(member, names[column], text);
    return member.substring(1);
  }

  private String sorted(String json) {
    if (json.length() > LONGEST_REMEMBERED) {
      return Json.sorted(json);
    }
    if (sorted.size() >= REMEMBERED) {
      sorted.clear();
    }
    return sorted.computeIfAbsent(json, Json::sorted);
  }
}
