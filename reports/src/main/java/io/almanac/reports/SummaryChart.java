package io.almanac.reports;

import java.math.BigDecimal;
import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.PresetLineDash;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFColorRgbBinary;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFNoFillProperties;
import org.apache.poi.xddf.usermodel.XDDFPresetLineDash;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.DisplayBlanks;
import org.apache.poi.xddf.usermodel.chart.Grouping;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFAreaChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartLegend;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFLegendEntry;
import org.apache.poi.xddf.usermodel.chart.XDDFLineChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFDrawing;

/** The chart of actual cost and the forecast with its band, and the cells it is drawn from. */
final class SummaryChart {

  static final int DATA_HEADER = 4;
  static final int DATA_COLUMN = 7;
  private static final int LINE = DATA_COLUMN + 5;
  private static final int BAND_FROM = DATA_COLUMN + 6;
  private static final int BAND_WIDTH = DATA_COLUMN + 7;

  private SummaryChart() {}

  static void write(CostReport report, Grid grid) {
    List<ChartPoint> points = report.summary().chart();
    if (points.isEmpty()) {
      grid.text(SummarySheet.CHART_TOP, 0, "No data for a chart yet.");
      return;
    }
    data(report, grid, points);
    draw(report, grid, points);
  }

  private static void data(CostReport report, Grid grid, List<ChartPoint> points) {
    String currency = ", " + report.cover().currency();
    grid.text(DATA_HEADER - 1, DATA_COLUMN, "Data of the chart", grid.styles.label);
    String[] names = {
      "Date", "Actual", "Forecast", "Low 80 %", "High 80 %", "Line", "Band from", "Band width"
    };
    for (int i = 0; i < names.length; i++) {
      String name = i == 0 ? names[i] : names[i] + currency;
      grid.text(DATA_HEADER, DATA_COLUMN + i, name, grid.styles.cardLabel);
    }
    for (int i = 0; i < points.size(); i++) {
      boolean forecastFollows = i + 1 < points.size() && points.get(i + 1).forecast() != null;
      point(grid, DATA_HEADER + 1 + i, points.get(i), forecastFollows);
    }
  }

  /** The last three columns let line and band begin at the last actual, where nothing is open. */
  private static void point(Grid grid, int row, ChartPoint point, boolean forecastFollows) {
    grid.date(row, DATA_COLUMN, point.date());
    grid.money(row, DATA_COLUMN + 1, point.actual());
    Estimate forecast = point.forecast();
    if (forecast != null) {
      grid.money(row, DATA_COLUMN + 2, forecast.mean());
      grid.money(row, DATA_COLUMN + 3, forecast.lower80());
      grid.money(row, DATA_COLUMN + 4, forecast.upper80());
      grid.formula(row, LINE, "J#", grid.styles.money);
      grid.formula(row, BAND_FROM, "K#", grid.styles.money);
      grid.formula(row, BAND_WIDTH, "L#-K#", grid.styles.money);
    } else if (point.actual() != null) {
      if (forecastFollows) {
        grid.formula(row, LINE, "I#", grid.styles.money);
      }
      grid.formula(row, BAND_FROM, "I#", grid.styles.money);
      grid.money(row, BAND_WIDTH, BigDecimal.ZERO);
    }
  }

