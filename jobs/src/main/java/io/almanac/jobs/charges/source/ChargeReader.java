package io.almanac.jobs.charges.source;

import java.util.List;
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
}
