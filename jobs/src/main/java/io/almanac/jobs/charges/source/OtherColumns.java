package io.almanac.jobs.charges.source;

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
    this.objects = new boolean[positions.length];
    for (int i = 0; i < positions.length; i++) {
      int position = positions[i];
      this.objects[i] = IntStream.of(objects).anyMatch(object -> object == position);
    }
  }

  /** The columns with a value, names sorted; null when there is none. */
  String of(Object[] row) {
    StringBuilder json = null;
    for (int i = 0; i < positions.length; i++) {
      Object value = row[positions[i]];
      if (value != null) {
        String text =
            value instanceof NestedValue || objects[i]
                ? sorted(value.toString())
                : ChargeNormaliser.text(value);
        if (!text.isEmpty() && !FocusValues.isNullLiteral(text)) {
          json = json == null ? new StringBuilder(256) : json;
          Json.append(json, names[i], text);
        }
      }
    }
    return json == null ? null : Json.close(json);
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
