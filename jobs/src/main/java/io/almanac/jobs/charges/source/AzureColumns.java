package io.almanac.jobs.charges.source;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the columns of Azure cost details whatever generation the header is of: without regard to
 * case and blanks, and by the English name in parentheses of a localised one, such as {@code
 * Ressourcengruppe (ResourceGroup)}.
 */
final class AzureColumns {
  private static final Pattern LOCALISED = Pattern.compile(".*\\(([A-Za-z][A-Za-z0-9 ]*)\\)");

  /** Columns that only the Microsoft Customer Agreement has. */
  private static final List<String> CUSTOMER_AGREEMENT =
      List.of(
          "costinpricingcurrency",
          "paygcostinbillingcurrency",
          "exchangeratepricingtobilling",
          "previousinvoiceid");

  private final Map<AzureColumn, int[]> positions = new EnumMap<>(AzureColumn.class);
  private final Set<AzureColumn> repeated = new HashSet<>();
  private final boolean customerAgreement;

  AzureColumns(Header header) {
    Map<String, List<Integer>> found = new HashMap<>();
    for (int i = 0; i < header.names().size(); i++) {
      found.computeIfAbsent(key(header.names().get(i)), unseen -> new ArrayList<>()).add(i);
    }
    for (AzureColumn column : AzureColumn.values()) {
      List<Integer> candidates = new ArrayList<>();
      for (String key : column.keys()) {
        List<Integer> places = found.getOrDefault(key, List.of());
        candidates.addAll(places);
        if (places.size() > 1) {
          repeated.add(column);
        }
      }
      positions.put(column, candidates.stream().mapToInt(Integer::intValue).toArray());
    }
    this.customerAgreement = CUSTOMER_AGREEMENT.stream().anyMatch(found::containsKey);
  }

  boolean has(AzureColumn column) {
    return positions.get(column).length > 0;
  }

  /** Whether one of the column's names stands there twice. */
  boolean repeats(AzureColumn column) {
    return repeated.contains(column);
  }

  /** Whether the file is of a Microsoft Customer Agreement, and not of an enterprise's. */
  boolean isCustomerAgreement() {
    return customerAgreement;
  }

  /** Positions that have become FOCUS columns as they are. */
  Set<Integer> taken() {
    Set<Integer> taken = new HashSet<>();
    positions.forEach(
        (column, places) -> {
          if (column.isWhole() && places.length > 0) {
            taken.add(places[0]);
          }
        });
    return taken;
  }

  /** The first value that is one among a column's candidates; null when there is none. */
  Object value(Object[] row, AzureColumn column) {
    for (int position : positions.get(column)) {
      Object value = position < row.length ? row[position] : null;
      if (value != null && !(value instanceof String text && isNothing(text))) {
        return value;
      }
    }
    return null;
  }

  /** The value as text; null when there is none. */
  String text(Object[] row, AzureColumn column) {
    Object value = value(row, column);
    return value == null ? null : ChargeNormaliser.text(value).strip();
  }

  private static boolean isNothing(String text) {
    return text.isBlank() || FocusValues.isNullLiteral(text);
  }

  private static String key(String name) {
    Matcher localised = LOCALISED.matcher(name);
    String english = localised.matches() ? localised.group(1) : name;
    return english.replace(" ", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
