package io.almanac.jobs.charges.source;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Maps the line items of one AWS report, legacy or 2.0, to FOCUS, by line item type. */
final class AwsCurMapping implements ChargeMapping {
  /**
   * FOCUS columns that take one AWS column as it is; the second is used where the first is empty.
   */
  private static final String[][] COPIED = {
    {"AvailabilityZone", "lineitemavailabilityzone"},
    {"BillingAccountId", "billpayeraccountid"},
    {"BillingAccountName", "billpayeraccountname"},
    {"BillingCurrency", "lineitemcurrencycode"},
    {"BillingPeriodEnd", "billbillingperiodenddate"},
    {"BillingPeriodStart", "billbillingperiodstartdate"},
    {"ChargeDescription", "lineitemlineitemdescription"},
    {"ChargePeriodEnd", "lineitemusageenddate"},
    {"ChargePeriodStart", "lineitemusagestartdate"},
    {"InvoiceId", "billinvoiceid"},
    {"InvoiceIssuerName", "billinvoicingentity"},
    {"ListUnitPrice", "pricingpublicondemandrate"},
    {"PricingCurrency", "pricingcurrency"},
    {"RegionId", "productregioncode", "productregion"},
    {"ResourceId", "lineitemresourceid"},
    {"SkuId", "productsku"},
    {"SkuMeter", "lineitemusagetype"},
    {"SkuPriceId", "pricingratecode", "pricingrateid"},
    {"SubAccountId", "lineitemusageaccountid"},
    {"SubAccountName", "lineitemusageaccountname"},
  };

  private static final String[][] PRICE_DETAILS = {
    {"CoreCount", "productvcpu"},
    {"GpuCount", "productgpu"},
    {"InstanceType", "productinstancetype"},
    {"OperatingSystem", "productoperatingsystem"},
  };

  private static final String PRODUCT = "product";

  private final Map<String, Integer> positions = new HashMap<>();
  private final int[] copiedTo = new int[COPIED.length];
  private final int[][] copiedFrom = new int[COPIED.length][];
  private final AwsTags tags;
  private final AwsMapColumn product;
  private final AwsSplit split;
  private final OtherColumns others;

  AwsCurMapping(Header header) {
    AwsCurColumns columns = new AwsCurColumns(header);
    for (int i = 0; i < COPIED.length; i++) {
      copiedTo[i] = ChargeDraft.position(COPIED[i][0]);
      copiedFrom[i] = new int[COPIED[i].length - 1];
      for (int j = 1; j < COPIED[i].length; j++) {
        copiedFrom[i][j - 1] = columns.take(COPIED[i][j]);
      }
    }
    for (String name : AwsCost.COLUMNS) {
      positions.put(name, columns.peek(name));
    }
    for (String[] detail : PRICE_DETAILS) {
      positions.put(detail[1], columns.peek(detail[1]));
    }
    this.tags = new AwsTags(columns);
    this.product = new AwsMapColumn(columns.peek("product"));
    this.split = new AwsSplit(columns);
    this.others = new OtherColumns(header, columns.taken(), AwsMapColumn.positions(header));
  }

  @Override
  public void fill(Object[] row, ChargeDraft draft) {
    for (int i = 0; i < copiedTo.length; i++) {
      Object value = first(row, copiedFrom[i]);
      draft.set(copiedTo[i], value == null ? ofProduct(row, COPIED[i]) : value);
    }
    AwsCost item = new AwsCost(name -> value(row, name));
    nameService(item, draft);
    classify(item, draft);
    item.costs(draft);
    AwsPlaces.fill(item, draft);
    tags.fill(row, draft);
    TreeMap<String, String> details = new TreeMap<>();
    for (String[] detail : PRICE_DETAILS) {
      String text = item.text(detail[1]);
      if (text != null) {
        details.put(detail[0], text);
      }
    }
    draft.set("SkuPriceDetails", details.isEmpty() ? null : Json.object(details));
    draft.otherColumns(others.of(row));
    split.fill(item, row, draft);
    price(item, draft);
  }

