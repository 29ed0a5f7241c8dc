package io.almanac.jobs.charges.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the days of Azure cost details: a charge is of one day, and billing periods end with their
 * last day, which FOCUS writes as the day after. Used by one thread at a time.
 */
final class AzurePeriods {
  /** Stands for a text that is no date. */
  private static final LocalDate NONE = LocalDate.MIN;

  private static final int REMEMBERED = 1_000;

  private final DateOrder order;
  private final Map<String, LocalDate> days = new HashMap<>();

  /**
   * Reads the dates of one file.
   *
   * @param order of dates that are not ISO; null when it is not known
   */
  AzurePeriods(DateOrder order) {
    this.order = order;
  }

  /** Sets charge and billing period; a date that cannot be read leaves its text. */
  void fill(AzureItem item, ChargeDraft draft) {
    LocalDate date = day(item, AzureColumn.DATE, draft, "ChargePeriodStart");
    if (date != null) {
      draft.set("ChargePeriodStart", instant(date));
      draft.set("ChargePeriodEnd", instant(date.plusDays(1)));
    } else {
      draft.keepOriginal("ChargePeriodEnd", text(item, AzureColumn.DATE));
    }
    billingPeriod(item, date, draft);
  }

  /** The billing month that {@link #fill} would come to; null when there is none. */
  String month(AzureItem item, ChargeDraft draft) {
    LocalDate first = day(item, AzureColumn.PERIOD_START, draft, "BillingPeriodStart");
    if (first == null && item.value(AzureColumn.PERIOD_START) == null) {
      first = day(item, AzureColumn.DATE, draft, "ChargePeriodStart");
    }
    return first == null ? null : YearMonth.from(first).toString();
  }

  /** What is blank of the billing period is taken from the day, or from its start. */
  private void billingPeriod(AzureItem item, LocalDate date, ChargeDraft draft) {
    LocalDate first = day(item, AzureColumn.PERIOD_START, draft, "BillingPeriodStart");
    LocalDate last = day(item, AzureColumn.PERIOD_END, draft, "BillingPeriodEnd");
    if (date != null && item.value(AzureColumn.PERIOD_START) == null) {
      draft.flag("BillingPeriodFromDate");
      first = date.withDayOfMonth(1);
    }
    LocalDate end = last == null ? null : exclusive(first, last);
    if (first != null && item.value(AzureColumn.PERIOD_END) == null) {
      draft.flag("BillingPeriodFromDate");
      end = first.plusMonths(1);
    }
    draft.set("BillingPeriodStart", first == null ? null : instant(first));
    draft.set("BillingPeriodEnd", end == null ? null : instant(end));
  }

  /** The day in a column; null when there is none or it cannot be read, and then noted. */
  private LocalDate day(AzureItem item, AzureColumn column, ChargeDraft draft, String target) {
    Object raw = item.value(column);
    if (raw == null) {
      return null;
    }
    if (raw instanceof Instant instant) {
      return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }
    String text = ChargeNormaliser.text(raw);
    LocalDate day = days.get(text);
    if (day == null) {
      LocalDate read = DateOrder.day(text, order);
      day = read == null ? NONE : read;
      if (days.size() >= REMEMBERED) {
        days.clear();
      }
      days.put(text, day);
    }
    draft.keepOriginal(target, text);
    if (day.equals(NONE)) {
      draft.flag("UnparsedDate");
      return null;
    }
    return day;
  }

  /**
   * The day after the last one. Where the end has the start's day of the month, as in 1 September
   * to 1 October, it is the day after already.
   */
  private static LocalDate exclusive(LocalDate first, LocalDate last) {
    boolean already =
        first != null && last.isAfter(first) && last.getDayOfMonth() == first.getDayOfMonth();
    return already ? last : last.plusDays(1);
  }

  private static String text(AzureItem item, AzureColumn column) {
    String text = item.text(column);
    return text == null ? "" : text;
  }

  private static Instant instant(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
