package io.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the workbook in an office suite that knows nothing of the values that were cached. */
class TestOfficeRecalculation {

  @TempDir Path folder;

  @Test
  void opensWithoutErrorsAndCalculatesTheSameTotals() throws Exception {
    Path recalculated = recalculated(SampleReport.full());
    try (var in = Files.newInputStream(recalculated);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      assertThat(errors(book)).isEmpty();
      Sheet teams = book.getSheet("By team");
      assertThat(teams.getRow(12).getCell(1).getNumericCellValue())
          .isCloseTo(392547.88, within(1e-6));
      assertThat(teams.getRow(14).getCell(1).getNumericCellValue())
          .isCloseTo(392547.88, within(1e-6));
      assertThat(teams.getRow(17).getCell(1).getStringCellValue()).isEqualTo("PASS");
      assertThat(book.getSheet("Detail").getRow(5).getCell(8).getNumericCellValue())
          .isCloseTo(1470081.94, within(1e-6));
      assertThat(book.getSheet("Cover").getRow(3).getCell(1).getStringCellValue()).isEqualTo("YES");
      assertThat(book.getSheet("Summary").getRow(2).getCell(0).getStringCellValue())
          // 399,967.09 less 990 x (61 + 48 + 33 + 95 + 27 + 42 + 74)
          .isEqualTo("The month is forecast to end 23,767 USD OVER budget.");
    }
  }

  @Test
  void opensEmptyCompanyWithoutErrors() throws Exception {
    Path recalculated = recalculated(SampleReport.empty());
    try (var in = Files.newInputStream(recalculated);
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      assertThat(errors(book)).isEmpty();
    }
  }

  @Test
  void printsAsPdf() throws Exception {
    WorkbookWriter.write(SampleReport.full(), folder.resolve("report.xlsx"));
    convert("pdf", folder.resolve("report.xlsx"), folder);
    assertThat(folder.resolve("report.pdf")).isNotEmptyFile();
  }

  /** Takes away the cached values first, so that the suite has to calculate. */
  private Path recalculated(CostReport report) throws Exception {
    Path file = folder.resolve("report.xlsx");
    WorkbookWriter.write(report, file);
    Path bare = folder.resolve("bare.xlsx");
    dropCachedValues(file, bare);
    Path out = Files.createDirectories(folder.resolve("out"));
    convert("xlsx", bare, out);
    return out.resolve("bare.xlsx");
  }

  private static void dropCachedValues(Path from, Path to) throws IOException {
    try (var in = Files.newInputStream(from);
        XSSFWorkbook book = new XSSFWorkbook(in);
        var out = Files.newOutputStream(to)) {
      for (Sheet sheet : book) {
        for (Row row : sheet) {
          for (Cell cell : row) {
            if (cell.getCellType() == CellType.FORMULA) {
              cell.setCellFormula(cell.getCellFormula());
              ((org.apache.poi.xssf.usermodel.XSSFCell) cell).getCTCell().unsetV();
            }
          }
        }
      }
      book.write(out);
    }
  }

  private void convert(String format, Path file, Path out) throws Exception {
    Assumptions.assumeTrue(officeInstalled(), "soffice is not installed");
    Process process =
        new ProcessBuilder(
                "soffice",
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                format,
                "--outdir",
                out.toString(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("soffice ends within two minutes").isTrue();
  }

  private static boolean officeInstalled() {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, "soffice"))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> errors(XSSFWorkbook book) {
    List<String> errors = new ArrayList<>();
    for (Sheet sheet : book) {
      for (Row row : sheet) {
        for (Cell cell : row) {
          boolean error =
              cell.getCellType() == CellType.ERROR
                  || (cell.getCellType() == CellType.FORMULA
                      && cell.getCachedFormulaResultType() == CellType.ERROR);
          if (error) {
            errors.add(
                sheet.getSheetName()
                    + cell.getAddress()
                    + FormulaError.forInt(cell.getErrorCellValue()));
          }
        }
      }
    }
    return errors;
  }
}
