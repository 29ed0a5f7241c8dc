package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.ChargeDraft;
import io.almanac.jobs.charges.source.ChargeMapping;
import io.almanac.jobs.charges.source.ChargeNormaliser;
import io.almanac.jobs.charges.source.ChargeReader;
import io.almanac.jobs.charges.source.ChargeReaders;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.charges.source.Header;
import io.almanac.jobs.charges.source.Json;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.MartColumn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes the rows of {@link ChargeLoad#read} from the records of files with one header. Times are
 * microseconds here, which needs no agreement with the session on a Java type of time.
 */
final class ChargeRows {
  static final String REJECT_REASON = "x_RejectReason";
  static final String RAW_ROW = "x_RawRow";

  /** The columns of the charges mart, then the two that reject a row; times as microseconds. */
  static final StructType SCHEMA = schema();

  private static final int PERIOD_START = ChargeDraft.position("BillingPeriodStart");
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A raw row in the rejects is cut here. */
  private static final int LONGEST_RAW = 1 << 20;

  private final String source;
  private final String format;
  private final String version;
  private final Header header;
  private final ChargeMapping mapping;
  private final ChargeNormaliser normaliser = new ChargeNormaliser();
  private final ChargeDraft draft = new ChargeDraft();
  private final Map<Long, String> months = new HashMap<>();
  private final LeftOut leftOut;
  private final Set<String> toldLeftOut = new HashSet<>();

  ChargeRows(String source, String format, Header header, FileTraits traits, LeftOut leftOut) {
    ChargeReader reader = ChargeReaders.named(format);
    this.source = source;
    this.format = format;
    this.version = reader.focusVersion(header).orElse(null);
    this.header = header;
    this.mapping = reader.mapping(header, traits);
    this.leftOut = leftOut;
  }

  /**
   * The row of one record; null when the record is to be left out.
   *
   * @param file relative path of the file
   * @param number the record in the file, from 1
   * @param record one value per column of the header
   * @param flags findings of whoever read the record
   */
  Row row(String file, long number, Object[] record, String... flags) {
    draft.clear();
    mapping.fill(record, draft);
    if (draft.isLeftOut()) {
      if (draft.leftOutOf() != null && toldLeftOut.add(file + "\n" + draft.leftOutOf())) {
        leftOut.add(file, draft.leftOutOf());
      }
      return null;
    }
    normaliser.normalise(draft);
    for (String flag : flags) {
      draft.flag(flag);
    }
    String reason = draft.faults();
    return make(file, number, reason, reason == null ? null : rawObject(record));
  }

  /** The row of a record that cannot be split into the header's columns. */
  Row broken(String file, long number, String raw, String reason) {
    draft.clear();
    StringBuilder json = new StringBuilder();
    Json.append(json, "_raw", cut(raw));
    return make(file, number, reason, Json.close(json));
  }

  private Row make(String file, long number, String reason, String raw) {
    Object[] values = new Object[SCHEMA.length()];
    int i = 0;
    for (; i < ChargeDraft.COLUMNS.size(); i++) {
      values[i] = draft.value(i);
    }
    values[i++] = format;
    values[i++] = version;
    values[i++] = file;
    values[i++] = number;
    values[i++] = draft.originals();
    values[i++] = draft.otherColumns();
    values[i++] = draft.flags();
    values[i++] = source;
    values[i++] = month(draft.value(PERIOD_START));
    values[i++] = reason;
    values[i] = raw;
    return RowFactory.create(values);
  }

  private String month(Object micros) {
    return micros instanceof Long instant
        ? months.computeIfAbsent(instant, ChargeRows::format)
        : ChargeLoad.UNKNOWN_PERIOD;
  }

  private static String format(long micros) {
    try {
      return MONTH.format(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)));
    } catch (DateTimeException e) {
      return ChargeLoad.UNKNOWN_PERIOD;
    }
  }

  private String rawObject(Object[] record) {
    StringBuilder json = new StringBuilder();
    List<String> names = header.uniqueNames();
    for (int i = 0; i < record.length; i++) {
      Json.append(json, names.get(i), record[i] == null ? null : cut(record[i].toString()));
    }
    return Json.close(json);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_RAW ? text : text.substring(0, LONGEST_RAW) + "...";
  }

  private static StructType schema() {
    StructType schema = new StructType();
    for (MartColumn column : CostMarts.CHARGES.columns()) {
      DataType type =
          column.type().equals(DataTypes.TimestampType) ? DataTypes.LongType : column.type();
      schema = schema.add(column.name(), type);
    }
    return schema.add(REJECT_REASON, DataTypes.StringType).add(RAW_ROW, DataTypes.StringType);
  }
}
