package io.almanac.forecasting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The errors of a sum of series at past origins, where some are too young to have any.
 *
 * <p>A series that was never wrong, a constant or a plan, is no evidence of what others are off by.
 */
final class SummedErrors {
  private SummedErrors() {}

  /**
   * Errors that intervals of the sum are made from. Errors at the same origin are added. A child
   * without an error on a day on which another has one is given one of its own from an origin that
   * judged it, so that the sum is no more certain than its parts make it. Children that no origin
   * judged are not in it: what is unknown of them is their {@link Doubt}.
   *
   * @param backtests one of each child, in the same order
   */
  static Backtest calibration(List<SeriesForecast> children, List<Backtest> backtests) {
    List<OwnErrors> wrong = new ArrayList<>();
    List<Backtest> right = new ArrayList<>();
    for (int i = 0; i < backtests.size(); i++) {
      if (backtests.get(i).isEverWrong()) {
        wrong.add(new OwnErrors(children.get(i), backtests.get(i)));
      } else {
        right.add(backtests.get(i));
      }
    }
    if (wrong.isEmpty()) {
      return stretched(children, backtests);
    }
    List<Backtest> judged = wrong.stream().map(OwnErrors::backtest).toList();
    double[][] errors = new double[origins(judged)][];
    double[][] actuals = new double[errors.length][];
    for (int k = 0; k < errors.length; k++) {
      errors[k] = new double[ahead(judged, k)];
      actuals[k] = new double[errors[k].length];
      for (int h = 0; h < errors[k].length; h++) {
        int origin = k;
        int step = h;
        if (judged.stream().noneMatch(one -> Double.isFinite(one.errorAt(origin, step)))) {
          errors[k][h] = Double.NaN;
          actuals[k][h] = Double.NaN;
          continue;
        }
        for (OwnErrors one : wrong) {
          double[] own = one.at(k, h);
          errors[k][h] += own[0];
          actuals[k][h] += own[1];
        }
        for (Backtest one : right) {
          actuals[k][h] += Double.isFinite(one.errorAt(k, h)) ? one.actuals()[k][h] : 0;
        }
      }
    }
    int freedom =
        Doubt.freedom(
            judged.stream().mapToDouble(Backtest::meanSquare).toArray(),
            judged.stream().mapToInt(Backtest::independent).toArray());
    return new Backtest(errors, actuals, Math.min(errors.length, freedom));
  }

  /**
   * Errors that say how good the sum was. A child too young for an origin is left out there and the
   * others' errors are stretched by its share of the forecast; an origin that judged none but
   * children without any uncertainty says nothing, unless there are no others.
   *
   * @param backtests one of each child, in the same order
   */
  static Backtest stretched(List<SeriesForecast> children, List<Backtest> backtests) {
    double[][] errors = new double[origins(backtests)][];
    double[][] actuals = new double[errors.length][];
    boolean[] certain = new boolean[backtests.size()];
    double all = 0;
    for (int i = 0; i < certain.length; i++) {
      certain[i] = children.get(i).isCertain();
      all += certain[i] ? 0 : children.get(i).size();
    }
    boolean allCertain = IntStream.range(0, certain.length).allMatch(i -> certain[i]);
    for (int k = 0; k < errors.length; k++) {
      double size = 0;
      boolean isEvidence = false;
      for (int i = 0; i < certain.length; i++) {
        if (backtests.get(i).isJudged(k)) {
          size += certain[i] ? 0 : children.get(i).size();
          isEvidence |= allCertain || !certain[i];
        }
      }
      errors[k] = new double[ahead(backtests, k)];
      actuals[k] = new double[errors[k].length];
      if (!isEvidence) {
        Arrays.fill(errors[k], Double.NaN);
        Arrays.fill(actuals[k], Double.NaN);
        continue;
      }
      double share = all > 0 ? size / all : 0;
      for (int i = 0; i < certain.length; i++) {
        if (backtests.get(i).isJudged(k)) {
          double stretch = !certain[i] && share > 0 && share < 1 ? 1 / share : 1;
          for (int h = 0; h < errors[k].length; h++) {
            errors[k][h] += backtests.get(i).errors()[k][h] * stretch;
            actuals[k][h] += backtests.get(i).actuals()[k][h] * stretch;
          }
        }
      }
    }
    return new Backtest(errors, actuals);
  }

  private static int origins(List<Backtest> backtests) {
    return backtests.stream().mapToInt(backtest -> backtest.errors().length).max().orElse(0);
  }

  private static int ahead(List<Backtest> backtests, int origin) {
    return backtests.stream()
        .filter(backtest -> backtest.errors().length > origin)
        .mapToInt(backtest -> backtest.errors()[origin].length)
        .max()
        .orElse(0);
  }

  /** The errors of a series, with those of other origins in place of missing ones. */
  private static final class OwnErrors {
    private final Backtest backtest;
    private final int[] donors;
    private final double[] widths;

    OwnErrors(SeriesForecast series, Backtest backtest) {
      this.backtest = backtest;
      this.donors =
          IntStream.range(0, backtest.errors().length).filter(backtest::isJudged).toArray();
      double level = series.levels().get(0);
      this.widths =
          series.days().stream().mapToDouble(day -> day.upper(level) - day.mean()).toArray();
    }

    Backtest backtest() {
      return backtest;
    }

    /**
     * An error and its actual value. Origins take turns to stand in; beyond the days that they
     * judged, their last two weeks come again, larger as the intervals of the series are.
     */
    double[] at(int origin, int step) {
      if (Double.isFinite(backtest.errorAt(origin, step))) {
        return new double[] {backtest.errors()[origin][step], backtest.actuals()[origin][step]};
      }
      for (int turn = 0; turn < donors.length; turn++) {
        int donor = donors[(origin + turn) % donors.length];
        int judged = backtest.errors()[donor].length;
        int same = step < judged ? step : judged - Backtest.STEP + (step - judged) % Backtest.STEP;
        double error = backtest.errorAt(donor, same);
        if (Double.isFinite(error)) {
          double growth = widths[same] > 0 ? widths[step] / widths[same] : 1;
          return new double[] {error * growth, backtest.actuals()[donor][same]};
        }
      }
      return new double[] {0, 0};
    }
  }
}
