package io.almanac.jobs.charges.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a resource of this package with lines such as {@code key = one; two; three}. */
final class WordLists {
  private WordLists() {}

  /** The words of each key, in the order of the file. */
  static TreeMap<String, List<String>> read(String resource) {
    Properties lines = new Properties();
    try (InputStream stream = WordLists.class.getResourceAsStream(resource)) {
      lines.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource: " + resource, e);
    }
    TreeMap<String, List<String>> lists = new TreeMap<>();
    for (String key : lines.stringPropertyNames()) {
      lists.put(
          key, Arrays.stream(lines.getProperty(key).split(";", -1)).map(String::strip).toList());
    }
    return lists;
  }
}
