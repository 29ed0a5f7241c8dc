package io.almanac.jobs.charges.source;

import io.almanac.jobs.mart.FocusColumns;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartColumn;
import io.almanac.jobs.parquet.RecentValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;

/**
 * Turns the raw values of a draft into typed FOCUS 1.4 values: decimals, microseconds since 1970,
 * enumerations in the specification's spelling, JSON objects with sorted keys.
 *
 * <p>A row is faulty only when it cannot be a charge: without a readable billed cost, currency,
 * start of billing period, start or end of charge period. Everything else that is wrong leaves the
 * value null, keeps the original text and sets a flag. Used by one thread at a time.
 */
public final class ChargeNormaliser {
  private static final int BILLED_COST = ChargeDraft.position("BilledCost");
  private static final int CURRENCY = ChargeDraft.position("BillingCurrency");
  private static final int PERIOD_START = ChargeDraft.position("BillingPeriodStart");
  private static final int PERIOD_END = ChargeDraft.position("BillingPeriodEnd");
  private static final int CHARGE_START = ChargeDraft.position("ChargePeriodStart");
  private static final int CHARGE_END = ChargeDraft.position("ChargePeriodEnd");
  private static final int[] INDISPENSABLE = {
    BILLED_COST, CURRENCY, PERIOD_START, CHARGE_START, CHARGE_END
  };
  private static final int[] COSTS = {
    ChargeDraft.position("EffectiveCost"),
    ChargeDraft.position("ListCost"),
    ChargeDraft.position("ContractedCost")
  };

  /** Texts repeat from row to row; the bound keeps the memory of a task flat. */
  private static final int REMEMBERED = 20_000;

  private static final int LONGEST_REMEMBERED = 2_000;

  private enum Kind {
    TEXT,
    NUMBER,
    TIME,
    ENUM,
    JSON,
    CURRENCY
  }

  /**
   * What no single charge reaches in any currency. Sums of a hundred thousand rows of it still fit
   * DECIMAL(38,18).
   */
  private static final int COST_DIGITS = 15;

  private static final String TOO_LARGE = "ImplausibleCost";

  /**
   * Outside of these years a date stands for something else: 1900-01-01 for none, 9999-12-31 for
   * never.
   */
  private static final int FIRST_YEAR = 1990;

