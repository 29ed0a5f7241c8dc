package io.almanac.jobs.mart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The data dictionary: every mart and column in words, from the constants that make the marts. */
public final class Dictionary {
  private Dictionary() {}

  /** One chapter a mart: its grain, key and partitions, then a table of its columns. */
  public static String markdown(List<Mart> marts) {
    StringBuilder text = new StringBuilder("# Data dictionary\n");
    for (Mart mart : marts) {
      text.append("\n## ").append(mart.name()).append("\n\n").append(mart.grain());
      text.append("\n\nKey: ").append(code(mart.key(), "none, a row of a bill has no key"));
      text.append("\\\nPartitioned by: ").append(code(mart.partitionColumns(), "nothing"));
      text.append("\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
      for (MartColumn column : mart.columns()) {
        text.append("| `").append(column.name()).append("` | ").append(type(column));
        text.append(" | ").append(cell(column.unit()));
        text.append(" | ").append(cell(column.comment())).append(" |\n");
      }
    }
    return text.toString();
  }

  /** One line a column, with its mart, as CSV with a header. */
  public static String csv(List<Mart> marts) {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader("mart", "column", "type", "unit", "key", "partition", "meaning")
            .setRecordSeparator('\n')
            .get();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (Mart mart : marts) {
        for (MartColumn column : mart.columns()) {
          printer.printRecord(
              mart.name(),
              column.name(),
              type(column),
              column.unit(),
              mart.key().contains(column.name()),
              mart.partitionColumns().contains(column.name()),
              column.comment());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the data dictionary", e);
    }
    return text.toString();
  }

  private static String type(MartColumn column) {
    return column.type().sql().toLowerCase(Locale.ROOT);
  }

  private static String code(List<String> names, String otherwise) {
    return names.isEmpty() ? otherwise : "`" + String.join("`, `", names) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
