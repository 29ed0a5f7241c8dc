package io.almanac.forecasting.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Public series, and what R's forecast package made of them. */
final class ReferenceSeries {
  private ReferenceSeries() {}

  /** The weekly series of M4 in their order, by name. */
  static Map<String, double[]> weekly() {
    Map<String, double[]> series = new LinkedHashMap<>();
    List<String> lines = lines("m4/Weekly-train.csv");
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.replace("\"", "").split(",", -1);
      series.put(
          fields[0],
          Arrays.stream(fields, 1, fields.length)
              .filter(field -> !field.isEmpty())
              .mapToDouble(Double::parseDouble)
              .toArray());
    }
    return series;
  }

  /** The forecasts of a method of R: by the place of the series, from 1, the means. */
  static Map<Integer, double[]> forecasts(String block, String method) {
    Map<Integer, List<Double>> means = new LinkedHashMap<>();
    for (String line : lines("r_forecasts.csv.gz")) {
      String[] fields = line.split(",", -1);
      if (fields[0].equals(block) && fields[2].equals(method)) {
        means
            .computeIfAbsent(Integer.valueOf(fields[1]), unseen -> new ArrayList<>())
            .add(Double.valueOf(fields[4]));
      }
    }
    Map<Integer, double[]> arrays = new LinkedHashMap<>();
    means.forEach(
        (place, list) -> arrays.put(place, list.stream().mapToDouble(one -> one).toArray()));
    return arrays;
  }

  /** The lines of R's fits, split into fields without quotes. */
  static List<String[]> fits() {
    return lines("r_parameters.csv").stream()
        .skip(1)
        .map(line -> line.replace("\"", "").split(",(?![^(]*\\))", -1))
        .toList();
  }

  private static List<String> lines(String name) {
    Path file = file(name);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                name.endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data/forecast").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return Assumptions.abort("needs ../shared/data/forecast/" + name);
  }
}