  private static final int LAST_YEAR = 2199;
  private static final Instant FIRST = Instant.parse(FIRST_YEAR + "-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse((LAST_YEAR + 1) + "-01-01T00:00:00Z");
  private static final long FIRST_MICROS = FIRST.getEpochSecond() * 1_000_000L;
  private static final long AFTER_LAST_MICROS = AFTER_LAST.getEpochSecond() * 1_000_000L;
  private static final String IMPLAUSIBLE_DATE = "ImplausibleDate";

  private final Kind[] kinds = kinds();
  private final boolean[] isCost = new boolean[kinds.length];
  private final List<RecentValues<Object>> texts = RecentValues.forColumns(kinds.length);
  private final Map<String, TimeText.Reading> times = new HashMap<>();
  private final Map<String, Json.Canonical> objects = new HashMap<>();

  /** A normaliser with nothing remembered. */
  public ChargeNormaliser() {
    isCost[BILLED_COST] = true;
    for (int i : COSTS) {
      isCost[i] = true;
    }
  }

  /** Types every value of the draft and notes flags, originals and faults in it. */
  public void normalise(ChargeDraft draft) {
    for (int i = 0; i < kinds.length; i++) {
      Object raw = draft.value(i);
      if (raw instanceof String text) {
        draft.set(i, text(draft, i, text));
      } else if (raw != null) {
        draft.set(i, typed(draft, i, raw));
      }
    }
    for (int i : INDISPENSABLE) {
      if (draft.value(i) == null) {
        String column = ChargeDraft.COLUMNS.get(i);
        String text = draft.original(column);
        draft.fault(column, fault(draft, column, text));
      }
    }
    for (int i : COSTS) {
      if (draft.value(i) == null) {
        draft.flag("Missing" + ChargeDraft.COLUMNS.get(i));
      }
    }
    checkPeriods(draft);
    QualityFlags.check(draft);
  }

  private static String fault(ChargeDraft draft, String column, String text) {
    if (text == null) {
      return "Cannot find " + column;
    }
    String why = "";
    if (column.equals("BilledCost") && draft.has(TOO_LARGE)) {
      why = " (more than %s digits before the point)".formatted(COST_DIGITS);
    } else if (TimeText.parse(text) != null) {
      why = " (not from %s to %s)".formatted(FIRST_YEAR, LAST_YEAR);
    }
    return "Cannot read " + column + ": " + shortened(text) + why;
  }

  /** Texts that are typed without a note in the draft are typed once. */
  private Object text(ChargeDraft draft, int position, String text) {
    Object known = texts.get(position).get(text);
    if (known != null) {
      return known;
    }
    int notes = draft.notes();
    Object typed = typed(draft, position, text);
    if (typed != null && draft.notes() == notes && text.length() <= LONGEST_REMEMBERED) {
      texts.get(position).put(text, typed);
    }
    return typed;
  }

  private Object typed(ChargeDraft draft, int position, Object raw) {
    String column = ChargeDraft.COLUMNS.get(position);
    if (raw instanceof String text) {
      if (text.isBlank()) {
        return null;
      }
      if (text.length() <= 6) {
        String word = text.strip();
        if (FocusValues.isNullLiteral(word)) {
          draft.flag("NullLiteral");
          return null;
        }
        if (FocusValues.isWordyNull(word)) {
          draft.flag("NullLiteral");
          draft.keepOriginal(column, text);
          return null;
        }
      }
    }
    if (raw instanceof NestedValue nested && kinds[position] != Kind.JSON) {
      draft.flag("NestedValue");
      draft.keepOriginal(column, nested.json());
      return null;
    }
    switch (kinds[position]) {
      case NUMBER:
        return number(draft, column, raw, isCost[position]);
      case TIME:
        return time(draft, column, raw);
      case ENUM:
        return enumeration(draft, column, text(raw));
      case JSON:
        return object(draft, column, text(raw));
      case CURRENCY:
        return currency(draft, column, text(raw));
      case TEXT:
      default:
        return text(raw);
    }
  }

  private static BigDecimal number(ChargeDraft draft, String column, Object raw, boolean isCost) {
    BigDecimal number;
    if (raw instanceof Double wide) {
      // A float is not exact beyond its shortest text, so cutting that to 18 decimals loses
      // nothing.
      number = NumberText.of(wide);
    } else {
      BigDecimal exact =
          raw instanceof BigDecimal decimal ? decimal : NumberText.exact(raw.toString());
      number = exact == null ? null : NumberText.fit(exact);
      if (number != null && number.compareTo(exact) != 0) {
        draft.flag("RoundedNumber");
        draft.keepOriginal(column, text(raw));
      }
    }
    if (number == null) {
      draft.flag("UnparsedNumber");
      draft.keepOriginal(column, text(raw));
    } else if (isCost && (long) number.precision() - number.scale() > COST_DIGITS) {
      draft.flag(TOO_LARGE);
      draft.keepOriginal(column, text(raw));
      return null;
    }
    return number;
  }

  private Long time(ChargeDraft draft, String column, Object raw) {
    if (raw instanceof Instant instant) {
      return instant.isBefore(FIRST) || !instant.isBefore(AFTER_LAST)
          ? implausible(draft, column, text(raw))
          : (Long) (instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000);
    }
    String text = text(raw);
    TimeText.Reading reading = times.get(text);
    if (reading == null) {
      reading = TimeText.parse(text);
      if (reading == null) {
        draft.flag("UnparsedDate");
        draft.keepOriginal(column, text);
        return null;
      }
      remember(times, text, reading);
    }
    if (reading.micros() < FIRST_MICROS || reading.micros() >= AFTER_LAST_MICROS) {
      return implausible(draft, column, text);
    }
    if (!reading.asSpecified()) {
      draft.keepOriginal(column, text);
    }
    return reading.micros();
  }

  private static Long implausible(ChargeDraft draft, String column, String text) {
    draft.flag(IMPLAUSIBLE_DATE);
    draft.keepOriginal(column, text);
    return null;
  }

  private static String enumeration(ChargeDraft draft, String column, String text) {
    String word = text.strip();
    String canonical = FocusValues.ENUMS.get(column).get(word.toLowerCase(Locale.ROOT));
    if (canonical == null) {
      draft.flag("UnknownEnumValue");
      return text;
    }
    if (!canonical.equals(text)) {
      draft.flag(canonical.equalsIgnoreCase(word) ? "EnumCaseFixed" : "EnumRenamed");
      draft.keepOriginal(column, text);
    }
    return canonical;
  }

  private String object(ChargeDraft draft, String column, String text) {
    Json.Canonical object = objects.get(text);
    if (object == null) {
      object = Json.canonical(text);
      if (object == null) {
        draft.flag(column.endsWith("Tags") ? "TagNotJson" : "ValueNotJson");
        draft.keepOriginal(column, text);
        return null;
      }
      remember(objects, text, object);
    }
    if (object.clashingKeys() && column.endsWith("Tags")) {
      draft.flag("DuplicateTagKeyIgnoringCase");
    }
    return object.text();
  }

  private static String currency(ChargeDraft draft, String column, String text) {
    String code = text.strip().toUpperCase(Locale.ROOT);
    if (!code.equals(text)) {
      draft.keepOriginal(column, text);
    }
    return code;
  }

  private static void checkPeriods(ChargeDraft draft) {
    if (!(draft.value(CHARGE_START) instanceof Long start)) {
      return;
    }
    if (draft.value(CHARGE_END) instanceof Long end && end <= start) {
      draft.flag("ChargePeriodNotPositive");
    }
    boolean before = draft.value(PERIOD_START) instanceof Long first && start < first;
    boolean after = draft.value(PERIOD_END) instanceof Long last && start >= last;
    if (before || after) {
      draft.flag("ChargeOutsideBillingPeriod");
    }
  }

  /** The value as text: numbers in plain notation, instants in ISO form. */
  static String text(Object raw) {
    if (raw instanceof BigDecimal number) {
      // In plain notation 1E+999999999 would need a gigabyte.
      return Math.abs((long) number.scale()) > LONGEST_REMEMBERED
          ? number.toString()
          : number.toPlainString();
    }
    if (raw instanceof Double number && Double.isFinite(number)) {
      return new BigDecimal(Double.toString(number)).toPlainString();
    }
    return raw.toString();
  }

  private static <T> void remember(Map<String, T> memory, String text, T reading) {
    if (text.length() <= LONGEST_REMEMBERED) {
      if (memory.size() >= REMEMBERED) {
        memory.clear();
      }
      memory.put(text, reading);
    }
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }

  private static Kind[] kinds() {
    return FocusColumns.ALL.stream().map(ChargeNormaliser::kind).toArray(Kind[]::new);
  }

  private static Kind kind(MartColumn column) {
    if (column.type().equals(Mart.MONEY)) {
      return Kind.NUMBER;
    }
    if (column.type().equals(DataTypes.TimestampType)) {
      return Kind.TIME;
    }
    if (FocusValues.ENUMS.containsKey(column.name())) {
      return Kind.ENUM;
    }
    if (FocusValues.JSON.contains(column.name())) {
      return Kind.JSON;
    }
    return column.name().equals("BillingCurrency") ? Kind.CURRENCY : Kind.TEXT;
  }
}
