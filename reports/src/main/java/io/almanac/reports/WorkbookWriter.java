package io.almanac.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ooxml.POIXMLProperties.CoreProperties;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes a report as an Excel workbook. Totals, variances and checks are formulas with their values
 * cached, so that readers that do not calculate show them too. The same report gives the same
 * bytes. Memory does not grow with the detail rows.
 */
public final class WorkbookWriter {

  private static final int ROWS_IN_MEMORY = 200;

  /** The oldest time that a zip entry can carry everywhere. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private WorkbookWriter() {}

  /**
   * Writes the workbook; replaces the file in one step when it is whole.
   *
   * @throws IOException when the file cannot be written; an older file is then untouched
   */
  public static void write(CostReport report, Path file) throws IOException {
    AtomicFile.write(
        file,
        part -> {
          Path raw = part.resolveSibling(part.getFileName() + ".raw");
          try {
            writeRaw(report, raw);
            fixTimes(raw, part);
          } finally {
            Files.deleteIfExists(raw);
          }
        });
  }

  private static void writeRaw(CostReport report, Path file) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Styles styles = new Styles(book);
      Grid cover = grid(book, CoverSheet.NAME, styles, report);
      Grid summary = grid(book, SummarySheet.NAME, styles, report);
      Grid teams = grid(book, TeamSheet.NAME, styles, report);
      Grid forecast = grid(book, ForecastSheet.NAME, styles, report);
      AccuracySheet.write(report, grid(book, AccuracySheet.NAME, styles, report));
      if (!report.scenarios().isEmpty()) {
        ScenarioSheet.write(report, grid(book, ScenarioSheet.NAME, styles, report));
      }
      AllocationFigures allocation = report.allocation();
      if (!allocation.figures().isEmpty()) {
        AllocationSheet.write(report, grid(book, AllocationSheet.NAME, styles, report));
      }
      if (!allocation.shared().isEmpty()) {
        SharedCostSheet.write(report, grid(book, SharedCostSheet.NAME, styles, report));
      }
      if (!allocation.namespaces().isEmpty()) {
        KubernetesSheet.write(report, grid(book, KubernetesSheet.NAME, styles, report));
      }
      Grid idle = grid(book, IdleGpuSheet.NAME, styles, report);
      Grid reconciliation = grid(book, ReconciliationSheet.NAME, styles, report);
      if (!report.changes().isEmpty()) {
        ChangeSheet.write(report, grid(book, ChangeSheet.NAME, styles, report));
      }
      Grid detail = grid(book, DetailSheet.NAME, styles, report);
      Grid dictionary = grid(book, DictionarySheet.NAME, styles, report);
      try (SXSSFWorkbook stream = new SXSSFWorkbook(book, ROWS_IN_MEMORY, true)) {
        DeferredFormulas deferred = new DeferredFormulas();
        DetailTotals details =
            DetailSheet.stream(report, stream.getSheet(DetailSheet.NAME), styles);
        DetailSheet.finish(report, detail, details, deferred);
        TeamSheet.write(report, teams, details, deferred);
        SummarySheet.write(report, summary);
        ForecastSheet.write(report, forecast);
        IdleGpuSheet.write(report, idle);
        ReconciliationSheet.write(report, reconciliation);
        DictionarySheet.write(report, dictionary);
        CoverSheet.write(report, cover);
        evaluate(book, styles);
        deferred.lay();
        properties(report.cover(), book);
        try (OutputStream out = Files.newOutputStream(file)) {
          stream.write(out);
        }
      }
    }
  }

  private static Grid grid(XSSFWorkbook book, String name, Styles styles, CostReport report) {
    return new Grid(book.createSheet(name), styles, report.cover());
  }

  /** Caches the value of every formula; an error value would be a fault of this package. */
  private static void evaluate(XSSFWorkbook book, Styles styles) {
    XSSFFormulaEvaluator evaluator = new XSSFFormulaEvaluator(book);
    evaluator.evaluateAll();
    for (Sheet sheet : book) {
      for (Row row : sheet) {
        for (Cell cell : row) {
          if (cell.getCellType() == CellType.FORMULA
              && cell.getCachedFormulaResultType() == CellType.ERROR) {
            throw new IllegalStateException(
                "Cannot evaluate formula of "
                    + cell.getAddress().formatAsString()
                    + " on sheet "
                    + sheet.getSheetName()
                    + ": "
                    + cell.getCellFormula());
          }
          if (cell.getCellType() == CellType.FORMULA
              && cell.getCachedFormulaResultType() == CellType.NUMERIC
              && styles.isNegativeZero(cell.getCellStyle(), cell.getNumericCellValue())) {
            round(cell, styles, evaluator);
          }
        }
      }
    }
  }

  /**
   * Rounds a formula whose result is a hair below zero, as sums of doubles can be: another style,
   * as for values, would hide the sign of what the formula gives once its cells are changed.
   */
  private static void round(Cell cell, Styles styles, XSSFFormulaEvaluator evaluator) {
    int decimals = styles.decimals(cell.getCellStyle());
    cell.setCellFormula("IFERROR(ROUND(" + cell.getCellFormula() + "," + decimals + "),\"\")");
    evaluator.notifySetFormula(cell);
    evaluator.evaluateFormulaCell(cell);
  }

  private static void properties(Cover cover, XSSFWorkbook book) {
    CoreProperties core = book.getProperties().getCoreProperties();
    String asOf = cover.asOf() + "T00:00:00Z";
    try {
      core.setCreated(asOf);
      core.setModified(asOf);
    } catch (InvalidFormatException e) {
      throw new IllegalStateException("Cannot set date of workbook: " + asOf, e);
    }
    core.setCreator("Almanac " + SafeText.cell(cover.productVersion()));
    core.setTitle("Cost report " + cover.period());
  }

  /**
   * Copies the workbook with a fixed time on every entry, so that equal reports are equal files.
   */
  private static void fixTimes(Path from, Path to) throws IOException {
    try (ZipFile zip = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(ENTRY_TIME);
        out.putNextEntry(copy);
        try (InputStream in = zip.getInputStream(entry)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }
}
