package io.almanac.forecasting.ces;

import io.almanac.forecasting.model.FittedModel;
import io.almanac.forecasting.optimize.NelderMead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022, "Complex exponential
 * smoothing", Naval Research Logistics 69(8)): the level has a second, unobserved part, its
 * potential, so that level and trend need not be told apart. Weights minimise the squared one-step
 * errors; the form has the smallest AICc.
 */
public final class Ces implements FittedModel {
  private static final NelderMead SEARCH = new NelderMead(1e-9, 240);
  private static final double LEAST = 0.01;
  private static final double[] MOST = {1.8, 1.9, 1.5, 1.5};
  private static final double[] STEPS = {0.065, 0.05, 0.05, 0.05};

  /** A forecast may leave the range of the history by so much of its width. */
  private static final double WIDER = 0.5;

  private final double[] values;
  private final double unit;
  private final CesForm form;
  private final int period;
  private final double[] weights;
  private final double aicc;

  private Ces(
      double[] values, double unit, CesForm form, int period, double[] weights, double aicc) {
    this.values = values;
    this.unit = unit;
    this.form = form;
    this.period = period;
    this.weights = weights;
    this.aicc = aicc;
  }

  /**
   * Fits one form.
   *
   * @param values finite, at least seven; two seasons where the form has one
   * @param period steps of the season; 1 for none
   * @return null when the best weights are unstable, which is to say that the form does not suit
   */
  public static Ces fit(double[] values, int period, CesForm form) {
    double size = Arrays.stream(values).map(Math::abs).average().orElse(0);
    double unit = size > 0 ? size : 1;
    double[] scaled = Arrays.stream(values).map(value -> value / unit).toArray();
    CesRecursion recursion = new CesRecursion(scaled, period, form);
    int n = values.length;
    double[] start = start(form);
    NelderMead.Minimum best =
        SEARCH.minimize(
            at -> {
              double[] weights = inside(at);
              return mayForget(weights)
                  ? n * Math.log(Math.max(recursion.run(weights, null), 1e-12))
                  : Double.POSITIVE_INFINITY;
            },
            start,
            Arrays.copyOf(STEPS, start.length));
    double[] weights = inside(best.point());
    if (!recursion.forgets(weights)) {
      return null;
    }
    // The weights and the variance: first states are found by running backwards.
    int parameters = start.length + 1;
    double small = n - parameters - 1.0;
    double aicc =
        small > 0
            ? best.value() + 2.0 * parameters + 2.0 * parameters * (parameters + 1) / small
            : Double.POSITIVE_INFINITY;
    return new Ces(scaled, unit, form, period, weights, aicc);
  }

  /**
   * Fits all forms that the history is long enough for.
   *
   * @param values finite
   * @param period steps of the season; 1 for none
   * @return those that are stable, the smallest AICc first; may be empty
   */
  public static List<Ces> all(double[] values, int period) {
    boolean seasons = period > 1 && values.length > 2 * period + 1;
    List<Ces> fits = new ArrayList<>();
    if (values.length > CesForm.FULL.weights() + 2) {
      for (CesForm form : CesForm.values()) {
        Ces fit = form == CesForm.NONE || seasons ? fit(values, period, form) : null;
        if (fit != null && Double.isFinite(fit.aicc)) {
          fits.add(fit);
        }
      }
    }
    fits.sort(Comparator.comparingDouble(fit -> fit.aicc));
    return fits;
  }

  /**
   * Continues a series by the form of the smallest AICc that does not run away: complex smoothing
   * may grow by itself, and over a long horizon without end.
   *
   * @param values finite
   * @param period steps of the season; 1 for none
   * @return one value a step, or null when no form suits
   */
  public static double[] forecast(double[] values, int period, int horizon) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(0);
    double margin = WIDER * (most - least) + 1e-9 * Math.max(Math.abs(most), Math.abs(least));
    for (Ces fit : all(values, period)) {
      double[] ahead = fit.forecast(horizon);
      if (Arrays.stream(ahead).allMatch(v -> v >= least - margin && v <= most + margin)) {
        return ahead;
      }
    }
    return null;
  }

  private static double[] start(CesForm form) {
    return switch (form) {
      case NONE, SIMPLE -> new double[] {1.3, 1};
      case PARTIAL -> new double[] {1.3, 1, 0.1};
      case FULL -> new double[] {1.3, 1, 1.3, 1};
    };
  }

  /** The nearest weights within the bounds, so that the search may walk along them. */
  private static double[] inside(double[] weights) {
    double[] nearest = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      nearest[i] = Math.min(MOST[i], Math.max(LEAST, weights[i]));
    }
    return nearest;
  }

  /** Whether the season, taken alone, forgets its start: the paper's condition of stability. */
  private static boolean mayForget(double[] weights) {
    if (weights.length < CesForm.FULL.weights()) {
      return true;
    }
    double trace = 2 - 2 * weights[2] + weights[3];
    double determinant =
        (1 - weights[2] + weights[3]) * (1 - weights[2])
            + (1 - weights[3]) * (1 - weights[2] - weights[3]);
    return determinant < 1 && Math.abs(trace) < 1 + determinant;
  }

  /** The corrected Akaike criterion; comparable between forms for the same values. */
  public double aicc() {
    return aicc;
  }

  /** The smoothing weights of the level, then of the season. */
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public double[] forecast(int horizon) {
    double[] ahead = new CesRecursion(values, period, form).ahead(weights, horizon);
    return Arrays.stream(ahead).map(value -> value * unit).toArray();
  }

  @Override
  public double[] fitted() {
    double[] fitted = new double[values.length];
    new CesRecursion(values, period, form).run(weights, fitted);
    return Arrays.stream(fitted).map(value -> value * unit).toArray();
  }

  @Override
  public String form() {
    return form.toString();
  }
}
