package io.almanac.jobs.sample;

/**
 * Something that a provider charges for.
 *
 * @param code AWS product code, Azure meter category, Google service id
 * @param meter what is measured: AWS usage type, Azure and Google meter name
 * @param operation AWS operation, empty elsewhere
 * @param unit unit of the quantity, empty when there is none
 * @param listPrice public price of one unit in billionths of a dollar
 * @param price what the company pays for one unit, in billionths of a dollar
 * @param pricing FOCUS pricing category: Standard, Dynamic or Committed
 * @param resourceType empty when the charge has no resource
 * @param idTemplate how a resource id looks, see {@link Resource}
 * @param instanceType machine type, empty when it is no machine
 * @param gpus GPUs of one machine
 */
record Product(
    String key,
    Provider provider,
    String service,
    String category,
    String subcategory,
    String code,
    String meter,
    String operation,
    String unit,
    long listPrice,
    long price,
    String pricing,
    String resourceType,
    String idTemplate,
    String instanceType,
    int gpus,
    String description) {

  /** Covered by a reservation: paid in advance, so usage is billed at zero. */
  boolean committed() {
    return pricing.equals("Committed");
  }

  /** A made-up but stable SKU id in the provider's style. */
  String sku() {
    String hex = Noise.hex("sku " + key, 16).toUpperCase(java.util.Locale.ROOT);
    return switch (provider) {
      case AWS -> hex.substring(0, 13);
      case AZURE -> "DZH318Z0" + hex.substring(0, 4) + "/" + hex.substring(4, 8);
      case GCP -> hex.substring(0, 4) + "-" + hex.substring(4, 8) + "-" + hex.substring(8, 12);
    };
  }
}
