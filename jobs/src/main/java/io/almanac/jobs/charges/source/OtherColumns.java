package io.almanac.jobs.charges.source;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The columns of a file that no FOCUS column took, as one JSON object a row. */
final class OtherColumns {
  private final int[] positions;
  private final String[] names;

  /**
   * Notes which columns are left.
   *
   * @param taken positions that have become FOCUS columns
   */
  OtherColumns(Header header, Set<Integer> taken) {
    List<String> unique = header.uniqueNames();
    this.positions =
        IntStream.range(0, unique.size())
            .filter(i -> !taken.contains(i))
            .boxed()
            .sorted(Comparator.comparing(unique::get))
            .mapToInt(Integer::intValue)
            .toArray();
    this.names = IntStream.of(positions).mapToObj(unique::get).toArray(String[]::new);
  }

  /** The columns with a value, names sorted; null when there is none. */
  String of(Object[] row) {
    StringBuilder json = null;
    for (int i = 0; i < positions.length; i++) {
      Object value = row[positions[i]];
      if (value != null) {
        String text =
            value instanceof NestedValue nested
                ? Json.sorted(nested.json())
                : ChargeNormaliser.text(value);
        if (!text.isEmpty() && !FocusValues.isNullLiteral(text)) {
          json = json == null ? new StringBuilder(256) : json;
          Json.append(json, names[i], text);
        }
      }
    }
    return json == null ? null : Json.close(json);
  }
}
