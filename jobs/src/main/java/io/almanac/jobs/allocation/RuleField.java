package io.almanac.jobs.allocation;

import java.util.List;

/** What of a charge a rule can ask for beside its tags, with the columns of charges behind it. */
enum RuleField {
  SUB_ACCOUNT("sub-account", "SubAccountId", "SubAccountName"),
  SERVICE("service", "ServiceName"),
  SERVICE_CATEGORY("service-category", "ServiceCategory"),
  RESOURCE_ID("resource-id", "ResourceId"),
  RESOURCE_NAME("resource-name", "ResourceName"),
  PROVIDER("provider", "ServiceProviderName"),
  REGION("region", "RegionId"),
  CHARGE_CATEGORY("charge-category", "ChargeCategory"),
  SOURCE("source", "source");

  private final String key;
  private final List<String> columns;

  RuleField(String key, String... columns) {
    this.key = key;
    this.columns = List.of(columns);
  }

  /** The key in the rule file. */
  String key() {
    return key;
  }

  /** The columns of which one must match. */
  List<String> columns() {
    return columns;
  }
}
