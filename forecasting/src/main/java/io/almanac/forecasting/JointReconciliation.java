package io.almanac.forecasting;

import io.almanac.forecasting.reconciliation.ErrorCovariance;
import io.almanac.forecasting.reconciliation.Reconciler;
import io.almanac.forecasting.reconciliation.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A total and its breakdowns reconciled all together: each gives way as far as it is uncertain, and
 * so the total learns from its parts and they from it (Wickramasuriya, Athanasopoulos and Hyndman
 * 2019).
 */
final class JointReconciliation {
  private final List<SeriesForecast> nodes;
  private final int[] parts;
  private final double[] sizes;
  private final Reconciler reconciler;

  private JointReconciliation(
      ReconciliationMethod method, List<SeriesForecast> nodes, int[] parts) {
    this.nodes = nodes;
    this.parts = parts;
    this.sizes = nodes.stream().mapToDouble(SeriesForecast::size).toArray();
    this.reconciler = new Reconciler(Structure.breakdowns(parts), covariance(method));
  }

  /**
   * The breakdowns, reconciled with each other and with the total. Parts that never were negative
   * are bounded by zero, each on its own: what that adds to a breakdown is left in its sum.
   */
  static List<List<SeriesForecast>> of(
      ReconciliationMethod method, SeriesForecast total, List<List<SeriesForecast>> levels) {
    List<SeriesForecast> nodes = new ArrayList<>(List.of(total));
    levels.forEach(nodes::addAll);
    List<SeriesForecast> reconciled =
        new JointReconciliation(method, nodes, levels.stream().mapToInt(List::size).toArray())
            .reconciled();
    List<List<SeriesForecast>> result = new ArrayList<>();
    int from = 1;
    for (List<SeriesForecast> level : levels) {
      result.add(reconciled.subList(from, from + level.size()));
      from += level.size();
    }
    return result;
  }

  private List<SeriesForecast> reconciled() {
    double[][] means = new double[nodes.size()][nodes.get(0).days().size()];
    for (int h = 0; h < means[0].length; h++) {
      double[] values = new double[means.length];
      for (int node = 0; node < values.length; node++) {
        values[node] = nodes.get(node).days().get(h).mean();
      }
      double[] reconciled = reconciler.reconcile(values);
      for (int node = 0; node < values.length; node++) {
        boolean bounded = nodes.get(node).isNeverNegative();
        means[node][h] = bounded ? Math.max(0, reconciled[node]) : reconciled[node];
      }
    }
    List<Backtest> calibration =
        reconciled(nodes.stream().map(node -> node.evidence().calibration()).toList());
    List<Backtest> replayed =
        reconciled(nodes.stream().map(node -> node.evidence().replayed()).toList());
    List<SeriesForecast> reconciled = new ArrayList<>();
    for (int node = 0; node < means.length; node++) {
      reconciled.add(
          nodes.get(node).reconciled(means[node], calibration.get(node), replayed.get(node)));
    }
    return reconciled;
  }

  /** What is right adds up, so errors are reconciled like forecasts, without knowing what is. */
  private List<Backtest> reconciled(List<Backtest> backtests) {
    List<Backtest> reconciled = new ArrayList<>();
    for (Backtest backtest : backtests) {
      double[][] errors = new double[backtest.errors().length][];
      for (int k = 0; k < errors.length; k++) {
        errors[k] = backtest.errors()[k].clone();
      }
      reconciled.add(new Backtest(errors, backtest.actuals()));
    }
    Backtest total = backtests.get(0);
    for (int k = 0; k < total.errors().length; k++) {
      for (int h = 0; h < total.errors()[k].length; h++) {
        double[] errors = complete(errors(backtests, k, h));
        if (errors != null) {
          double[] coherent = reconciler.reconcile(errors);
          for (int node = 0; node < coherent.length; node++) {
            if (Double.isFinite(error(backtests.get(node), k, h))) {
              double least =
                  nodes.get(node).isNeverNegative()
                      ? -reconciled.get(node).actuals()[k][h]
                      : Double.NEGATIVE_INFINITY;
              reconciled.get(node).errors()[k][h] = Math.max(least, coherent[node]);
            }
          }
        }
      }
    }
    return reconciled;
  }

  /**
   * The errors with those that are missing, of parts that were too young, taken to be like those of
   * the others in proportion to size; null when nothing is known of the total or of a breakdown.
   */
  private double[] complete(double[] errors) {
    if (!Double.isFinite(errors[0])) {
      return null;
    }
    int from = 1;
    for (int level : parts) {
      double sum = 0;
      double size = 0;
      int known = 0;
      for (int node = from; node < from + level; node++) {
        if (Double.isFinite(errors[node])) {
          sum += errors[node];
          size += sizes[node];
          known++;
        }
      }
      if (known == 0) {
        return null;
      }
      for (int node = from; node < from + level; node++) {
        if (!Double.isFinite(errors[node])) {
          errors[node] = size > 0 ? sum * sizes[node] / size : 0;
        }
      }
      from += level;
    }
    return errors;
  }

  /**
   * Structural scaling counts leaves that are equally uncertain. Costs have none: here every unit
   * of the currency is one, so that a node is as uncertain as it is large and a small team is not
   * asked to give as much as a large one. The covariance is of errors at most {@link Backtest#STEP}
   * days ahead, which all origins have; with too few of them it is the structural one.
   */
  private ErrorCovariance covariance(ReconciliationMethod method) {
    List<double[]> rows = new ArrayList<>();
    if (method == ReconciliationMethod.SHRINK) {
      List<Backtest> backtests = nodes.stream().map(node -> node.evidence().calibration()).toList();
      for (int k = 0; k < backtests.get(0).errors().length; k++) {
        for (int h = 0; h < Math.min(Backtest.STEP, backtests.get(0).errors()[k].length); h++) {
          rows.add(errors(backtests, k, h));
        }
      }
    }
    return rows.size() < Backtest.STEP
        ? ErrorCovariance.diagonal(sizes)
        : ErrorCovariance.shrunk(rows.toArray(double[][]::new));
  }

  private static double[] errors(List<Backtest> backtests, int origin, int step) {
    double[] errors = new double[backtests.size()];
    Arrays.setAll(errors, node -> error(backtests.get(node), origin, step));
    return errors;
  }

  private static double error(Backtest backtest, int origin, int step) {
    return backtest.errors().length > origin ? backtest.errors()[origin][step] : Double.NaN;
  }
}
