package io.almanac.jobs.runs;

import io.almanac.jobs.AlmanacException;
import java.nio.file.Path;
import java.util.List;

/** Reads the run history of one kind of tracker. */
public interface RunReader {
  /** All readers; a further format is one class and one entry here. */
  List<RunReader> ALL = List.of(new MlflowExportReader(), new MlflowSearchRunsReader());

  /** The name of the format in the configuration. */
  String format();

  /**
   * Reads a history.
   *
   * @param name the history's name in the configuration
   * @param path a file or a folder
   * @throws AlmanacException when nothing in it can be read
   */
  RunHistory read(String name, Path path);

  /**
   * The reader of a format.
   *
   * @throws AlmanacException when there is none of that name
   */
  static RunReader named(String format) {
    return ALL.stream()
        .filter(reader -> reader.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                AlmanacException.configuration(
                    List.of(
                        "Cannot read run histories of format: "
                            + format
                            + ". Use one of "
                            + ALL.stream().map(RunReader::format).toList())));
  }
}
