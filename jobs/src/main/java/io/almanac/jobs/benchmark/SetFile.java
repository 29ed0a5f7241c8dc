package io.almanac.jobs.benchmark;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV files of public sets, which have their series in lines, in columns or by value. */
final class SetFile {
  private SetFile() {}

  /** The values as an array. */
  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * One series in the making.
   *
   * @param first its first time
   * @param values NaN is missing
   */
  record Tidy(String first, List<Double> values) {
    double[] array() {
      return SetFile.array(values);
    }
  }

  /** One value a line, after the name of its series and its time. */
  static Map<String, Tidy> tidy(Path file) {
    Map<String, Tidy> series = new LinkedHashMap<>();
    for (CSVRecord line : records(file)) {
      series
          .computeIfAbsent(line.get(0), unseen -> new Tidy(line.get(1), new ArrayList<>()))
          .values()
          .add(number(line.get(2)));
    }
    return series;
  }

  /** One series a column, the first column being the time. */
  static Map<String, double[]> wide(Path file) {
    List<CSVRecord> lines = records(file);
    Map<String, double[]> series = new LinkedHashMap<>();
    List<String> names = header(file);
    for (int column = 1; column < names.size(); column++) {
      double[] values = new double[lines.size()];
      for (int t = 0; t < values.length; t++) {
        values[t] = number(lines.get(t).get(column));
      }
      series.put(names.get(column), values);
    }
    return series;
  }

  /** The values of a line from a field on; empty ones at its end are none. */
  static double[] numbers(CSVRecord line, int from) {
    int end = line.size();
    while (end > from && line.get(end - 1).isBlank()) {
      end--;
    }
    double[] values = new double[end - from];
    for (int i = from; i < end; i++) {
      values[i - from] = number(line.get(i));
    }
    return values;
  }

  /** A value; NaN where it is empty or NA. */
  static double number(String text) {
    return text.isBlank() || text.equals("NA") ? Double.NaN : Double.parseDouble(text);
  }

  /** The names of columns. */
  static List<String> header(Path file) {
    return parse(file).get(0).toList();
  }

  /** All lines but the header. */
  static List<CSVRecord> records(Path file) {
    List<CSVRecord> all = parse(file);
    return all.subList(1, all.size());
  }

  private static List<CSVRecord> parse(Path file) {
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = CSVFormat.DEFAULT.parse(reader)) {
      return parser.getRecords();
    } catch (IOException e) {
      throw AlmanacException.input("Cannot read benchmark set: " + file + ". " + e.getMessage());
    }
  }
}