  private static void nameService(AwsCost item, ChargeDraft draft) {
    String code = item.text("lineitemproductcode");
    String name = item.text("productproductname");
    String category = AwsServices.category(code);
    draft.set("ServiceName", name == null ? code : name);
    draft.set("ServiceCategory", category);
    draft.set("ServiceSubcategory", AwsServices.subcategory(code));
    if (category == null) {
      draft.flag("UnknownServiceCategory");
    }
    draft.set("HostProviderName", "AWS");
    String seller = item.text("lineitemlegalentity");
    boolean marketplace = "AWS Marketplace".equals(item.text("billbillingentity"));
    draft.set("ServiceProviderName", marketplace && seller != null ? seller : "AWS");
  }

  private static void classify(AwsCost item, ChargeDraft draft) {
    draft.set("ChargeCategory", item.chargeCategory());
    if (item.chargeCategory() == null) {
      draft.flag("UnknownLineItemType");
    }
    draft.set("ChargeFrequency", item.chargeFrequency());
    draft.set("PricingCategory", item.pricingCategory());
    String plan = item.text("savingsplansavingsplanarn");
    String reservation = item.text("reservationreservationarn");
    if (plan != null || reservation != null) {
      draft.set("CommitmentDiscountId", plan == null ? reservation : plan);
      draft.set("CommitmentDiscountCategory", plan == null ? "Usage" : "Spend");
      draft.set("CommitmentDiscountType", plan == null ? "Reserved Instance" : "Savings Plan");
      if (item.isCoveredUsage()) {
        draft.set("CommitmentDiscountStatus", "Used");
      }
    }
  }

  /**
   * The currency of prices is that of the line item where the report names none, as it does of
   * taxes, fees and credits; where it is the billing currency, amounts in both are the same.
   */
  private static void price(AwsCost item, ChargeDraft draft) {
    String billing = item.text("lineitemcurrencycode");
    String pricing = item.text("pricingcurrency");
    if (pricing == null) {
      pricing = billing;
      draft.set("PricingCurrency", billing);
    }
    if (pricing != null && pricing.equals(billing)) {
      copy(draft, "EffectiveCost", "PricingCurrencyEffectiveCost");
      copy(draft, "ListUnitPrice", "PricingCurrencyListUnitPrice");
    }
    // What has no SKU and is not used, such as a fee or a tax, has no meter.
    int meter = ChargeDraft.position("SkuMeter");
    Object usageType = draft.value(meter);
    if (usageType != null
        && draft.value(ChargeDraft.position("SkuId")) == null
        && item.chargeCategory() != null
        && !item.chargeCategory().equals("Usage")) {
      draft.keepOriginal("SkuMeter", ChargeNormaliser.text(usageType));
      draft.set(meter, null);
    }
  }

  private static void copy(ChargeDraft draft, String from, String to) {
    draft.set(to, draft.value(ChargeDraft.position(from)));
  }

  private Object value(Object[] row, String name) {
    int position = positions.getOrDefault(name, -1);
    Object value = position < 0 ? null : row[position];
    return value == null || value.toString().isEmpty() ? ofProduct(row, name) : value;
  }

  /** A product attribute from the map of CUR 2.0, where the flat column is missing or empty. */
  private String ofProduct(Object[] row, String... names) {
    if (!product.isThere()) {
      return null;
    }
    for (String name : names) {
      if (name.startsWith(PRODUCT)) {
        String member = product.member(row, name.substring(PRODUCT.length()));
        if (member != null) {
          return member;
        }
      }
    }
    return null;
  }

  private static Object first(Object[] row, int[] positions) {
    for (int position : positions) {
      if (position >= 0 && row[position] != null && !row[position].toString().isEmpty()) {
        return row[position];
      }
    }
    return null;
  }
}
