package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.ChargeReader;
import io.almanac.jobs.charges.source.FileSurvey;
import io.almanac.jobs.charges.source.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out about each file of a source what its columns do not tell, from its first records. Only
 * formats that need it are looked into; mostly one record is enough.
 */
final class FileSurveys {
  private final String sourceName;
  private final ChargeReader reader;
  private final Map<SourceFile, FileSurvey> surveys = new LinkedHashMap<>();
  private final Map<SourceFile, Header> headers = new LinkedHashMap<>();

  FileSurveys(String sourceName, ChargeReader reader) {
    this.sourceName = sourceName;
    this.reader = reader;
  }

  /**
   * The file with what was found.
   *
   * @param problems takes one sentence for each reason why it cannot be read
   */
  SourceFile survey(SourceFile file, Header header, List<String> problems) throws IOException {
    Optional<FileSurvey> begun = reader.survey(header, file.relativePath(), file.traits());
    if (begun.isEmpty()) {
      return file;
    }
    FileSurvey survey = begun.get();
    show(file, survey, 0);
    for (String problem : survey.problems()) {
      problems.add(
          "Cannot read file of source %s as %s: %s. %s."
              .formatted(sourceName, reader.format(), file.path(), problem));
    }
    surveys.put(file, survey);
    headers.put(file, header);
    return file.with(survey.traits());
  }

  /**
   * Why the files cannot be read together. What the first records seem to lack is looked for in all
   * records before it is said to be missing.
   */
  List<String> problemsTogether() {
    List<String> problems = reader.problemsTogether(byPath(surveys));
    if (problems.isEmpty()) {
      return problems;
    }
    Map<SourceFile, FileSurvey> whole = new LinkedHashMap<>();
    try {
      for (SourceFile file : surveys.keySet()) {
        FileSurvey survey =
            reader.survey(headers.get(file), file.relativePath(), file.traits()).orElseThrow();
        show(file, survey, Long.MAX_VALUE);
        whole.put(file, survey);
      }
    } catch (IOException e) {
      return List.of(
          "Cannot read files of source: %s (%s). Deliver them again."
              .formatted(sourceName, e.getMessage()));
    }
    List<String> found = new ArrayList<>();
    for (String problem : reader.problemsTogether(byPath(whole))) {
      found.add("Cannot read source: %s. %s.".formatted(sourceName, problem));
    }
    return found;
  }

  private static void show(SourceFile file, FileSurvey survey, long atLeast) throws IOException {
    if (file.isParquet()) {
      survey.cannotSee();
    } else {
      CsvFile.survey(file, survey, atLeast);
    }
  }

  private static Map<String, FileSurvey> byPath(Map<SourceFile, FileSurvey> surveys) {
    Map<String, FileSurvey> byPath = new LinkedHashMap<>();
    surveys.forEach((file, survey) -> byPath.put(file.relativePath(), survey));
    return byPath;
  }
}
