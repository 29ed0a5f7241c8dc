package io.almanac.jobs.ratecard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.mart.PlainAmount;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Charges of owned machines as FOCUS 1.2 CSV: an empty field is null. */
final class FocusCharges {
  private static final String ISSUER = "Own hardware";
  private static final ObjectMapper JSON = new ObjectMapper();

  private FocusCharges() {}

  /** The text of a file with these charges. */
  static String csv(List<DayCharge> charges) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv =
        new CSVPrinter(text, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get())) {
      DayCharge before = null;
      for (DayCharge charge : charges) {
        // The machine's hours stand on the first of its charges, so that they are counted once.
        boolean first =
            before == null
                || !before.day().equals(charge.day())
                || !before.line().equals(charge.line());
        Map<String, String> columns = columns(charge, first);
        if (before == null) {
          csv.printRecord(columns.keySet());
        }
        csv.printRecord(columns.values());
        before = charge;
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write text", e);
    }
    return text.toString();
  }

  private static Map<String, String> columns(DayCharge charge, boolean countsHours) {
    RateCardLine line = charge.line();
    String cost = charge.cost().toPlainString();
    YearMonth month = YearMonth.from(charge.day());
    String account = line.subAccount().orElse("");
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("BilledCost", cost);
    columns.put("EffectiveCost", cost);
    columns.put("ContractedCost", cost);
    columns.put("ListCost", cost);
    columns.put("BillingAccountId", "rate-card");
    columns.put("BillingAccountName", ISSUER);
    columns.put("BillingCurrency", line.currency());
    columns.put("BillingPeriodStart", start(month.atDay(1)));
    columns.put("BillingPeriodEnd", start(month.plusMonths(1).atDay(1)));
    columns.put("ChargeCategory", "Usage");
    columns.put("ChargeFrequency", "Recurring");
    columns.put("ChargeDescription", charge.arithmetic());
    columns.put("ChargePeriodStart", start(charge.day()));
    columns.put("ChargePeriodEnd", start(charge.day().plusDays(1)));
    columns.put("ConsumedQuantity", countsHours ? "24" : "");
    columns.put("ConsumedUnit", countsHours ? "Hours" : "");
    columns.put("InvoiceIssuerName", ISSUER);
    columns.put("PricingCategory", "Standard");
    columns.put("PricingQuantity", charge.quantity().toPlainString());
    columns.put("PricingUnit", charge.unit());
    columns.put("ProviderName", ISSUER);
    columns.put("PublisherName", ISSUER);
    columns.put("RegionId", line.region().orElse(""));
    columns.put("ResourceId", line.node());
    columns.put("ResourceName", line.node());
    columns.put("ResourceType", "GPU node");
    columns.put("ServiceCategory", "Compute");
    columns.put("ServiceName", "Owned GPU nodes");
    columns.put("SkuId", instanceType(line));
    columns.put("SkuMeter", charge.part().text());
    columns.put(
        "SkuPriceDetails",
        json(new TreeMap<>(Map.of("GpuCount", line.gpus(), "InstanceType", instanceType(line)))));
    columns.put("SubAccountId", account);
    columns.put("SubAccountName", account);
    columns.put("Tags", json(line.tags()));
    columns.put(RateCard.LINE_COLUMN, Long.toString(line.line()));
    columns.put("x_PlannedUtilisation", PlainAmount.of(line.utilisation()));
    return columns;
  }

  private static String instanceType(RateCardLine line) {
    return line.gpuModel() + " x " + line.gpus();
  }

  private static String start(LocalDate day) {
    return day + "T00:00:00Z";
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write JSON: " + value, e);
    }
  }
}
