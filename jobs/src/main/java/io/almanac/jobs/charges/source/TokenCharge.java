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
      draft.set(cost, columns.apply("x_cost"));
    }
    draft.set("BillingCurrency", columns.apply("x_currency"));
    draft.set("ListUnitPrice", columns.apply("x_price"));
    draft.set("ContractedUnitPrice", columns.apply("x_price"));
    draft.set("PricingQuantity", columns.apply("x_priced_quantity"));
    String per = text("x_price_per");
    draft.set("PricingUnit", per.equals("1") ? "Tokens" : per + " Tokens");
    draft.set("ConsumedQuantity", columns.apply("x_tokens"));
    draft.set("ConsumedUnit", "Tokens");
    draft.set("ChargeCategory", "Usage");
    draft.set("ChargeFrequency", "Usage-Based");
    draft.set("PricingCategory", "Standard");
    draft.set("ServiceCategory", "AI and Machine Learning");
    draft.set("ServiceSubcategory", "Generative AI");
    String service = text("service");
    draft.set("ServiceName", service == null ? provider : service);
    draft.set("HostProviderName", provider);
    draft.set("ServiceProviderName", provider);
    draft.set("InvoiceIssuerName", provider);
    draft.set("ChargeDescription", model + " " + kind + " tokens");
    draft.set("SkuId", sku);
    draft.set("SkuMeter", kind + " tokens");
    draft.set("SkuPriceId", sku + "/" + text("x_price_valid_from"));
    draft.set("SkuPriceDetails", details(model, kind));
    draft.set("ResourceId", provider + "/" + model);
    draft.set("ResourceName", model);
    draft.set("ResourceType", "Model");
    draft.set("BillingAccountId", text("account"));
    draft.set("SubAccountId", text("project"));
    draft.set("SubAccountName", text("project"));
    draft.set("Tags", tags());
  }

  private void setTimes(LocalDate day) {
    draft.set("BillingPeriodStart", start(day.withDayOfMonth(1)));
    draft.set("BillingPeriodEnd", start(day.withDayOfMonth(1).plusMonths(1)));
    draft.set("ChargePeriodStart", start(day));
    draft.set("ChargePeriodEnd", start(day.plusDays(1)));
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
}
