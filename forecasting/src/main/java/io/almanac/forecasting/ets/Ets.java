package io.almanac.forecasting.ets;

import io.almanac.forecasting.model.FittedModel;
import io.almanac.forecasting.optimize.NelderMead;
import java.util.Arrays;

/**
 * Exponential smoothing in innovations state space form (Hyndman, Koehler, Snyder and Grose 2002,
 * "A state space framework for automatic forecasting using exponential smoothing methods"), fitted
 * by maximum likelihood over smoothing weights and the first level and slope; the first season is
 * the average one.
 */
public final class Ets implements FittedModel {
  private static final NelderMead SEARCH = new NelderMead(1e-7, 220);
  private static final double LEAST = 1e-4;
  private static final double LEAST_DAMPING = 0.8;
  private static final double MOST_DAMPING = 0.98;

  private final double[] values;
  private final EtsForm form;
  private final int period;
  private final double[] point;
  private final EtsState start;
  private final double aicc;

  private Ets(
      double[] values, EtsForm form, int period, double[] point, EtsState start, double aicc) {
    this.values = values;
    this.form = form;
    this.period = period;
    this.point = point;
    this.start = start;
    this.aicc = aicc;
  }

  /**
   * Fits one form.
   *
   * @param values finite; above zero where the form needs it; two seasons where it has one
   * @param period steps of the season; 1 for none
   */
  public static Ets fit(double[] values, int period, EtsForm form) {
    EtsState start = EtsState.first(values, period, form);
    double spread = spread(values);
    int n = values.length;
    boolean sloped = form.trend() != EtsForm.Trend.NONE;
    boolean seasonal = form.season() != EtsForm.Season.NONE;
    double[] first = new double[6];
    double[] steps = new double[6];
    first[0] = seasonal ? 0.2 : 0.4;
    steps[0] = 0.15;
    first[1] = 0.02;
    steps[1] = 0.03;
    first[2] = 0.05;
    steps[2] = 0.08;
    first[3] = 0.95;
    steps[3] = -0.05;
    first[4] = start.level();
    steps[4] = spread;
    first[5] = start.slope();
    steps[5] = Math.max(spread / n, Math.abs(start.slope()) / 10);
    int[] free = free(form);
    int parameters = free.length + (seasonal ? period - 1 : 0) + 1;
    double[] from = new double[free.length];
    double[] by = new double[free.length];
    for (int i = 0; i < free.length; i++) {
      from[i] = first[free[i]];
      by[i] = steps[free[i]] == 0 ? 1e-6 : steps[free[i]];
    }
    double[] full = first.clone();
    if (!sloped) {
      full[1] = 0;
      full[5] = 0;
    }
    if (!seasonal) {
      full[2] = 0;
    }
    if (form.trend() != EtsForm.Trend.DAMPED) {
      full[3] = 1;
    }
    double[] scratch = full.clone();
    NelderMead.Minimum best =
        SEARCH.minimize(
            at -> {
              for (int i = 0; i < free.length; i++) {
                scratch[free[i]] = at[i];
              }
              return deviance(values, form, period, scratch, start, null, null);
            },
            from,
            by);
    for (int i = 0; i < free.length; i++) {
      full[free[i]] = best.point()[i];
    }
    double penalty = 2.0 * parameters;
    double small = n - parameters - 1.0;
    double aicc =
        small > 0
            ? best.value() + penalty + penalty * (parameters + 1) / small
            : Double.POSITIVE_INFINITY;
    return new Ets(values.clone(), form, period, full, start, aicc);
  }

  /**
   * Fits the form with the smallest AICc: first the kind of error and season, then the trend.
   *
   * @param values finite, at least one
   * @param period steps of the season; 1 for none
   */
  public static Ets auto(double[] values, int period) {
    boolean positive = Arrays.stream(values).allMatch(value -> value > 0);
    boolean seasons = period > 1 && values.length > 2 * period + 1;
    Ets best = null;
    for (boolean relative : positive ? new boolean[] {false, true} : new boolean[] {false}) {
      for (EtsForm.Season season : EtsForm.Season.values()) {
        boolean sensible =
            season == EtsForm.Season.NONE
                || (seasons && (season == EtsForm.Season.ADDITIVE || relative));
        if (sensible) {
          best =
              better(best, fit(values, period, new EtsForm(relative, EtsForm.Trend.NONE, season)));
        }
      }
    }
    EtsForm form = best.form;
    for (EtsForm.Trend trend : new EtsForm.Trend[] {EtsForm.Trend.DAMPED, EtsForm.Trend.ADDITIVE}) {
      for (boolean relative : positive ? new boolean[] {false, true} : new boolean[] {false}) {
        if (relative || form.season() != EtsForm.Season.MULTIPLICATIVE) {
          best = better(best, fit(values, period, new EtsForm(relative, trend, form.season())));
        }
      }
    }
    return best;
  }

