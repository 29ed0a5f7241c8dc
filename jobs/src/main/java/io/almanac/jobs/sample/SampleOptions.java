package io.almanac.jobs.sample;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to write of the sample company, and where.
 *
 * @param output folder to write into; created when absent, files of the same name are replaced
 * @param rows number of charge rows of all providers together; null is the committed size. More
 *     rows split each daily charge over hours and then over machines, so that the money stays the
 *     same to the last digit; fewer rows leave charges out, and their money with them
 * @param format format of the cost exports; run histories and telemetry have the same files in all
 * @param withConf whether to write {@code almanac.yaml} and the files it names beside the exports,
 *     so that a night can run on the folder
 */
public record SampleOptions(Path output, Long rows, SampleFormat format, boolean withConf) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when {@code rows} is below one
   */
  public SampleOptions {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(format, "format");
    if (rows != null && rows < 1) {
      throw new IllegalArgumentException(
          "Cannot write a sample company of rows: " + rows + ". Give at least 1.");
    }
  }

  /** The committed size in the providers' own formats, without configuration. */
  public static SampleOptions committed(Path output) {
    return new SampleOptions(output, null, SampleFormat.NATIVE, false);
  }
}
