package io.almanac.jobs.kubernetes;

import io.almanac.jobs.charges.source.NumberText;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What an allocation weighs: the sum of its costs with their adjustments. Where one of them is no
 * number, and all costs are asked for, the total less what is outside of the cluster stands in.
 *
 * <p>OpenCost prices GPUs by what pods have asked for; how busy they were is in no cost.
 *
 * @param costs which of them
 */
record Weighing(List<WeightCost> costs) {
  /** Copies the list. */
  Weighing {
    costs = List.copyOf(costs);
  }

  /**
   * What an allocation weighs.
   *
   * @param cost exact, may be negative; null when nothing of it is a number
   * @param isIncomplete whether a cost that is there is no number, and no total stands in for it
   * @param hasCostWithoutGpu whether GPUs cost something and there are none
   */
  record Weight(BigDecimal cost, boolean isIncomplete, boolean hasCostWithoutGpu) {}

  /**
   * Weighs an allocation.
   *
   * @param fields the text of a field by its name in JSON, null when it is absent
   */
  Weight weigh(UnaryOperator<String> fields) {
    BigDecimal sum = null;
    boolean incomplete = false;
    for (WeightCost cost : costs) {
      for (String field : List.of(cost.field(), cost.adjustment())) {
        String text = fields.apply(field);
        BigDecimal amount = text == null ? null : NumberText.parse(text);
        incomplete |= text != null && amount == null;
        sum = amount == null ? sum : sum == null ? amount : sum.add(amount);
      }
    }
    if ((sum == null || incomplete) && costs.size() == WeightCost.values().length) {
      BigDecimal total = number(fields, "totalCost");
      if (total != null) {
        BigDecimal outside = number(fields, "externalCost");
        sum = outside == null ? total : total.subtract(outside);
        incomplete = false;
      }
    }
    return new Weight(sum, incomplete || sum == null, hasCostWithoutGpu(fields));
  }

  private static boolean hasCostWithoutGpu(UnaryOperator<String> fields) {
    BigDecimal cost = number(fields, "gpuCost");
    BigDecimal count = number(fields, "gpuCount");
    BigDecimal hours = number(fields, "gpuHours");
    return cost != null
        && cost.signum() > 0
        && (count != null || hours != null)
        && (count == null || count.signum() == 0)
        && (hours == null || hours.signum() == 0);
  }

  private static BigDecimal number(UnaryOperator<String> fields, String name) {
    String text = fields.apply(name);
    return text == null ? null : NumberText.parse(text);
  }
}
