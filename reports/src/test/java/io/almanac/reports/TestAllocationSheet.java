package io.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAllocationSheet {
  private static final YearMonth MONTH = YearMonth.of(2026, 10);

  @TempDir private Path folder;

  @Test
  void figuresAreFormulasAndEmptyWithoutADenominator() throws IOException {
    try (XSSFWorkbook book = written(report())) {
      XSSFSheet sheet = book.getSheet("Allocation");
      assertThat(book.getSheetIndex(sheet)).isEqualTo(book.getSheetIndex("Idle GPU") - 3);
      assertThat(number(sheet, "G5")).isCloseTo(0.75, within(1e-12));
      assertThat(cell(sheet, "G5").getCellStyle().getDataFormatString()).startsWith("0.0%");
      assertThat(number(sheet, "G6")).isCloseTo(0.000025, within(1e-12));
      for (String empty : List.of("G7", "G8", "G9")) {
        assertThat(cell(sheet, empty).getCachedFormulaResultType()).isEqualTo(CellType.STRING);
        assertThat(cell(sheet, empty).getStringCellValue()).isEmpty();
      }
      assertThat(cell(sheet, "C6").getStringCellValue()).isEqualTo("'=requests");
    }
  }

  @Test
  void sharedCostsAddUpToWhatTheirOwnerHad() throws IOException {
    try (XSSFWorkbook book = written(report())) {
      XSSFSheet sheet = book.getSheet("Shared costs");
      assertThat(cell(sheet, "A1").getStringCellValue()).isEqualTo("Shared costs of 2026-10");
      assertThat(cell(sheet, "E4").getStringCellValue()).startsWith("Cost");
      assertThat(number(sheet, "F5")).isEqualTo(40);
      assertThat(number(sheet, "G5")).isEqualTo(0.75);
      assertThat(number(sheet, "G6")).isEqualTo(0.25);
      assertThat(cell(sheet, "A7").getStringCellValue()).isEqualTo("kept");
      assertThat(number(sheet, "G7")).isEqualTo(1);
      assertThat(number(sheet, "E8")).isEqualTo(45);
    }
  }

  @Test
  void namespacesAddUpToTheirCluster() throws IOException {
    try (XSSFWorkbook book = written(report())) {
      XSSFSheet sheet = book.getSheet("Kubernetes");
      assertThat(cell(sheet, "A1").getStringCellValue())
          .isEqualTo("Kubernetes clusters in 2026-10");
      assertThat(number(sheet, "F5")).isEqualTo(40);
      assertThat(number(sheet, "G5")).isEqualTo(0.75);
      assertThat(number(sheet, "D6")).isEqualTo(20);
      assertThat(cell(sheet, "G7").getStringCellValue()).isEmpty();
      assertThat(cell(sheet, "B8").getStringCellValue()).isEqualTo("'=cmd");
      assertThat(number(sheet, "F8")).isEqualTo(2.5);
      assertThat(number(sheet, "E9")).isEqualTo(42.5);
    }
  }

  /** A header that is repeated on every page is right for one table only. */
  @Test
  void everyTableHasASheetAndItsOwnHeaderOnEveryPage() throws IOException {
    try (XSSFWorkbook book = written(report())) {
      for (String name : List.of("Allocation", "Shared costs", "Kubernetes")) {
        XSSFSheet sheet = book.getSheet(name);
        assertThat(sheet.getRepeatingRows().formatAsString()).as(name).isEqualTo("4:4");
        assertThat(sheet)
            .as(name)
            .filteredOn(row -> row.getCell(0) != null && header(row.getCell(0)))
            .hasSize(1);
      }
    }
  }

  private static boolean header(Cell cell) {
    return cell.getCellStyle().getAlignment() == HorizontalAlignment.CENTER;
  }

  @Test
  void thereIsNoSheetWithoutFigures() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.full())) {
      assertThat(book.getSheet("Allocation")).isNull();
      assertThat(book.getSheet("Shared costs")).isNull();
      assertThat(book.getSheet("Kubernetes")).isNull();
    }
  }

  private static CostReport report() {
    CostReport plain = SampleReport.full();
    return new CostReport(
        plain.cover(),
        plain.summary(),
        plain.teams(),
        plain.forecasts(),
        plain.accuracy(),
        plain.idleGpus(),
        plain.reconciliation(),
        plain.details(),
        plain.dictionary(),
        List.of(),
        new AllocationFigures(
            List.of(
                figure("share-allocated", null, "75", "100", true),
                figure("cost-per-unit", "=requests", "25", "1000000", false),
                figure("cost-per-unit", "runs", "25", "0", false),
                figure("cost-per-unit", "seats", "25", null, false),
                figure("cost-per-unit", "seats:gone", null, "5", false)),
            List.of(
                shared("tax by cost", "shared / tax", "vision", false, "30"),
                shared("tax by cost > more by even", "shared / tax", "language", false, "10"),
                shared("gpus by gpu-hours", "platform", "platform", true, "5")),
            List.of(
                new NamespaceLine("prod", "vision", "", 20, new BigDecimal("30")),
                new NamespaceLine("prod", "__idle__", "idle", 20, new BigDecimal("10")),
                new NamespaceLine("prod", null, "not divided", 1, null),
                new NamespaceLine("test", "=cmd", "", 3, new BigDecimal("2.5")))),
        List.of());
  }

  private static KpiLine figure(String name, String key, String cost, String by, boolean share) {
    return new KpiLine(
        MONTH,
        name,
        key,
        "total",
        cost == null ? null : new BigDecimal(cost),
        by == null ? null : new BigDecimal(by),
        share);
  }

  private static SharedCostLine shared(
      String split, String from, String to, boolean kept, String cost) {
    return new SharedCostLine(split, from, to, kept, new BigDecimal(cost));
  }

  private XSSFWorkbook written(CostReport report) throws IOException {
    Path file = folder.resolve("report.xlsx");
    WorkbookWriter.write(report, file);
    return new XSSFWorkbook(Files.newInputStream(file));
  }

  private static double number(XSSFSheet sheet, String address) {
    return cell(sheet, address).getNumericCellValue();
  }

  private static XSSFCell cell(XSSFSheet sheet, String address) {
    CellReference at = new CellReference(address);
    return sheet.getRow(at.getRow()).getCell(at.getCol());
  }
}
