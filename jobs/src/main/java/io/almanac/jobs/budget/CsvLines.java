package io.almanac.jobs.budget;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The records of a small CSV file with a header; UTF-8 with or without a byte order mark. */
public final class CsvLines {
  private CsvLines() {}

  /**
   * The records by line number, every value trimmed and by column. Extra columns are a fault, as
   * they would be ignored.
   *
   * @throws AlmanacException when the file cannot be read or its header is not the columns
   */
  public static Map<Long, Map<String, String>> read(Path file, String what, List<String> columns) {
    return read(file, what, columns, List.of());
  }

  /**
   * The same where some columns may be missing from the header; they are then missing from the
   * values, too.
   *
   * @param optional columns that a file need not have
   */
  public static Map<Long, Map<String, String>> read(
      Path file, String what, List<String> columns, List<String> optional) {
    try (CSVParser parser =
        CSVParser.parse(
            new StringReader(text(file)),
            CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true)
                .setTrim(true)
                .get())) {
      List<String> header =
          parser.getHeaderNames().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
      List<String> known = Stream.concat(columns.stream(), optional.stream()).toList();
      if (!known.containsAll(header) || !header.containsAll(columns)) {
        String more = optional.isEmpty() ? "" : ", and any of " + String.join(",", optional);
        throw AlmanacException.configuration(
            List.of(
                "Cannot read %s in %s: header %s. Write the header %s%s."
                    .formatted(what, file, header, String.join(",", columns), more)));
      }
      Map<Long, Map<String, String>> lines = new LinkedHashMap<>();
      List<String> problems = new ArrayList<>();
      for (CSVRecord csv : parser) {
        long line = parser.getCurrentLineNumber();
        if (csv.size() != header.size()) {
          problems.add(
              "Cannot read %s in %s, line %s: %s values. Write %s."
                  .formatted(what, file, line, csv.size(), header.size()));
          continue;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
          values.put(header.get(i), csv.get(i));
        }
        lines.put(line, values);
      }
      if (!problems.isEmpty()) {
        throw AlmanacException.configuration(problems);
      }
      return lines;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw AlmanacException.configuration(
          List.of(
              "Cannot read %s: %s (%s). Check that the file exists and is CSV in UTF-8."
                  .formatted(what, file, e.getMessage())));
    }
  }

  private static String text(Path file) throws IOException {
    String text = Files.readString(file);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