  private static void draw(CostReport report, Grid grid, List<ChartPoint> points) {
    XSSFDrawing drawing = grid.sheet.createDrawingPatriarch();
    XSSFChart chart =
        drawing.createChart(
            drawing.createAnchor(
                0, 0, 0, 0, 0, SummarySheet.CHART_TOP, 5, SummarySheet.CHART_BOTTOM));
    chart.displayBlanksAs(DisplayBlanks.GAP);
    XDDFChartLegend legend = chart.getOrAddLegend();
    legend.setPosition(LegendPosition.TOP);
    XDDFCategoryAxis dates = chart.createCategoryAxis(AxisPosition.BOTTOM);
    dates.setNumberFormat(isMonthly(points) ? Styles.MONTH : "d mmm");
    XDDFValueAxis costs = chart.createValueAxis(AxisPosition.LEFT);
    costs.setCrosses(AxisCrosses.AUTO_ZERO);
    costs.setNumberFormat("#,##0");
    costs.setTitle(report.cover().currency());
    costs.getOrAddMajorGridProperties().setLineProperties(line(colour("D9DFE8"), 0.5));
    XDDFDataSource<?> dateCells = cells(grid, points.size(), DATA_COLUMN);
    if (points.stream().anyMatch(point -> point.forecast() != null)) {
      band(chart, dates, costs, dateCells, grid, points.size());
      XDDFLegendEntry unseen = legend.addEntry();
      unseen.setIndex(0);
      unseen.setDelete(true);
    }
    XDDFLineChartData data = (XDDFLineChartData) chart.createData(ChartTypes.LINE, dates, costs);
    data.setVaryColors(false);
    series(
        data,
        dateCells,
        cells(grid, points.size(), DATA_COLUMN + 1),
        "Actual",
        colour(Styles.INK),
        2.5);
    var forecast =
        series(
            data,
            dateCells,
            cells(grid, points.size(), LINE),
            "Forecast",
            colour(Styles.ORANGE),
            2.5);
    dash(forecast, PresetLineDash.DASH);
    chart.plot(data);
  }

  /** The band is an area of the interval's width, stacked on an unseen one up to its low end. */
  private static void band(
      XSSFChart chart,
      XDDFCategoryAxis dates,
      XDDFValueAxis costs,
      XDDFDataSource<?> dateCells,
      Grid grid,
      int points) {
    var band = (XDDFAreaChartData) chart.createData(ChartTypes.AREA, dates, costs);
    band.setGrouping(Grouping.STACKED);
    var low = band.addSeries(dateCells, cells(grid, points, BAND_FROM));
    low.setTitle("Low 80 %", null);
    low.setFillProperties(new XDDFNoFillProperties());
    var width = band.addSeries(dateCells, cells(grid, points, BAND_WIDTH));
    width.setTitle("80 % interval of the forecast", null);
    width.setFillProperties(new XDDFSolidFillProperties(colour(Styles.PALE_ORANGE)));
    chart.plot(band);
  }

  private static boolean isMonthly(List<ChartPoint> points) {
    return points.stream().allMatch(point -> point.date().getDayOfMonth() == 1);
  }

  private static XDDFNumericalDataSource<Double> cells(Grid grid, int points, int column) {
    return XDDFDataSourcesFactory.fromNumericCellRange(
        grid.sheet, new CellRangeAddress(DATA_HEADER + 1, DATA_HEADER + points, column, column));
  }

  private static XDDFLineChartData.Series series(
      XDDFLineChartData data,
      XDDFDataSource<?> dates,
      XDDFNumericalDataSource<Double> values,
      String name,
      XDDFColor colour,
      double points) {
    var series = (XDDFLineChartData.Series) data.addSeries(dates, values);
    series.setTitle(name, null);
    series.setSmooth(false);
    series.setMarkerStyle(MarkerStyle.NONE);
    series.setLineProperties(line(colour, points));
    return series;
  }

  private static void dash(XDDFLineChartData.Series series, PresetLineDash dash) {
    var shape = series.getShapeProperties();
    XDDFLineProperties line = shape.getLineProperties();
    line.setPresetDash(new XDDFPresetLineDash(dash));
    series.setLineProperties(line);
  }

  private static XDDFLineProperties line(XDDFColor colour, double points) {
    XDDFLineProperties line = new XDDFLineProperties(new XDDFSolidFillProperties(colour));
    line.setWidth(points);
    return line;
  }

  private static XDDFColor colour(String hex) {
    return new XDDFColorRgbBinary(Styles.rgb(hex));
  }
}
