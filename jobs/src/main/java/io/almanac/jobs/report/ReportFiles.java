package io.almanac.jobs.report;

import io.almanac.reports.CostReport;
import io.almanac.reports.CsvExtracts;
import io.almanac.reports.WorkbookTotals;
import io.almanac.reports.WorkbookWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files written for finance: first aside, so that they can be compared with the marts, then in
 * place.
 *
 * @param report what they say
 * @param aside a hidden folder beside their place
 * @param folder their place
 * @param totals what the workbook says, read back from the file
 */
public record ReportFiles(CostReport report, Path aside, Path folder, WorkbookTotals totals) {

  /** Builds the report and writes its files aside. */
  public static ReportFiles write(MartReader marts, ReportBasis basis, Path reports) {
    return write(
        marts,
        basis,
        reports.resolve(basis.asOf().toString()),
        "almanac-" + basis.asOf() + ".xlsx");
  }

  /** Builds the report and writes its files aside, for a folder and a workbook of any name. */
  public static ReportFiles write(
      MartReader marts, ReportBasis basis, Path folder, String workbookName) {
    CostReport report = CostReports.build(marts, basis);
    Path aside = folder.resolveSibling("." + folder.getFileName() + ".new");
    try {
      delete(aside);
      Files.createDirectories(aside);
      Path workbook = aside.resolve(workbookName);
      WorkbookWriter.write(report, workbook);
      CsvExtracts.write(report, aside);
      return new ReportFiles(report, aside, folder, WorkbookTotals.read(workbook));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write reports: " + folder, e);
    }
  }

  /** Moves the files into place, one rename each; answers where they are. */
  public List<Path> publish() {
    List<Path> published = new ArrayList<>();
    try (Stream<Path> files = Files.list(aside)) {
      Files.createDirectories(folder);
      for (Path file : files.sorted(Comparator.comparing(Path::toString).reversed()).toList()) {
        Path target = folder.resolve(file.getFileName());
        Files.move(
            file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        published.add(target);
      }
      return published.stream()
          .sorted(Comparator.comparing(file -> file.toString().endsWith(".xlsx") ? 0 : 1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot publish reports: " + folder, e);
    }
  }

  /** Removes what was written aside and not published. */
  public void discard() {
    try {
      delete(aside);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove folder: " + aside, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
