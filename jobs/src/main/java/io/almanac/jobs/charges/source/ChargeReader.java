package io.almanac.jobs.charges.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows one export format. To add a format, write one reader and name it in {@link ChargeReaders}.
 */
public interface ChargeReader {
  /** The name in the configuration, such as {@code focus}. */
  String format();

  /** What a file of this format is called in messages, such as {@code FOCUS cost and usage}. */
  String title();

  /**
   * The columns without which no row of a file could become a charge and which this file lacks or
   * has twice, each with a word why; empty when the file can be read.
   */
  List<String> faults(Header header);

  /** The FOCUS version that the columns show; empty when the format is not FOCUS. */
  Optional<String> focusVersion(Header header);

  /** How the records of a file with this header become charges. */
  ChargeMapping mapping(Header header);

  /**
   * How the records of a file with this header become charges.
   *
   * @param traits what {@link #survey} found out about the file
   */
  default ChargeMapping mapping(Header header, FileTraits traits) {
    return mapping(header);
  }

  /**
   * Begins to find out about a file what its columns do not tell; empty when nothing has to be.
   *
   * @param relativePath of the file, below the source's path
   * @param stated what the settings say about all files of the source
   */
  default Optional<FileSurvey> survey(Header header, String relativePath, FileTraits stated) {
    return Optional.empty();
  }

  /**
   * Why the files of a source cannot be read together, as whole sentences; empty when they can.
   *
   * @param surveys what was seen of each file, by its path
   */
  default List<String> problemsTogether(Map<String, FileSurvey> surveys) {
    return List.of();
  }

  /**
   * The same once it is known which billing months every file has records of, as sentences without
   * the source's name.
   *
   * @param traits what was found out about each file, by its path
   * @param months such as 2026-10, by path
   */
  default List<String> problemsOfMonths(
      Map<String, FileTraits> traits, Map<String, List<String>> months) {
    return List.of();
  }

  /** What to do about a file of this format that another was expected of. */
  default String advice() {
    return "set format to \"" + format() + "\"";
  }

  /** Whether exports of this format also come as JSON lines. */
  default boolean readsJsonLines() {
    return false;
  }
}
