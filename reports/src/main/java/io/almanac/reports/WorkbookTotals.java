package io.almanac.reports;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.SharedStrings;
import org.xml.sax.SAXException;

/**
 * What a written workbook says, read back from its cells, for the check that it equals the marts.
 * The sums are made here from the single cells, in decimals; no cached total is believed.
 *
 * <p>A cell is a double, so it may be off its exact amount by one part in 2^53. The sums here are
 * therefore equal to the exact ones within {@link #tolerance}, which is the sum of those parts:
 * less than a thousandth of a cent for ten billion.
 *
 * @param detailRows the number of rows on Detail
 * @param detailEffectiveCost the sum of the effective cost on Detail, all months
 * @param detailBilledCost the sum of the billed cost on Detail, all months
 * @param detailEffectiveCostByTeamAndMonth the effective cost on Detail by team label, then by
 *     charge month as {@code 2026-10}
 * @param hiddenEffectiveCost the effective cost that Detail says it does not show
 * @param actualByTeam the actual to date on By team by team label as shown, in its order
 * @param forecastTotals the mean on Forecast of the series {@code total}, by month as {@code
 *     2026-10}
 * @param tolerance how far the sums of Detail can be off the exact ones
 */
public record WorkbookTotals(
    long detailRows,
    BigDecimal detailEffectiveCost,
    BigDecimal detailBilledCost,
    Map<String, Map<String, BigDecimal>> detailEffectiveCostByTeamAndMonth,
    BigDecimal hiddenEffectiveCost,
    Map<String, BigDecimal> actualByTeam,
    Map<String, BigDecimal> forecastTotals,
    BigDecimal tolerance) {

  /** Half of the distance between neighbouring doubles of size 1. */
  private static final BigDecimal HALF_STEP =
      BigDecimal.ONE.divide(new BigDecimal(2).pow(53), MathContext.DECIMAL64);

  /** The smallest tolerance: amounts at or below it are no money in any currency. */
  private static final BigDecimal LEAST_TOLERANCE = new BigDecimal("0.000001");

  /**
   * Reads a workbook that {@link WorkbookWriter} wrote. Memory does not grow with its detail rows.
   *
   * @throws IOException when the file cannot be read or is not such a workbook
   */
  public static WorkbookTotals read(Path file) throws IOException {
    Reading reading = new Reading();
    try (OPCPackage container = OPCPackage.open(file.toFile(), PackageAccess.READ)) {
      SharedStrings strings = new ReadOnlySharedStringsTable(container);
      var sheets = (XSSFReader.SheetIterator) new XSSFReader(container).getSheetsData();
      while (sheets.hasNext()) {
        try (InputStream sheet = sheets.next()) {
          switch (sheets.getSheetName()) {
            case DetailSheet.NAME -> SheetReader.read(sheet, strings, reading::detail);
            case TeamSheet.NAME -> SheetReader.read(sheet, strings, reading::team);
            case ForecastSheet.NAME -> SheetReader.read(sheet, strings, reading::forecast);
            default -> {}
          }
        }
      }
    } catch (OpenXML4JException | SAXException | IllegalArgumentException e) {
      throw new IOException("Cannot read workbook: " + file, e);
    }
    return reading.totals();
  }

  /**
   * Whether an exact amount is what the workbook says, within {@link #tolerance}.
   *
   * @param exact the amount in the mart
   * @param read the amount read from the workbook
   */
  public boolean agrees(BigDecimal exact, BigDecimal read) {
    return exact.subtract(read).abs().compareTo(tolerance) <= 0;
  }

  /** Sums while the sheets go by. */
  private static final class Reading {
    private long rows;
    private BigDecimal effective = BigDecimal.ZERO;
    private BigDecimal billed = BigDecimal.ZERO;
    private BigDecimal hidden = BigDecimal.ZERO;
    private BigDecimal size = BigDecimal.ZERO;
    private final Map<String, Map<String, BigDecimal>> byTeam = new TreeMap<>();
    private final Map<String, BigDecimal> actuals = new LinkedHashMap<>();
    private final Map<String, BigDecimal> forecasts = new TreeMap<>();
    private boolean teamsEnded;
    private boolean forecastsEnded;

    void detail(int row, Map<Integer, String> values) {
      if (row == 4) {
        hidden = amount(values, DetailSheet.EFFECTIVE);
      }
      if (row < DetailSheet.ROWS_ABOVE) {
        return;
      }
      rows++;
      BigDecimal cost = amount(values, DetailSheet.EFFECTIVE);
      BigDecimal bill = amount(values, DetailSheet.BILLED);
      effective = effective.add(cost);
      billed = billed.add(bill);
      size = size.add(cost.abs().max(bill.abs()));
      byTeam
          .computeIfAbsent(SafeText.shown(values.get(DetailSheet.TEAM)), team -> new TreeMap<>())
          .merge(month(values.get(0)), cost, BigDecimal::add);
    }

    void team(int row, Map<Integer, String> values) {
      if (row < TeamSheet.FIRST || teamsEnded) {
        return;
      }
      String team = SafeText.shown(values.get(0));
      BigDecimal actual = amount(values, TeamSheet.ACTUAL);
      actuals.put(team, actual);
      size = size.add(actual.abs());
      teamsEnded = team.equals(TeamLine.UNALLOCATED);
    }

    void forecast(int row, Map<Integer, String> values) {
      if (row <= ForecastSheet.HEADER || forecastsEnded) {
        return;
      }
      String series = values.get(0);
      forecastsEnded = series == null || !values.containsKey(2);
      if (!forecastsEnded && series.equals(ForecastLine.TOTAL)) {
        forecasts.put(month(values.get(1)), amount(values, 2));
      }
    }

    private static BigDecimal amount(Map<Integer, String> values, int column) {
      String stored = values.get(column);
      return stored == null ? BigDecimal.ZERO : new BigDecimal(stored);
    }

    private static String month(String stored) {
      var date = org.apache.poi.ss.usermodel.DateUtil.getLocalDateTime(Double.parseDouble(stored));
      return java.time.YearMonth.from(date).toString();
    }

    WorkbookTotals totals() {
      BigDecimal tolerance =
          size.multiply(HALF_STEP).setScale(9, RoundingMode.UP).max(LEAST_TOLERANCE);
      return new WorkbookTotals(
          rows,
          effective,
          billed,
          Collections.unmodifiableMap(byTeam),
          hidden,
          Collections.unmodifiableMap(actuals),
          Collections.unmodifiableMap(forecasts),
          tolerance);
    }
  }
}
