package io.almanac.forecasting;

import io.almanac.forecasting.reconciliation.Coherence;
import io.almanac.forecasting.reconciliation.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Forecasts of one total and of several breakdowns of it (by team, by project, by service) that all
 * add up to the same.
 *
 * <p>The breakdowns share their total and nothing else: which projects a team has now says little
 * of those that it will have, so no combination of them is forecast, and one that is new breaks no
 * sum.
 *
 * @param total the sum of the first breakdown
 * @param levels the breakdowns, each in the order in which it was given; each sums to the total
 */
public record CoherentForecasts(SeriesForecast total, List<List<SeriesForecast>> levels) {

  /** Copies its lists. */
  public CoherentForecasts {
    levels = levels.stream().map(List::copyOf).toList();
  }

  /**
   * Makes forecasts add up. In every way the total becomes the sum of the first breakdown, and the
   * parts of the others follow it in proportion to their size on that day. With {@link
   * ReconciliationMethod#BOTTOM_UP} that is all, and the first breakdown stays as it is; otherwise
   * all are reconciled before, the total's own forecast among them, and what never was negative is
   * kept from becoming so. Errors of past origins are reconciled the same way, so that intervals
   * are those of the forecasts that come out.
   *
   * @param history actual values of the total
   * @param total its own forecast; bottom-up does without, and takes null
   * @param levels at least one breakdown, none empty; all with the same days
   */
  public static CoherentForecasts of(
      ReconciliationMethod method,
      DailySeries history,
      SeriesForecast total,
      List<List<SeriesForecast>> levels) {
    List<List<SeriesForecast>> reconciled =
        method == ReconciliationMethod.BOTTOM_UP
            ? levels
            : JointReconciliation.of(method, total, levels);
    SeriesForecast sum = Hierarchy.total(history, reconciled.get(0));
    return new CoherentForecasts(sum, following(sum, reconciled));
  }

  /** All breakdowns, those after the first adjusted to the sum of the first. */
  private static List<List<SeriesForecast>> following(
      SeriesForecast total, List<List<SeriesForecast>> levels) {
    List<SeriesForecast> nodes = new ArrayList<>(List.of(total));
    levels.forEach(nodes::addAll);
    double[] sizes = nodes.stream().mapToDouble(SeriesForecast::size).toArray();
    Structure structure = Structure.breakdowns(levels.stream().mapToInt(List::size).toArray());
    double[][] means = new double[nodes.size()][total.days().size()];
    for (int h = 0; h < total.days().size(); h++) {
      double[] values = new double[means.length];
      for (int node = 0; node < values.length; node++) {
        values[node] = nodes.get(node).days().get(h).mean();
      }
      double[] coherent = Coherence.bottomUp(structure, values, sizes);
      for (int node = 0; node < values.length; node++) {
        means[node][h] = coherent[node];
      }
    }
    List<List<SeriesForecast>> adjusted = new ArrayList<>(List.of(levels.get(0)));
    int node = 1 + levels.get(0).size();
    for (List<SeriesForecast> level : levels.subList(1, levels.size())) {
      List<Backtest> calibration =
          following(
              level,
              total.evidence().calibration(),
              Evidence.of(level, Evidence::calibration),
              SummedErrors::calibration);
      List<Backtest> replayed =
          following(
              level,
              total.evidence().replayed(),
              Evidence.of(level, Evidence::replayed),
              SummedErrors::stretched);
      List<SeriesForecast> parts = new ArrayList<>();
      Doubt doubt =
          level.stream()
              .map(SeriesForecast::doubt)
              .reduce(Doubt.none(total.days().size()), Doubt::plus);
      for (int i = 0; i < level.size(); i++) {
        double[] shares = shares(means, node + i, node, node + level.size());
        parts.add(
            level
                .get(i)
                .reconciled(means[node + i], calibration.get(i), replayed.get(i))
                .doubting(level.get(i).doubt().following(total.doubt(), doubt, shares)));
      }
      node += level.size();
      adjusted.add(parts);
    }
    return adjusted;
  }

  /** By day, what part of the size of a breakdown one of its nodes is. */
  private static double[] shares(double[][] means, int node, int from, int until) {
    double[] shares = new double[means[node].length];
    for (int h = 0; h < shares.length; h++) {
      double size = 0;
      for (int other = from; other < until; other++) {
        size += Math.abs(means[other][h]);
      }
      shares[h] = size > 0 ? Math.abs(means[node][h]) / size : 0;
    }
    return shares;
  }

  /** The errors that parts would have had, had they followed the total then as they do now. */
  private static List<Backtest> following(
      List<SeriesForecast> parts,
      Backtest total,
      List<Backtest> backtests,
      BiFunction<List<SeriesForecast>, List<Backtest>, Backtest> addUp) {
    Backtest sum = addUp.apply(parts, backtests);
    List<Backtest> following = new ArrayList<>();
    double all = parts.stream().mapToDouble(SeriesForecast::size).sum();
    for (Backtest backtest : backtests) {
      double[][] errors = new double[backtest.errors().length][];
      for (int k = 0; k < errors.length; k++) {
        errors[k] = backtest.errors()[k].clone();
      }
      following.add(new Backtest(errors, backtest.actuals()));
    }
    for (int k = 0; k < Math.min(sum.errors().length, total.errors().length); k++) {
      double judged = 0;
      for (int i = 0; i < parts.size(); i++) {
        judged += backtests.get(i).errors().length > k ? parts.get(i).size() : 0;
      }
      double share = all > 0 ? judged / all : 1;
      for (int h = 0; h < sum.errors()[k].length; h++) {
        double gap = (total.errors()[k][h] - sum.errors()[k][h]) * share;
        if (Double.isFinite(gap)) {
          divide(gap, following, k, h);
        }
      }
    }
    return following;
  }

  /** Adds a gap to the errors of one day in proportion to the forecasts that they belong to. */
  private static void divide(double gap, List<Backtest> backtests, int origin, int step) {
    double size = 0;
    for (Backtest backtest : backtests) {
      size += Math.abs(forecast(backtest, origin, step));
    }
    for (Backtest backtest : backtests) {
      if (size > 0 && backtest.errors().length > origin) {
        double share = Math.abs(forecast(backtest, origin, step)) / size;
        backtest.errors()[origin][step] += share * gap;
      }
    }
  }

  /** What was forecast then; zero when nothing was. */
  private static double forecast(Backtest backtest, int origin, int step) {
    if (backtest.errors().length <= origin) {
      return 0;
    }
    double forecast = backtest.actuals()[origin][step] + backtest.errors()[origin][step];
    return Double.isFinite(forecast) ? forecast : 0;
  }
}
