package io.almanac.jobs.charges.source;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Split line items: how AWS divides the cost of an instance among the containers on it. They tell
 * again what the instance's own line item has billed, so that they cost nothing here; what they
 * would is kept in AllocatedMethodDetails. FOCUS has the instance in ResourceId and the container
 * in AllocatedResourceId.
 *
 * <p>Unused capacity stands in the split items of containers and in an item of its own. Neither is
 * added to anything.
 */
final class AwsSplit {
  /** What AllocatedMethodId says of split line items. */
  static final String METHOD = "aws-split-cost-allocation";

  /** What a split item may carry: the key in the details, the column, the net column. */
  private static final String[][] COSTS = {
    {"x_SplitCost", "splitlineitemsplitcost", "splitlineitemnetsplitcost"},
    {"x_UnusedCost", "splitlineitemunusedcost", "splitlineitemnetunusedcost"},
  };

  private final int parent;
  private final int actual;
  private final int ratio;
  private final int usage;
  private final List<int[]> costs = new ArrayList<>();

  AwsSplit(AwsCurColumns columns) {
    this.parent = columns.peek("splitlineitemparentresourceid");
    this.actual = columns.peek("splitlineitemactualusage");
    this.ratio = columns.peek("splitlineitemsplitusageratio");
    this.usage = columns.peek("splitlineitemsplitusage");
    for (String[] cost : COSTS) {
      costs.add(new int[] {columns.peek(cost[1]), columns.peek(cost[2])});
    }
  }

  /** Turns the draft into an allocated charge without a cost, if the line item is a split one. */
  void fill(AwsCost item, Object[] row, ChargeDraft draft) {
    String instance = text(row, parent);
    if (instance == null) {
      return;
    }
    draft.flag("SplitLineItem");
    for (String cost : List.of("BilledCost", "EffectiveCost", "ListCost")) {
      int position = ChargeDraft.position(cost);
      Object stated = draft.value(position);
      if (stated != null && !isZero(stated)) {
        draft.keepOriginal(cost, ChargeNormaliser.text(stated));
      }
      draft.set(position, BigDecimal.ZERO);
    }
    draft.set("AllocatedResourceId", draft.value(ChargeDraft.position("ResourceId")));
    draft.set("AllocatedResourceName", draft.value(ChargeDraft.position("ResourceName")));
    draft.set("ResourceId", instance);
    draft.set("ResourceName", null);
    draft.set("ResourceType", null);
    draft.set("AllocatedMethodId", METHOD);
    draft.set("AllocatedMethodDetails", details(item, row, draft));
    // The quantity is the container's, priced in no way of its own.
    draft.set("PricingQuantity", null);
    draft.set("PricingUnit", null);
  }

  /** FOCUS's elements of an allocation, with AWS's costs as further members. */
  private String details(AwsCost item, Object[] row, ChargeDraft draft) {
    StringBuilder element = new StringBuilder();
    append(element, "AllocatedRatio", text(row, ratio));
    String used = text(row, usage);
    append(element, "UsageQuantity", used == null ? text(row, actual) : used);
    append(element, "UsageUnit", unit(item.text("lineitemusagetype")));
    for (int i = 0; i < COSTS.length; i++) {
      String net = text(row, costs.get(i)[1]);
      String cost = net == null ? text(row, costs.get(i)[0]) : net;
      BigDecimal amount = cost == null ? null : NumberText.parse(cost);
      if (amount != null) {
        // As text, which no reader of JSON takes for a double.
        Json.append(element, COSTS[i][0], amount.toPlainString());
      } else if (cost != null) {
        draft.flag("UnparsedNumber");
        Json.append(element, COSTS[i][0], cost);
      }
    }
    return "{\"Elements\":[" + Json.close(element) + "]}";
  }

  /** {@code GPU-Hours} of {@code USW2-EKS-EC2-GPU-Hours}; null when there is no usage type. */
  private static String unit(String usageType) {
    if (usageType == null) {
      return null;
    }
    String[] words = usageType.split("-", -1);
    return words.length < 2 ? usageType : words[words.length - 2] + "-" + words[words.length - 1];
  }

  private static void append(StringBuilder json, String key, String text) {
    if (text == null) {
      return;
    }
    BigDecimal number = key.equals("UsageUnit") ? null : NumberText.exact(text);
    if (number == null) {
      Json.append(json, key, text);
    } else {
      Json.append(json, key, number);
    }
  }

  private static String text(Object[] row, int position) {
    Object value = position < 0 ? null : row[position];
    String text = value == null ? "" : ChargeNormaliser.text(value).strip();
    return text.isEmpty() || FocusValues.isNullLiteral(text) ? null : text;
  }

  private static boolean isZero(Object stated) {
    BigDecimal number = NumberText.exact(ChargeNormaliser.text(stated));
    return number != null && number.signum() == 0;
  }
}
