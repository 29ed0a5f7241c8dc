package io.almanac.jobs.allocation;

import java.util.List;
import java.util.Map;

/**
 * What rules may refer to.
 *
 * @param sets lists of values by name
 * @param tables owners by name
 * @param tagNames which tags are the same
 */
record RuleContext(
    Map<String, List<String>> sets, Map<String, OwnerTable> tables, TagNames tagNames) {
  RuleContext {
    sets = Map.copyOf(sets);
    tables = Map.copyOf(tables);
  }
}
