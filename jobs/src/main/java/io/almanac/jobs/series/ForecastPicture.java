package io.almanac.jobs.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing (SVG) of the first series: the end of each history, its forecast and its intervals. */
final class ForecastPicture {
  private static final int MOST_SERIES = 12;
  private static final int COLUMNS = 2;
  private static final double WIDTH = 560;
  private static final double HEIGHT = 200;
  private static final double MARGIN = 46;

  private final StringBuilder svg = new StringBuilder();
  private final List<Double> levels;

  private ForecastPicture(List<Double> levels) {
    this.levels = levels;
  }

  /** The drawing as text; series without a forecast are left out. */
  static String of(List<FittedSeries> fitted, List<Double> levels) {
    List<FittedSeries> shown =
        fitted.stream().filter(one -> one.mean() != null).limit(MOST_SERIES).toList();
    ForecastPicture picture =
        new ForecastPicture(levels.stream().sorted(java.util.Comparator.reverseOrder()).toList());
    int rows = (shown.size() + COLUMNS - 1) / COLUMNS;
    picture.line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        COLUMNS * WIDTH, Math.max(1, rows) * HEIGHT);
    picture.line("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    for (int i = 0; i < shown.size(); i++) {
      int row = i / COLUMNS;
      picture.panel(shown.get(i), i % COLUMNS * WIDTH, row * HEIGHT);
    }
    picture.line("</svg>");
    return picture.svg.toString();
  }

  private void panel(FittedSeries one, double left, double top) {
    double[] values = one.series().values();
    int horizon = one.mean().length;
    int shown = Math.min(values.length, 3 * horizon);
    int first = values.length - shown;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    List<double[]> all = new ArrayList<>(List.of(tail(values, shown), one.mean()));
    all.addAll(one.lower().values());
    all.addAll(one.upper().values());
    for (double[] some : all) {
      for (double value : some) {
        if (!Double.isNaN(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    Scale scale = new Scale(left, top, shown + horizon, least, most > least ? most : least + 1);
    line(
        "<text x=\"%.1f\" y=\"%.1f\" font-weight=\"bold\">%s</text>",
        left + MARGIN, top + 14, escaped(one.series().id()));
    for (double value : new double[] {scale.least, scale.most}) {
      line(
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%.4g</text>",
          left + MARGIN - 4, scale.y(value) + 4, value);
    }
    line(
        "<text x=\"%.1f\" y=\"%.1f\" fill=\"#555\">%s</text>",
        left + MARGIN, top + HEIGHT - 6, one.series().text(first));
    line(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%s</text>",
        left + WIDTH - 8, top + HEIGHT - 6, one.series().text(values.length + horizon - 1));
    for (double level : levels) {
      band(one.lower().get(level), one.upper().get(level), shown, scale);
    }
    curve(tail(values, shown), 0, scale, "#333333");
    curve(one.mean(), shown, scale, "#1f5fa8");
  }

  /** From steps and values to points. */
  private record Scale(double left, double top, int steps, double least, double most) {
    double x(int step) {
      return left + MARGIN + (WIDTH - MARGIN - 8) * step / Math.max(1, steps - 1);
    }

    double y(double value) {
      return top + 22 + (HEIGHT - 44) * (most - value) / (most - least);
    }
  }

  private void band(double[] lower, double[] upper, int from, Scale scale) {
    StringBuilder points = new StringBuilder();
    for (int h = 0; h < lower.length; h++) {
      points.append(point(scale.x(from + h), scale.y(upper[h])));
    }
    for (int h = lower.length - 1; h >= 0; h--) {
      points.append(point(scale.x(from + h), scale.y(lower[h])));
    }
    if (points.indexOf("NaN") < 0) {
      line("<polygon points=\"%s\" fill=\"#1f5fa8\" fill-opacity=\"0.18\"/>", points);
    }
  }

  /** A line with a gap where values are missing. */
  private void curve(double[] values, int from, Scale scale, String colour) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i <= values.length; i++) {
      if (i < values.length && !Double.isNaN(values[i])) {
        points.append(point(scale.x(from + i), scale.y(values[i])));
      } else if (points.length() > 0) {
        line(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\"/>",
            points, colour);
        points.setLength(0);
      }
    }
  }

  private void line(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
  }

  private static double[] tail(double[] values, int count) {
    return java.util.Arrays.copyOfRange(values, values.length - count, values.length);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
