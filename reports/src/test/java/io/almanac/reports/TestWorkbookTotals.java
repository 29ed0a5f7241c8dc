package io.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestWorkbookTotals {

  @TempDir Path folder;

  @Test
  void readsWhatWasWritten() throws IOException {
    WorkbookTotals totals = written(SampleReport.full());
    assertThat(totals.detailRows()).isEqualTo(120);
    BigDecimal exact = SampleReport.sum(SampleReport.details().map(DetailLine::effectiveCost));
    assertThat(totals.agrees(exact, totals.detailEffectiveCost())).isTrue();
    assertThat(totals.agrees(exact.add(new BigDecimal("0.01")), totals.detailEffectiveCost()))
        .isFalse();
    assertThat(totals.actualByTeam()).hasSize(8).containsEntry("unallocated", money("12090.87"));
    assertThat(totals.detailEffectiveCostByTeamAndMonth().get("unallocated"))
        .satisfies(months -> assertThat(months.get("2026-10")).isEqualByComparingTo("12090.87"));
    assertThat(totals.forecastTotals())
        .containsOnlyKeys("2026-10", "2026-11", "2026-12", "2027-01");
  }

  @Test
  void readsEmptyCompany() throws IOException {
    WorkbookTotals totals = written(SampleReport.empty());
    assertThat(totals.detailRows()).isZero();
    assertThat(totals.detailEffectiveCost()).isZero();
    assertThat(totals.actualByTeam()).containsOnlyKeys("unallocated");
    assertThat(totals.forecastTotals()).isEmpty();
  }

  @Test
  void readsHostileNamesAsShown() throws IOException {
    String formula = "=1+1";
    String escape = "_x003D_ <&> \u0001 \uD83D\uDE80";
    List<TeamLine> teams = List.of(team(formula), team(escape), team("*"));
    Details details =
        new Details(() -> Stream.of(detail(formula, "1.25"), detail(escape, "1")), 10, "mart");
    WorkbookTotals totals = written(SampleReport.with(SampleReport.empty(), teams, details));
    assertThat(totals.actualByTeam())
        .containsOnlyKeys("'=1+1", "_x003D_ <&> \uFFFD \uD83D\uDE80", "*", "unallocated");
    assertThat(totals.detailEffectiveCostByTeamAndMonth())
        .containsEntry("'=1+1", Map.of("2026-10", money("1.25")));
  }

  @Test
  void streamsManyRows() throws IOException {
    BigDecimal each = new BigDecimal("0.123456789012345678");
    Details details =
        new Details(
            () -> IntStream.range(0, 200_000).mapToObj(i -> detail("team-" + i % 40, each)),
            Details.MOST_ROWS,
            "mart daily_costs");
    WorkbookTotals totals =
        written(SampleReport.with(SampleReport.full(), SampleReport.teams(), details));
    assertThat(totals.detailRows()).isEqualTo(200_000);
    // 200,000 x 0.123456789012345678
    BigDecimal exact = new BigDecimal("24691.3578024691356");
    assertThat(totals.agrees(exact, totals.detailEffectiveCost())).isTrue();
    assertThat(totals.detailEffectiveCostByTeamAndMonth()).hasSize(40);
  }

  @Test
  void aMissingCostIsABlankCellAndAddsNothing() throws IOException {
    Details details =
        new Details(
            () -> Stream.of(detail("vision", "2.5"), detail("speech", (BigDecimal) null)),
            Details.MOST_ROWS,
            "mart daily_costs");
    WorkbookTotals totals =
        written(SampleReport.with(SampleReport.full(), SampleReport.teams(), details));
    assertThat(totals.detailRows()).isEqualTo(2);
    assertThat(totals.agrees(money("2.5"), totals.detailEffectiveCost())).isTrue();
  }

  @Test
  void aTeamWhoseCostIsUnknownHasABlankActualAndTheSheetStillTiesOut() throws IOException {
    TeamLine unknown = new TeamLine("speech", null, null, null, null, null, null, null, null);
    TeamLine none = new TeamLine(null, null, null, null, null, null, null, null, null);
    Details details =
        new Details(() -> Stream.of(detail("speech", (BigDecimal) null)), 10, "mart daily_costs");
    for (List<TeamLine> teams : List.of(List.of(unknown), List.of(unknown, none))) {
      Path file = folder.resolve("unknown.xlsx");
      WorkbookWriter.write(SampleReport.with(SampleReport.empty(), teams, details), file);
      try (Workbook workbook = WorkbookFactory.create(file.toFile())) {
        Sheet sheet = workbook.getSheet("By team");
        assertThat(sheet.getRow(TeamSheet.FIRST).getCell(0).getStringCellValue())
            .isEqualTo("speech");
        Cell actual = sheet.getRow(TeamSheet.FIRST).getCell(TeamSheet.ACTUAL);
        assertThat(actual == null || actual.getCellType() == CellType.BLANK).isTrue();
        FormulaEvaluator formulas = workbook.getCreationHelper().createFormulaEvaluator();
        int check = TeamSheet.FIRST + 2 + 5;
        assertThat(formulas.evaluate(sheet.getRow(check).getCell(1)).getStringValue())
            .isEqualTo("PASS");
      }
    }
  }

  @Test
  void refusesWhatIsNoWorkbook() throws IOException {
    Path file = Files.writeString(folder.resolve("no.xlsx"), "no workbook");
    assertThatThrownBy(() -> WorkbookTotals.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot read workbook");
  }

  private WorkbookTotals written(CostReport report) throws IOException {
    Path file = folder.resolve("report.xlsx");
    WorkbookWriter.write(report, file);
    return WorkbookTotals.read(file);
  }

  private static BigDecimal money(String amount) {
    return new BigDecimal(amount);
  }

  private static TeamLine team(String name) {
    return new TeamLine(name, BigDecimal.ONE, null, null, null, null, null, null, null);
  }

  private static DetailLine detail(String team, String cost) {
    return detail(team, money(cost));
  }

  private static DetailLine detail(String team, BigDecimal cost) {
    return new DetailLine(
        YearMonth.of(2026, 10),
        team,
        "project",
        "prod",
        "CC-1",
        "Compute",
        "Amazon EC2",
        true,
        cost,
        cost,
        "USD");
  }
}
