package io.almanac.jobs.mart;

import io.almanac.jobs.parquet.RecentValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Writes the values of one column of a mart, in the types that Spark writes: text, {@code
 * DECIMAL(38,18)} in 16 bytes, whole numbers, and instants as microseconds in UTC. All are
 * optional.
 */
final class MartColumnWriter {
  private static final int DECIMAL_BYTES = 16;
  private static final int DECIMAL_SCALE = 18;
  private static final int DECIMAL_PRECISION = 38;
  private static final long[] POWERS_OF_TEN = powersOfTen();

  /** Slots for values that come again; a power of two. */
  private static final int REMEMBERED = 256;

  private enum Kind {
    TEXT,
    DECIMAL,
    COUNT,
    INSTANT
  }

  private final String name;
  private final Kind kind;

  /** A column has few values that come again and again, which need not be encoded each time. */
  private final RecentValues<Binary> encoded = new RecentValues<>(REMEMBERED);

  MartColumnWriter(MartColumn column) {
    this.name = column.name();
    this.kind = kind(column.type());
  }

  /** The column in a file. */
  Type type() {
    return switch (kind) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case DECIMAL ->
          Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
              .length(DECIMAL_BYTES)
              .as(LogicalTypeAnnotation.decimalType(DECIMAL_SCALE, DECIMAL_PRECISION))
              .named(name);
      case COUNT -> Types.optional(PrimitiveTypeName.INT64).named(name);
      case INSTANT ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
    };
  }

  /** Writes the first {@code count} values; null is none. */
  void write(Object[] values, int count, ColumnWriter file) {
    boolean isWhole = kind == Kind.COUNT || kind == Kind.INSTANT;
    for (int i = 0; i < count; i++) {
      Object value = values[i];
      if (value == null) {
        file.writeNull(0, 0);
      } else if (isWhole) {
        file.write((long) (Long) value, 0, 1);
      } else {
        file.write(bytes(value), 0, 1);
      }
    }
  }

  private Binary bytes(Object value) {
    Binary bytes = encoded.get(value);
    if (bytes == null) {
      bytes =
          Binary.fromConstantByteArray(
              kind == Kind.TEXT
                  ? ((String) value).getBytes(StandardCharsets.UTF_8)
                  : decimal((BigDecimal) value));
      encoded.put(value, bytes);
    }
    return bytes;
  }

  /** The unscaled number, the most significant byte first. */
  private byte[] decimal(BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    int missing = DECIMAL_SCALE - value.scale();
    if (missing >= 0 && missing <= DECIMAL_SCALE && unscaled.bitLength() < Long.SIZE) {
      // Two longs hold each product: 63 bits times 10^18 are at most 123.
      long number = unscaled.longValue();
      long factor = POWERS_OF_TEN[missing];
      return ByteBuffer.allocate(DECIMAL_BYTES)
          .putLong(Math.multiplyHigh(number, factor))
          .putLong(number * factor)
          .array();
    }
    BigDecimal scaled = value.setScale(DECIMAL_SCALE);
    byte[] digits = scaled.unscaledValue().toByteArray();
    if (digits.length > DECIMAL_BYTES || scaled.precision() > DECIMAL_PRECISION) {
      throw new ArithmeticException(
          "Cannot write %s: %s has more than %s digits".formatted(name, value, DECIMAL_PRECISION));
    }
    byte[] bytes = new byte[DECIMAL_BYTES];
    int pad = DECIMAL_BYTES - digits.length;
    Arrays.fill(bytes, 0, pad, (byte) (digits[0] < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, pad, digits.length);
    return bytes;
  }

  private static long[] powersOfTen() {
    long[] powers = new long[DECIMAL_SCALE + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }

  private static Kind kind(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return Kind.TEXT;
    }
    if (type.equals(Mart.MONEY)) {
      return Kind.DECIMAL;
    }
    if (type.equals(DataTypes.LongType)) {
      return Kind.COUNT;
    }
    if (type.equals(DataTypes.TimestampType)) {
      return Kind.INSTANT;
    }
    throw new IllegalArgumentException("Cannot write values of type: " + type.simpleString());
  }
}
