package io.almanac.forecasting.global;

import java.io.Serializable;
import smile.base.cart.Loss;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.BaseVector;
import smile.data.vector.DoubleVector;
import smile.regression.GradientTreeBoost;

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

  private final GradientTreeBoost trees;
  private final StructType schema;

  private BoostedTrees(GradientTreeBoost trees) {
    this.trees = trees;
    this.schema = trees.schema();
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
    return new BoostedTrees(
        GradientTreeBoost.fit(
            Formula.lhs(TARGET),
            DataFrame.of(columns),
            probability == 0.5 ? Loss.lad() : Loss.quantile(probability),
            settings.trees(),
            DEEPEST,
            settings.leaves(),
            FEWEST_IN_A_LEAF,
            settings.learningRate(),
            1));
  }

  /** The quantile of the target that features have. */
  double predict(double[] features) {
    return trees.predict(Tuple.of(features, schema));
  }
}
