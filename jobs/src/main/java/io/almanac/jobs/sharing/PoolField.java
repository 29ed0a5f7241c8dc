package io.almanac.jobs.sharing;

import java.util.List;

/** What of an allocated cost a split rule can ask for, with the columns behind it. */
enum PoolField {
  SERVICE("service", "service_name"),
  SERVICE_CATEGORY("service-category", "service_category"),
  CHARGE_CATEGORY("charge-category", "charge_category"),
  PROVIDER("provider", "service_provider_name"),
  SUB_ACCOUNT("sub-account", "sub_account_id", "sub_account_name"),
  SOURCE("source", "source");

  private final String key;
  private final List<String> columns;

  PoolField(String key, String... columns) {
    this.key = key;
    this.columns = List.of(columns);
  }

  /** The key in the file. */
  String key() {
    return key;
  }

  /** The columns of {@code allocated_costs} of which one must match. */
  List<String> columns() {
    return columns;
  }
}
