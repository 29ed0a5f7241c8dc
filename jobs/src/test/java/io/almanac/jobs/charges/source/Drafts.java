package io.almanac.jobs.charges.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads single records in tests, without files and without Spark. */
final class Drafts {
  private Drafts() {}

  /** The typed charge of one record of a format. */
  static ChargeDraft read(String format, Map<String, ?> record) {
    Header header = Header.of(List.copyOf(record.keySet()));
    ChargeDraft draft = new ChargeDraft();
    ChargeReaders.named(format).mapping(header).fill(record.values().toArray(), draft);
    new ChargeNormaliser().normalise(draft);
    return draft;
  }

  /** A FOCUS record that is a charge, with more columns in front of it or in place of its own. */
  static Map<String, Object> focus(Object... namesAndValues) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("BilledCost", "1.5");
    record.put("EffectiveCost", "1.25");
    record.put("ListCost", "2");
    record.put("ContractedCost", "1.75");
    record.put("BillingCurrency", "USD");
    record.put("BillingPeriodStart", "2024-09-01T00:00:00Z");
    record.put("BillingPeriodEnd", "2024-10-01T00:00:00Z");
    record.put("ChargePeriodStart", "2024-09-02T00:00:00Z");
    record.put("ChargePeriodEnd", "2024-09-03T00:00:00Z");
    return with(record, namesAndValues);
  }

  /** An AWS line item of a type, with more columns or in place of its own. */
  static Map<String, Object> aws(String type, Object... namesAndValues) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("bill/BillingPeriodStartDate", "2023-11-01T00:00:00.000Z");
    record.put("bill/BillingPeriodEndDate", "2023-12-01T00:00:00.000Z");
    record.put("lineItem/UsageStartDate", "2023-11-02 01:00:00");
    record.put("lineItem/UsageEndDate", "2023-11-02 02:00:00");
    record.put("lineItem/LineItemType", type);
    record.put("lineItem/UnblendedCost", "10");
    record.put("lineItem/CurrencyCode", "USD");
    return with(record, namesAndValues);
  }

  /** A row of Azure cost details of an enterprise agreement, with more columns or in place. */
  static Map<String, Object> azure(Object... namesAndValues) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("Date", "2026-10-02");
    record.put("BillingPeriodStartDate", "2026-10-01");
    record.put("BillingPeriodEndDate", "2026-10-31");
    record.put("CostInBillingCurrency", "10");
    record.put("BillingCurrencyCode", "USD");
    record.put("MeterCategory", "Virtual Machines");
    record.put("ChargeType", "Usage");
    record.put("PricingModel", "OnDemand");
    return with(record, namesAndValues);
  }

  static Object value(ChargeDraft draft, String column) {
    return draft.value(ChargeDraft.position(column));
  }

  private static Map<String, Object> with(Map<String, Object> record, Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      record.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return record;
  }
}
