package io.almanac.jobs.charges.source;

import io.almanac.jobs.AlmanacException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every export format that Almanac reads, by name. */
public final class ChargeReaders {
  private static final List<ChargeReader> ALL =
      Stream.of(
              List.of(new FocusReader(), new AwsCurReader(), new AwsCur2Reader()),
              AzureDetailsReader.all(),
              List.of(new GcpReader(), new TokenReader(), new RateCardReader()))
          .flatMap(List::stream)
          .toList();

  private ChargeReaders() {}

  /** The names of all formats. */
  public static List<String> formats() {
    return ALL.stream().map(ChargeReader::format).toList();
  }

  /**
   * The reader of a format.
   *
   * @throws AlmanacException when there is none; the message names the nearest and all that are
   */
  public static ChargeReader named(String format) {
    return ALL.stream()
        .filter(reader -> reader.format().equals(format))
        .findFirst()
        .orElseThrow(() -> AlmanacException.configuration(List.of(unknown(format))));
  }

  /** The reader whose files look like this one, or null. */
  static ChargeReader matching(Header header) {
    return ALL.stream().filter(reader -> reader.faults(header).isEmpty()).findFirst().orElse(null);
  }

  private static String unknown(String format) {
    String lower = format.toLowerCase(Locale.ROOT);
    String nearest =
        formats().stream()
            .min(Comparator.comparingInt(name -> distance(name, lower)))
            .orElseThrow();
    String hint = distance(nearest, lower) <= 3 ? " Did you mean \"" + nearest + "\"?" : "";
    return "Cannot find cost export format: %s.%s Use one of %s."
        .formatted(format, hint, String.join(", ", formats()));
  }

  /** Levenshtein's distance: letters inserted, left out or replaced. */
  private static int distance(String one, String other) {
    int[] previous = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int[] current = new int[other.length() + 1];
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
