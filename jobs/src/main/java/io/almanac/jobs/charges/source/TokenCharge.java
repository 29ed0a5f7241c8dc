package io.almanac.jobs.charges.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Fills one draft from one priced kind of tokens, with the arithmetic of its cost. */
final class TokenCharge {
  private final Function<String, Object> columns;
  private final ChargeDraft draft;

  TokenCharge(Function<String, Object> columns, ChargeDraft draft) {
    this.columns = columns;
    this.draft = draft;
  }

  void fill() {
    String provider = text("provider");
    String model = text("model");
    String kind = text("x_token_kind");
    String sku = provider + "/" + model + "/" + kind;
    setTimes(LocalDate.parse(text("date")));
    for (String cost : new String[] {"BilledCost", "EffectiveCost", "ListCost", "ContractedCost"}) {
      set(cost, columns.apply("x_cost"));
    }
    set("BillingCurrency", columns.apply("x_currency"));
    set("ListUnitPrice", columns.apply("x_price"));
    set("ContractedUnitPrice", columns.apply("x_price"));
    set("PricingQuantity", columns.apply("x_priced_quantity"));
    String per = text("x_price_per");
    set("PricingUnit", per.equals("1") ? "Tokens" : per + " Tokens");
    set("ConsumedQuantity", columns.apply("x_tokens"));
    set("ConsumedUnit", "Tokens");
    set("ChargeCategory", "Usage");
    set("ChargeFrequency", "Usage-Based");
    set("PricingCategory", "Standard");
    set("ServiceCategory", "AI and Machine Learning");
    set("ServiceSubcategory", "Generative AI");
    String service = text("service");
    set("ServiceName", service == null ? provider : service);
    set("HostProviderName", provider);
    set("ServiceProviderName", provider);
    set("InvoiceIssuerName", provider);
    set("ChargeDescription", model + " " + kind + " tokens");
    set("SkuId", sku);
    set("SkuMeter", kind + " tokens");
    set("SkuPriceId", sku + "/" + text("x_price_valid_from"));
    set("SkuPriceDetails", details(model, kind));
    set("ResourceId", provider + "/" + model);
    set("ResourceName", model);
    set("ResourceType", "Model");
    set("BillingAccountId", text("account"));
    set("SubAccountId", text("project"));
    set("SubAccountName", text("project"));
    set("Tags", tags());
  }

  private void setTimes(LocalDate day) {
    set("BillingPeriodStart", start(day.withDayOfMonth(1)));
    set("BillingPeriodEnd", start(day.withDayOfMonth(1).plusMonths(1)));
    set("ChargePeriodStart", start(day));
    set("ChargePeriodEnd", start(day.plusDays(1)));
  }

  private String details(String model, String kind) {
    TreeMap<String, String> details = new TreeMap<>();
    details.put("x_Model", model);
    details.put("x_PriceValidFrom", text("x_price_valid_from"));
    details.put("x_TokenKind", kind);
    return Json.object(details);
  }

  /** The tags of the record, and the name of its key among them. */
  private Object tags() {
    Object tags = columns.apply("tags");
    String key = text("api_key");
    if (key == null) {
      return tags;
    }
    if (tags == null) {
      return Json.object(new TreeMap<>(Map.of("api_key", key)));
    }
    return Json.tree(tags.toString()) instanceof ObjectNode object && !object.has("api_key")
        ? object.put("api_key", key).toString()
        : tags;
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private String text(String column) {
    Object value = columns.apply(column);
    return value == null ? null : ChargeNormaliser.text(value).strip();
  }

  private void set(String column, Object value) {
    draft.set(ChargeDraft.position(column), value);
  }
}
