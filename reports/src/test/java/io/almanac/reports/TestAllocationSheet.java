package io.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
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
      assertThat(book.getSheetIndex(sheet)).isEqualTo(book.getSheetIndex("Idle GPU") - 1);
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
      XSSFSheet sheet = book.getSheet("Allocation");
      // Figures end in row 9; a heading in row 12 and its header in row 13 follow.
      assertThat(cell(sheet, "A12").getStringCellValue()).isEqualTo("Shared costs of 2026-10");
      assertThat(number(sheet, "F14")).isEqualTo(40);
      assertThat(number(sheet, "G14")).isEqualTo(0.75);
      assertThat(number(sheet, "G15")).isEqualTo(0.25);
      assertThat(cell(sheet, "A16").getStringCellValue()).isEqualTo("kept");
      assertThat(number(sheet, "G16")).isEqualTo(1);
      assertThat(number(sheet, "E17")).isEqualTo(45);
    }
  }

  @Test
  void namespacesAddUpToTheirCluster() throws IOException {
    try (XSSFWorkbook book = written(report())) {
      XSSFSheet sheet = book.getSheet("Allocation");
      // Shared costs end in row 17; a heading in row 20 and its header in row 21 follow.
      assertThat(cell(sheet, "A20").getStringCellValue())
          .isEqualTo("Kubernetes clusters in 2026-10");
      assertThat(number(sheet, "F22")).isEqualTo(40);
      assertThat(number(sheet, "G22")).isEqualTo(0.75);
      assertThat(number(sheet, "D23")).isEqualTo(20);
      assertThat(cell(sheet, "G24").getStringCellValue()).isEmpty();
      assertThat(cell(sheet, "B25").getStringCellValue()).isEqualTo("'=cmd");
      assertThat(number(sheet, "F25")).isEqualTo(2.5);
      assertThat(number(sheet, "E26")).isEqualTo(42.5);
    }
  }

  @Test
  void thereIsNoSheetWithoutFigures() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.full())) {
      assertThat(book.getSheet("Allocation")).isNull();
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
