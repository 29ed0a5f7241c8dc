package io.almanac.jobs.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** Reads the run histories of a written company without the generator's own code. */
final class RunFiles {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunFiles() {}

  /** The machines of each run of both servers; an empty list when a run names none. */
  static List<List<String>> machines(Path company) {
    List<List<String>> machines = new ArrayList<>();
    for (CSVRecord row : BillLine.csv(company.resolve("mlflow/search_runs.csv"))) {
      machines.add(ids(row.get("tags.resource_id")));
    }
    try (Stream<Path> files = Files.walk(company.resolve("mlflow/export/experiments"))) {
      for (Path file : files.filter(file -> file.endsWith("run.json")).sorted().toList()) {
        JsonNode run = MAPPER.readTree(file.toFile()).path("mlflow");
        machines.add(ids(run.path("tags").path("resource_id").asText(null)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return machines;
  }

  private static List<String> ids(String text) {
    return text == null ? List.of() : List.of(text.split(",", -1));
  }
}
