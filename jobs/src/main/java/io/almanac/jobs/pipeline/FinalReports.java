package io.almanac.jobs.pipeline;

import io.almanac.jobs.mart.Checksum;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.report.ReportFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The FINAL reports of a closed billing period: read-only, in a folder of their own for each
 * closing, with the checksums of themselves and of the period's mart files, as {@code sha256sum -c}
 * reads them.
 */
final class FinalReports {
  /** The checksums of the reports. */
  static final String REPORT_SUMS = "SHA256SUMS";

  /** The checksums of the mart files, below the folder of the marts that readers read. */
  static final String MART_SUMS = "marts.sha256";

  private FinalReports() {}

  /** SHA-256 of reports that are not in place yet, by name. */
  static Map<String, String> checksums(ReportFiles reports) {
    Map<String, String> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.list(reports.aside())) {
      files.forEach(file -> checksums.put(file.getFileName().toString(), Checksum.sha256(file)));
      return checksums;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list reports: " + reports.aside(), e);
    }
  }

  /** Moves the reports into place, and writes their checksums beside them. */
  static List<Path> publish(ReportFiles reports, PeriodEvent event) {
    List<Path> files = reports.publish();
    try {
      write(reports.folder().resolve(REPORT_SUMS), event.reports());
      write(reports.folder().resolve(MART_SUMS), event.checksums());
      for (Path file : files) {
        if (!file.toFile().setReadOnly()) {
          throw new IOException("Cannot make file read-only: " + file);
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot finish reports: " + reports.folder(), e);
    }
  }

  private static void write(Path file, Map<String, String> checksums) throws IOException {
    StringBuilder lines = new StringBuilder();
    checksums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
    Path part = file.resolveSibling("." + file.getFileName() + ".new");
    Files.writeString(part, lines);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
