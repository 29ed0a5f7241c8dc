package io.almanac.jobs.charges.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one Google billing record costs: its cost, and its credits, which are negative. */
final class GcpCost {
  /** Credits in columns of their own: {@code credits.amount}, {@code credits.0.amount}. */
  private static final Pattern FLAT =
      Pattern.compile("credits(?:[.\\[](\\d{1,4})\\]?)?\\.(amount|full_name|id|name|type)");

  private final GcpRecord record;
  private final List<Credit> credits;

  /**
   * One credit; texts are null where the file has none.
   *
   * @param amount null when it cannot be read
   */
  private record Credit(BigDecimal amount, String type, String id, String name) {}

  GcpCost(GcpRecord record) {
    this.record = record;
    this.credits = credits(record);
  }

  /**
   * Sets the costs. What is paid is the cost with its credits; what is agreed is the cost without
   * them. A credit that cannot be read rejects the row: counting it as none would change the bill.
   */
  void set(ChargeDraft draft) {
    BigDecimal cost = record.number("cost");
    if (cost == null) {
      // Whoever normalises the draft says that there is none, or what it is instead.
      draft.set("BilledCost", record.value("cost"));
      draft.set("EffectiveCost", record.value("cost"));
      return;
    }
    BigDecimal net = net(cost);
    if (net == null) {
      String text = String.valueOf(record.fields().get("credits"));
      draft.fault(
          "credits",
          "Cannot read credits: " + (text.length() > 100 ? text.substring(0, 100) + "..." : text));
    }
    draft.set("BilledCost", net);
    draft.set("EffectiveCost", net);
    draft.set("ContractedCost", cost);
    draft.set("ListCost", record.value("cost_at_list"));
  }

  /** Names the commitment whose discount the record got, if it got one. */
  void setCommitment(ChargeDraft draft) {
    for (Credit credit : credits == null ? List.<Credit>of() : credits) {
      if (credit.type() != null && credit.type().startsWith("COMMITTED_USAGE_DISCOUNT")) {
        String id = credit.id() == null ? credit.name() : credit.id();
        boolean spend = credit.type().endsWith("_DOLLAR_BASE");
        draft.set("CommitmentDiscountId", id);
        draft.set("CommitmentDiscountName", credit.name());
        draft.set("CommitmentDiscountCategory", spend ? "Spend" : "Usage");
        draft.set("CommitmentDiscountType", "Committed Use Discount");
        draft.set("CommitmentDiscountStatus", "Used");
        draft.set("PricingCategory", "Committed");
        return;
      }
    }
  }

  private BigDecimal net(BigDecimal cost) {
    if (credits == null) {
      return null;
    }
    BigDecimal net = cost;
    for (Credit credit : credits) {
      if (credit.amount() == null) {
        return null;
      }
      net = net.add(credit.amount());
    }
    return net;
  }

  /** The credits of a record; null when they cannot be read. */
  private static List<Credit> credits(GcpRecord record) {
    List<JsonNode> elements = record.list("credits");
    if (elements == null) {
      return null;
    }
    List<Credit> credits = new ArrayList<>();
    for (JsonNode element : elements) {
      String amount = GcpRecord.text(element.get("amount"));
      String name = GcpRecord.text(element.get("full_name"));
      credits.add(
          new Credit(
              amount == null ? null : GcpRecord.amount(amount),
              GcpRecord.text(element.get("type")),
              GcpRecord.text(element.get("id")),
              name == null ? GcpRecord.text(element.get("name")) : name));
    }
    if (elements.isEmpty()) {
      flat(record).values().forEach(fields -> credits.add(flat(fields)));
    }
    return credits;
  }

  private static TreeMap<String, Map<String, String>> flat(GcpRecord record) {
    TreeMap<String, Map<String, String>> flat = new TreeMap<>();
    for (String path : record.fields().subMap("credits", "credits\uFFFF").keySet()) {
      Matcher found = FLAT.matcher(path);
      if (found.matches()) {
        String number = found.group(1) == null ? "" : found.group(1);
        flat.computeIfAbsent(number, unseen -> new TreeMap<>())
            .put(found.group(2), record.text(path));
      }
    }
    return flat;
  }

  private static Credit flat(Map<String, String> fields) {
    String amount = fields.get("amount");
    return new Credit(
        amount == null ? null : GcpRecord.amount(amount),
        fields.get("type"),
        fields.get("id"),
        fields.getOrDefault("full_name", fields.get("name")));
  }
}
