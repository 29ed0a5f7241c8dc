package io.almanac.jobs.gpu;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.NamedFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Answers of Prometheus' {@code query_range} and {@code query}, as .json or .json.gz. One task
 * reads one file, one series at a time.
 */
final class PrometheusReader implements TelemetryReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public String format() {
    return "prometheus";
  }

  @Override
  public Dataset<Row> read(SparkSession spark, String name, Path path) {
    List<String> files = files(path);
    List<String> problems = new ArrayList<>();
    files.forEach(file -> check(file, problems));
    if (files.isEmpty()) {
      problems.add(
          "Cannot find telemetry " + name + ": " + path + " has no .json or .json.gz files.");
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
    return spark
        .createDataset(files, Encoders.STRING())
        .repartition(Math.min(files.size(), 4 * spark.sparkContext().defaultParallelism()))
        .flatMap(
            (FlatMapFunction<String, Row>) file -> samples(name, file),
            Encoders.row(GpuSamples.SCHEMA));
  }

  private static List<String> files(Path path) {
    try {
      return NamedFiles.of(path).stream()
          .map(Path::toString)
          .filter(file -> file.endsWith(".json") || file.endsWith(".json.gz"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw AlmanacException.input(
          "Cannot read telemetry: " + path + ". Correct the path, or deliver the export there.");
    }
  }

  /** The first bytes of an answer say whether the query had succeeded. */
  private static void check(String file, List<String> problems) {
    try (JsonParser parser = JSON.createParser(open(file))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        problems.add("Cannot read telemetry file: " + file + ". It is no answer of Prometheus.");
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals("status")) {
          if (!parser.getText().equals("success")) {
            problems.add(
                "Cannot use telemetry file: "
                    + file
                    + ". Its query ended with status "
                    + parser.getText()
                    + "; run it again.");
          }
          return;
        }
        parser.skipChildren();
      }
      problems.add("Cannot read telemetry file: " + file + ". It has no status.");
    } catch (IOException e) {
      problems.add("Cannot read telemetry file: " + file + ". It is not valid JSON.");
    }
  }

  private static Iterator<Row> samples(String name, String file) {
    List<Row> rows = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(open(file))) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && parser.currentName().equals("result")) {
          parser.nextToken();
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            JsonNode series = JSON.readTree(parser);
            rows.addAll(new PrometheusSeries(name, series.path("metric")).samples(series));
          }
        }
      }
    } catch (IOException e) {
      throw AlmanacException.input(
          "Cannot read telemetry file: "
              + file
              + ". It ends early or is not valid JSON; run its query again.");
    }
    return rows.iterator();
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file)));
    return file.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