  private static Ets better(Ets one, Ets other) {
    return one == null || other.aicc < one.aicc ? other : one;
  }

  private static int[] free(EtsForm form) {
    boolean seasonal = form.season() != EtsForm.Season.NONE;
    return switch (form.trend()) {
      case NONE -> seasonal ? new int[] {0, 2, 4} : new int[] {0, 4};
      case ADDITIVE -> seasonal ? new int[] {0, 1, 2, 4, 5} : new int[] {0, 1, 4, 5};
      case DAMPED -> seasonal ? new int[] {0, 1, 2, 3, 4, 5} : new int[] {0, 1, 3, 4, 5};
    };
  }

  /**
   * Twice the negative log likelihood, up to a constant; infinite outside of the bounds.
   *
   * @param fitted takes the one-step forecasts, or null
   * @param ahead takes the forecasts after the last value, or null
   */
  private static double deviance(
      double[] values,
      EtsForm form,
      int period,
      double[] point,
      EtsState start,
      double[] fitted,
      double[] ahead) {
    double alpha = point[0];
    double beta = point[1];
    double gamma = point[2];
    double damping = point[3];
    boolean sloped = form.trend() != EtsForm.Trend.NONE;
    boolean seasonal = form.season() != EtsForm.Season.NONE;
    boolean multiplies = form.season() == EtsForm.Season.MULTIPLICATIVE;
    boolean relative = form.multiplicativeError();
    if (!(alpha >= LEAST && alpha <= 1 - LEAST)
        || (sloped && !(beta >= LEAST && beta <= alpha))
        || (seasonal && !(gamma >= LEAST && gamma <= 1 - alpha))
        || (form.trend() == EtsForm.Trend.DAMPED
            && !(damping >= LEAST_DAMPING && damping <= MOST_DAMPING))) {
      return Double.POSITIVE_INFINITY;
    }
    double level = point[4];
    double slope = point[5];
    double[] season = start.season().clone();
    double squares = 0;
    double logs = 0;
    int phase = 0;
    int n = values.length;
    for (int t = 0; t < n; t++) {
      double grown = level + damping * slope;
      double now = seasonal ? season[phase] : 0;
      double expected = multiplies ? grown * now : grown + now;
      double value = values[t];
      double error = value - expected;
      if (relative) {
        if (!(expected > 1e-10)) {
          return Double.POSITIVE_INFINITY;
        }
        squares += error / expected * (error / expected);
        logs += Math.log(expected);
      } else {
        squares += error * error;
      }
      if (fitted != null) {
        fitted[t] = expected;
      }
      if (multiplies) {
        if (!(grown > 1e-10) || !(now > 1e-10)) {
          return Double.POSITIVE_INFINITY;
        }
        level = grown + alpha * error / now;
        slope = damping * slope + beta * error / now;
        season[phase] = now + gamma * error / grown;
      } else {
        level = grown + alpha * error;
        slope = damping * slope + beta * error;
        if (seasonal) {
          season[phase] = now + gamma * error;
        }
      }
      if (seasonal) {
        phase = phase + 1 == period ? 0 : phase + 1;
      }
    }
    if (ahead != null) {
      double factor = damping;
      double sum = damping;
      for (int h = 0; h < ahead.length; h++) {
        double grown = level + sum * slope;
        double now = seasonal ? season[(n + h) % period] : 0;
        ahead[h] = multiplies ? grown * now : grown + now;
        factor *= damping;
        sum += factor;
      }
    }
    // A perfect fit must not make the likelihood infinite.
    return n * Math.log(Math.max(squares, 1e-12)) + 2 * logs;
  }

  private static double spread(double[] values) {
    double sum = 0;
    for (int t = 1; t < values.length; t++) {
      sum += Math.abs(values[t] - values[t - 1]);
    }
    return Math.max(sum / Math.max(1, values.length - 1), 1e-9);
  }

  /** The corrected Akaike criterion; comparable between forms for the same values. */
  public double aicc() {
    return aicc;
  }

  /** The weight of the newest error in the level. */
  public double alpha() {
    return point[0];
  }

  @Override
  public double[] forecast(int horizon) {
    double[] ahead = new double[horizon];
    deviance(values, form, period, point, start, null, ahead);
    return ahead;
  }

  @Override
  public double[] fitted() {
    double[] fitted = new double[values.length];
    deviance(values, form, period, point, start, fitted, null);
    return fitted;
  }

  @Override
  public String form() {
    return form.toString();
  }
}
