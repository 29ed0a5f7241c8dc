package io.almanac.forecasting.global;

import java.io.Serializable;
import java.util.Arrays;
import smile.base.cart.Loss;
import smile.base.cart.Node;
import smile.base.cart.RegressionNode;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.BaseVector;
import smile.data.vector.DoubleVector;
import smile.regression.GradientTreeBoost;
import smile.regression.RegressionTree;

/**
 * Gradient boosted regression trees for a quantile (Friedman 2001, by Smile). Every tree sees every
 * row and every feature, so that nothing is left to chance.
 */
final class BoostedTrees implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String TARGET = "target";
  private static final int DEEPEST = 8;
  private static final int FEWEST_IN_A_LEAF = 20;

  /** Fewer rows than this give no tree that could be relied on. */
  static final int FEWEST_ROWS = 1000;

  private final Node[] roots;
  private final double rate;
  private final double intercept;
  private final StructType schema;

  /**
   * Takes the trees out of Smile's model, whose own prediction binds a formula anew each time and
   * must not be asked by two threads at once.
   *
   * @param any features for which Smile says what it predicts
   */
  private BoostedTrees(GradientTreeBoost trees, double rate, double[] any) {
    this.roots = Arrays.stream(trees.trees()).map(RegressionTree::root).toArray(Node[]::new);
    this.rate = rate;
    this.schema = trees.schema();
    this.intercept = trees.predict(Tuple.of(any, schema)) - rate * sum(any);
  }

  /**
   * Learns a quantile of the targets.
   *
   * @param probability of the quantile; 0.5 for the median
   */
  static BoostedTrees fit(TrainingRows rows, GlobalSettings settings, double probability) {
    BaseVector<?, ?, ?>[] columns = new BaseVector<?, ?, ?>[Moment.NAMES.length + 1];
    for (int column = 0; column < Moment.NAMES.length; column++) {
      columns[column] = DoubleVector.of(Moment.NAMES[column], rows.column(column));
    }
    columns[Moment.NAMES.length] = DoubleVector.of(TARGET, rows.targets());
    GradientTreeBoost trees =
        GradientTreeBoost.fit(
            Formula.lhs(TARGET),
            DataFrame.of(columns),
            probability == 0.5 ? Loss.lad() : Loss.quantile(probability),
            settings.trees(),
            DEEPEST,
            settings.leaves(),
            FEWEST_IN_A_LEAF,
            settings.learningRate(),
            1);
    return new BoostedTrees(trees, settings.learningRate(), new double[Moment.NAMES.length]);
  }

  /** The quantile of the target that features have. */
  double predict(double[] features) {
    return intercept + rate * sum(features);
  }

  private double sum(double[] features) {
    Tuple tuple = Tuple.of(features, schema);
    double sum = 0;
    for (Node root : roots) {
      sum += ((RegressionNode) root.predict(tuple)).output();
    }
    return sum;
  }
}
