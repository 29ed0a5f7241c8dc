package io.almanac.jobs.gpu;

import io.almanac.jobs.AlmanacException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads GPU telemetry of one kind. */
public interface TelemetryReader {
  /** All readers; a further format is one class and one entry here. */
  List<TelemetryReader> ALL = List.of(new PrometheusReader());

  /** The name of the format in the configuration. */
  String format();

  /**
   * The samples in a file or folder, as {@link GpuHours} takes them.
   *
   * @param name the telemetry's name in the configuration
   * @throws AlmanacException with every file that cannot be used
   */
  Dataset<Row> read(SparkSession spark, String name, Path path);

  /**
   * The reader of a format.
   *
   * @throws AlmanacException when there is none of that name
   */
  static TelemetryReader named(String format) {
    return ALL.stream()
        .filter(reader -> reader.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                AlmanacException.configuration(
                    List.of(
                        "Cannot read telemetry of format: "
                            + format
                            + ". Use one of "
                            + ALL.stream().map(TelemetryReader::format).toList())));
  }
}
