package io.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestWorkbookWriter {

  @TempDir Path folder;

  @Test
  void keepsOrderOfSheets() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.full())) {
      List<String> names = new ArrayList<>();
      book.forEach(sheet -> names.add(sheet.getSheetName()));
      assertThat(names)
          .containsExactly(
              "Cover",
              "Summary",
              "By team",
              "Forecast",
              "Forecast accuracy",
              "Idle GPU",
              "Reconciliation",
              "Detail",
              "Dictionary");
    }
  }

  /** A header that is repeated on every page is right for one table only. */
  @Test
  void accuracyHasItsOwnHeaderOnEveryPage() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.full())) {
      XSSFSheet sheet = book.getSheet("Forecast accuracy");
      assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("4:4");
      assertThat(cell(sheet, "C4").getStringCellValue()).isEqualTo("MASE");
      assertThat(cell(sheet, "A5").getStringCellValue())
          .isEqualTo(SampleReport.full().accuracy().get(0).series());
      Sheet forecast = book.getSheet("Forecast");
      assertThat(forecast.getLastRowNum() + 1)
          .isEqualTo(4 + SampleReport.full().forecasts().size());
      assertThat(coverLinks(book)).contains("Forecast", "Forecast accuracy");
    }
  }

  @Test
  void whatRoundsToZeroHasNoSign() throws IOException {
    CostReport plain = SampleReport.full();
    List<TeamLine> teams = List.of(team("none", 5, null));
    ForecastLine line = plain.forecasts().get(0);
    CostReport report =
        new CostReport(
            plain.cover(),
            plain.summary(),
            teams,
            List.of(
                new ForecastLine(
                    line.series(),
                    line.month(),
                    new Estimate(
                        new BigDecimal("-0.004999"),
                        new BigDecimal("-1234.5"),
                        new BigDecimal("0.01")),
                    new BigDecimal("-1234.5"),
                    new BigDecimal("0.01"),
                    line.model(),
                    line.trainingEnd())),
            plain.accuracy(),
            plain.idleGpus(),
            plain.reconciliation(),
            Details.none("mart"),
            plain.dictionary(),
            List.of(
                new ScenarioLine(
                    "launch",
                    ForecastLine.TOTAL,
                    YearMonth.of(2026, 12),
                    new BigDecimal("0.3"),
                    new BigDecimal("0.299999"),
                    new BigDecimal("1"),
                    new BigDecimal("2"),
                    "none")),
            AllocationFigures.NONE,
            List.of());
    try (XSSFWorkbook book = written(report)) {
      Sheet forecast = book.getSheet("Forecast");
      assertThat(cell(forecast, "C5").getNumericCellValue()).isEqualTo(-0.004999);
      assertThat(cell(forecast, "C5").getCellStyle().getDataFormatString())
          .isEqualTo("#,##0.00_);#,##0.00_)");
      assertThat(cell(forecast, "D5").getCellStyle().getDataFormatString())
          .isEqualTo("#,##0.00_);(#,##0.00)");
      // A formula is rounded and keeps its style: its cells may come to be others.
      Cell difference = cell(book.getSheet("Scenarios"), "F5");
      assertThat(difference.getCellFormula()).isEqualTo("IFERROR(ROUND(E5-D5,2),\"\")");
      assertThat(difference.getNumericCellValue()).isZero();
      assertThat(difference.getCellStyle().getDataFormatString())
          .isEqualTo("#,##0.00_);(#,##0.00)");
    }
  }

  @Test
  void unitsOfTheDictionaryAreWrapped() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.full())) {
      Sheet sheet = book.getSheet("Dictionary");
      assertThat(cell(sheet, "D6").getCellStyle().getWrapText()).isTrue();
      assertThat(cell(sheet, "D6").getStringCellValue()).isEqualTo("currency");
    }
  }

  @Test
  void showsScenariosOnlyWhereThereAreSome() throws IOException {
    CostReport plain = SampleReport.full();
    CostReport report =
        new CostReport(
            plain.cover(),
            plain.summary(),
            plain.teams(),
            plain.forecasts(),
            plain.accuracy(),
            plain.idleGpus(),
            plain.reconciliation(),
            plain.details(),
            plain.dictionary(),
            List.of(
                new ScenarioLine(
                    "launch",
                    ForecastLine.TOTAL,
                    YearMonth.of(2026, 12),
                    new BigDecimal("1000.25"),
                    new BigDecimal("1200.75"),
                    new BigDecimal("1100"),
                    new BigDecimal("1300"),
                    "=requests +20 % from 2026-12-01")),
            AllocationFigures.NONE,
            List.of());
    try (XSSFWorkbook book = written(report)) {
      XSSFSheet sheet = book.getSheet("Scenarios");
      assertThat(book.getSheetIndex(sheet)).isEqualTo(book.getSheetIndex("Idle GPU") - 1);
      assertThat(cell(sheet, "F5").getCellFormula()).isEqualTo("E5-D5");
      assertThat(cell(sheet, "F5").getNumericCellValue()).isCloseTo(200.5, within(1e-9));
      assertThat(cell(sheet, "I5").getCellType()).isEqualTo(CellType.STRING);
      assertThat(coverLinks(book)).contains("Scenarios");
    }
    try (XSSFWorkbook book = written(plain)) {
      assertThat(book.getSheet("Scenarios")).isNull();
      assertThat(coverLinks(book)).doesNotContain("Scenarios").contains("Forecast");
    }
  }

  @Test
  void showsWhatMovedOnlyWhereSomethingDid() throws IOException {
    CostReport plain = SampleReport.full();
    ChangeLine held =
        new ChangeLine(
            YearMonth.of(2026, 9),
            "aws",
            "=team",
            "late-rows",
            "USD",
            LocalDate.of(2026, 10, 5),
            new BigDecimal("10"),
            new BigDecimal("12.5"),
            new BigDecimal("2.5"),
            new BigDecimal("2.25"),
            3,
            false);
    CostReport report =
        new CostReport(
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
            AllocationFigures.NONE,
            List.of(held));
    try (XSSFWorkbook book = written(report)) {
      XSSFSheet sheet = book.getSheet("Changes");
      assertThat(book.getSheetIndex(sheet)).isEqualTo(book.getSheetIndex("Detail") - 1);
      assertThat(cell(sheet, "C5").getCellType()).isEqualTo(CellType.STRING);
      assertThat(cell(sheet, "D5").getStringCellValue()).isEqualTo("late-rows");
      assertThat(cell(sheet, "I5").getNumericCellValue()).isEqualTo(2.5);
      assertThat(cell(sheet, "J5").getNumericCellValue()).isEqualTo(2.25);
      assertThat(cell(sheet, "K5").getNumericCellValue()).isEqualTo(3);
      assertThat(cell(sheet, "L5").getStringCellValue()).isEqualTo("no, the period is FINAL");
      assertThat(coverLinks(book)).contains("Changes");
    }
    try (XSSFWorkbook book = written(plain)) {
      assertThat(book.getSheet("Changes")).isNull();
      assertThat(coverLinks(book)).doesNotContain("Changes");
    }
  }

  private static List<String> coverLinks(XSSFWorkbook book) {
    List<String> links = new ArrayList<>();
    book.getSheet("Cover")
        .forEach(
            row -> {
              if (row.getCell(0) != null) {
                links.add(row.getCell(0).toString());
              }
            });
    return links;
  }

  @Test
  void leavesNoPartBehind() throws IOException {
    WorkbookWriter.write(SampleReport.full(), folder.resolve("r.xlsx"));
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString())).containsExactly("r.xlsx");
    }
  }

  @Test
  void givesSameBytesForSameReport() throws Exception {
    Path one = folder.resolve("one.xlsx");
    Path two = folder.resolve("two.xlsx");
    WorkbookWriter.write(SampleReport.full(), one);
    Thread.sleep(1100);
    WorkbookWriter.write(SampleReport.full(), two);
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
  }

  @Test
  void cachesVariancesAndTotalsOfLiveFormulas() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.full())) {
      XSSFSheet sheet = book.getSheet("By team");
      TeamLine first = SampleReport.teams().get(0);
      Cell variance = cell(sheet, "E5");
      assertThat(variance.getCellFormula()).contains("D5-C5");
      assertThat(variance.getNumericCellValue())
          .isCloseTo(first.budget().subtract(first.monthEnd()).doubleValue(), within(1e-6));
      assertThat(cell(sheet, "A12").getStringCellValue()).isEqualTo("unallocated");
      assertThat(cell(sheet, "B13").getCellFormula()).contains("SUM(B5:B12)");
      // 61240.12 + 48377.55 + 32918.07 + 95441.90 + 27003.31 + 41820.40 + 73655.66 + 12090.87
      assertThat(cell(sheet, "B13").getNumericCellValue()).isCloseTo(392547.88, within(1e-6));
      assertThat(cell(sheet, "B13").getCellStyle().getDataFormatString())
          .isEqualTo("#,##0.00_);(#,##0.00)");
      assertThat(cell(sheet, "R12").getStringCellValue()).isEqualTo("no budget");
      assertThat(cell(sheet, "B15").getCellFormula()).startsWith("SUMIFS(Detail!");
      assertThat(cell(sheet, "B15").getNumericCellValue()).isCloseTo(392547.88, within(1e-6));
      assertThat(cell(sheet, "B18").getStringCellValue()).isEqualTo("PASS");
      assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 4);
      assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("4:4");
      assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
    }
  }

  @Test
  void judgesStatusByOverspend() throws IOException {
    List<TeamLine> teams =
        List.of(
            team("under", 90, 100.0),
            team("little-over", 110, 100.0),
            team("far-over", 111, 100.0),
            team("zero-budget", 5, 0.0),
            team("none", 5, null),
            team("new", null, 100.0));
    CostReport report = SampleReport.with(SampleReport.full(), teams, Details.none("mart"));
    try (XSSFWorkbook book = written(report)) {
      List<String> statuses = new ArrayList<>();
      for (int row = 4; row < 10; row++) {
        statuses.add(book.getSheet("By team").getRow(row).getCell(17).getStringCellValue());
      }
      assertThat(statuses)
          .containsExactly("GREEN", "AMBER", "RED", "RED", "no budget", "no forecast");
      assertThat(cell(book.getSheet("Cover"), "B4").getStringCellValue()).isEqualTo("NO");
    }
  }

  @Test
  void comparesTheBudgetOfWholeMonthsWithWholeMonths() throws IOException {
    // 25 in past months and 5 of this one, which is forecast to end with 12.
    List<TeamLine> teams = List.of(year("ahead", "36"), year("behind", "40"));
    CostReport report = SampleReport.with(SampleReport.full(), teams, Details.none("mart"));
    try (XSSFWorkbook book = written(report)) {
      XSSFSheet sheet = book.getSheet("By team");
      assertThat(cell(sheet, "L4").getStringCellValue())
          .isEqualTo("Year's variance to month end, USD (+ lower spend)");
      // 36 - (25 + 12), although 36 - 30 is favourable
      assertThat(cell(sheet, "L5").getNumericCellValue()).isEqualTo(-1);
      assertThat(cell(sheet, "L6").getNumericCellValue()).isEqualTo(3);
      assertThat(cell(sheet, "L8").getNumericCellValue()).isEqualTo(2);
    }
  }

  private static TeamLine year(String team, String budget) {
    return new TeamLine(
        team,
        new BigDecimal("5"),
        new BigDecimal("12"),
        null,
        null,
        new BigDecimal("30"),
        new BigDecimal(budget),
        null,
        null);
  }

  @Test
  void saysActualOfAMonthThatIsOver() throws IOException {
    try (XSSFWorkbook book =
        written(SampleReport.settled(SampleReport.full(), LocalDate.of(2026, 10, 31)))) {
      XSSFSheet summary = book.getSheet("Summary");
      // 399,967.09 less 990 x (61 + 48 + 33 + 95 + 27 + 42 + 74)
      assertThat(cell(summary, "A3").getStringCellValue())
          .isEqualTo("The month ended 23,767 USD OVER budget.");
      assertThat(cell(summary, "B5").getStringCellValue()).isEqualTo("Month end (actual), USD");
      assertThat(cell(summary, "B7").getStringCellValue()).isEqualTo("all days are settled");
      assertThat(cell(summary, "B9").getStringCellValue()).isEqualTo("Full-year forecast, USD");
      assertThat(cell(summary, "E11").getStringCellValue()).isEqualTo("actual against prior month");
      XSSFSheet teams = book.getSheet("By team");
      assertThat(cell(teams, "C4").getStringCellValue()).isEqualTo("Month end (actual), USD");
      assertThat(cell(teams, "A3").getStringCellValue())
          .startsWith("Variances compare the actual of the month with the budget;");
      assertThat(cell(teams, "N4").getStringCellValue()).isEqualTo("Full year forecast, USD");
    }
    // The fiscal year of the sample begins in February.
    try (XSSFWorkbook book =
        written(SampleReport.settled(SampleReport.full(), LocalDate.of(2027, 1, 31)))) {
      assertThat(cell(book.getSheet("Summary"), "B9").getStringCellValue())
          .isEqualTo("Full year (actual), USD");
      assertThat(cell(book.getSheet("By team"), "N4").getStringCellValue())
          .isEqualTo("Full year (actual), USD");
    }
  }

  @Test
  void saysWhyThereIsNoVariance() throws IOException {
    CostReport empty = SampleReport.empty();
    try (XSSFWorkbook book = written(empty)) {
      assertThat(cell(book.getSheet("Summary"), "A3").getStringCellValue())
          .isEqualTo("No variance: the month has no budget.");
      assertThat(cell(book.getSheet("Summary"), "B7").getStringCellValue())
          .isEqualTo("no forecast");
      assertThat(cell(book.getSheet("Summary"), "B11").getStringCellValue())
          .isEqualTo("the cost is not known, see Cover");
      assertThat(cell(book.getSheet("Summary"), "A35").getStringCellValue())
          .isEqualTo("The cost of the month before is not known.");
    }
  }

  @Test
  void flagsFailedCheckOnCover() throws IOException {
    CostReport good = SampleReport.full();
    CostReport bad =
        new CostReport(
            good.cover(),
            good.summary(),
            good.teams(),
            good.forecasts(),
            good.accuracy(),
            good.idleGpus(),
            SampleReport.reconciliation(false),
            good.details(),
            good.dictionary(),
            List.of(),
            AllocationFigures.NONE,
            List.of());
    try (XSSFWorkbook book = written(good)) {
      assertThat(cell(book.getSheet("Cover"), "B4").getStringCellValue()).isEqualTo("YES");
    }
    try (XSSFWorkbook book = written(bad)) {
      assertThat(cell(book.getSheet("Cover"), "B4").getStringCellValue()).isEqualTo("NO");
      assertThat(cell(book.getSheet("Reconciliation"), "J9").getNumericCellValue())
          .isEqualTo(-12.5);
    }
    assertThat(bad.allChecksPass()).isFalse();
    assertThat(SampleReport.empty().allChecksPass()).isFalse();
  }

  @Test
  void writesDetailAsTypedFlatTable() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.full())) {
      XSSFSheet sheet = book.getSheet("Detail");
      assertThat(sheet.getLastRowNum() + 1).isEqualTo(7 + 8 * 3 * 5);
      assertThat(cell(sheet, "A8").getLocalDateTimeCellValue().toLocalDate())
          .isEqualTo(LocalDate.of(2026, 8, 1));
      assertThat(cell(sheet, "A8").getCellStyle().getDataFormatString()).isEqualTo("yyyy-mm");
      assertThat(sheet.getCTWorksheet().getAutoFilter().getRef()).isEqualTo("A7:K127");
      assertThat(sheet.getNumMergedRegions()).isZero();
      assertThat(cell(sheet, "I4").getCellFormula()).isEqualTo("SUM($I$8:$I$127)");
      assertThat(cell(sheet, "I6").getNumericCellValue())
          .isCloseTo(
              SampleReport.sum(SampleReport.details().map(DetailLine::effectiveCost)).doubleValue(),
              within(1e-6));
      assertThat(book.getName("detail_effective_cost").getRefersToFormula())
          .isEqualTo("'Detail'!$I$6");
    }
  }

  @Test
  void saysWhatIsNotShown() throws IOException {
    CostReport report =
        SampleReport.with(
            SampleReport.full(),
            SampleReport.teams(),
            new Details(SampleReport::details, 100, "mart daily_costs"));
    try (XSSFWorkbook book = written(report)) {
      XSSFSheet sheet = book.getSheet("Detail");
      assertThat(cell(sheet, "A3").getStringCellValue())
          .startsWith("CUT OFF: 100 rows are shown and 20 are not")
          .contains("mart daily_costs");
      assertThat(cell(book.getSheet("By team"), "B18").getStringCellValue()).isEqualTo("PASS");
      assertThat(cell(book.getSheet("Cover"), "B4").getStringCellValue()).isEqualTo("YES");
    }
  }

  @Test
  void writesEmptyCompany() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.empty())) {
      assertThat(book.getNumberOfSheets()).isEqualTo(9);
      assertThat(cell(book.getSheet("By team"), "A5").getStringCellValue())
          .isEqualTo("unallocated");
      for (Sheet sheet : book) {
        for (Row row : sheet) {
          for (Cell cell : row) {
            assertThat(cell.getCellType()).isNotEqualTo(CellType.ERROR);
          }
        }
      }
    }
  }

  @Test
  void drawsChartOfActualsAndBand() throws IOException {
    try (XSSFWorkbook book = written(SampleReport.full())) {
      var charts = book.getSheet("Summary").getDrawingPatriarch().getCharts();
      assertThat(charts).hasSize(1);
    }
  }

  private XSSFWorkbook written(CostReport report) throws IOException {
    Path file = folder.resolve("report.xlsx");
    WorkbookWriter.write(report, file);
    try (var in = Files.newInputStream(file)) {
      return new XSSFWorkbook(in);
    }
  }

  private static Cell cell(Sheet sheet, String address) {
    var reference = new org.apache.poi.ss.util.CellReference(address);
    return sheet.getRow(reference.getRow()).getCell(reference.getCol());
  }

  private static TeamLine team(String name, Integer monthEnd, Double budget) {
    return new TeamLine(
        name,
        SampleReport.money(1),
        monthEnd == null ? null : SampleReport.money(monthEnd),
        budget == null ? null : SampleReport.money(budget),
        null,
        null,
        null,
        null,
        null);
  }
}
