package io.almanac.jobs.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Turns the values of one Parquet column into objects: texts, decimals and whole numbers, floats as
 * their shortest decimal, doubles, truth values, instants of days and times. A value of the
 * column's dictionary becomes an object once, however many records have it.
 */
public final class ParquetValue extends PrimitiveConverter {
  /** 1970-01-01. */
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;

  private final PrimitiveTypeName stored;
  private final Decoder decoder;
  private Dictionary dictionary;
  private Object[] decoded;
  private Object value;

  /** How stored values become objects; only the function of the stored type is ever asked. */
  private record Decoder(
      Function<Binary, Object> bytes, LongFunction<Object> whole, DoubleFunction<Object> real) {
    static Decoder ofBytes(Function<Binary, Object> bytes) {
      return new Decoder(bytes, null, null);
    }

    static Decoder ofWhole(LongFunction<Object> whole) {
      return new Decoder(null, whole, null);
    }

    static Decoder ofReal(DoubleFunction<Object> real) {
      return new Decoder(null, null, real);
    }
  }

  private ParquetValue(PrimitiveTypeName stored, Decoder decoder) {
    this.stored = stored;
    this.decoder = decoder;
  }

  /** The values of a column; empty when its type is one that is not read here. */
  public static Optional<ParquetValue> of(PrimitiveType type) {
    PrimitiveTypeName stored = type.getPrimitiveTypeName();
    return decoder(stored, type.getLogicalTypeAnnotation())
        .map(decoder -> new ParquetValue(stored, decoder));
  }

  /** The value that was read last. */
  public Object value() {
    return value;
  }

  private static Optional<Decoder> decoder(PrimitiveTypeName stored, LogicalTypeAnnotation means) {
    Decoder decoder =
        switch (stored) {
          case BINARY ->
              means instanceof DecimalLogicalTypeAnnotation decimal
                  ? Decoder.ofBytes(bytes -> decimal(bytes, decimal.getScale()))
                  : Decoder.ofBytes(
                      bytes -> new String(bytes.getBytesUnsafe(), StandardCharsets.UTF_8));
          case FIXED_LEN_BYTE_ARRAY ->
              means instanceof DecimalLogicalTypeAnnotation decimal
                  ? Decoder.ofBytes(bytes -> decimal(bytes, decimal.getScale()))
                  : null;
          case INT32 -> whole(means, number -> (int) number);
          case INT64 -> whole(means, number -> number);
          case DOUBLE -> Decoder.ofReal(number -> number);
          case FLOAT -> Decoder.ofReal(number -> shortest((float) number));
          case BOOLEAN -> Decoder.ofWhole(number -> number == 1);
          case INT96 -> Decoder.ofBytes(ParquetValue::instant);
        };
    return Optional.ofNullable(decoder);
  }

  private static Decoder whole(LogicalTypeAnnotation means, LongFunction<Object> plain) {
    if (means == null) {
      return Decoder.ofWhole(plain);
    }
    if (means instanceof IntLogicalTypeAnnotation number) {
      return number.isSigned() ? Decoder.ofWhole(plain) : null;
    }
    if (means instanceof DecimalLogicalTypeAnnotation decimal) {
      return Decoder.ofWhole(number -> BigDecimal.valueOf(number, decimal.getScale()));
    }
    if (means instanceof DateLogicalTypeAnnotation) {
      return Decoder.ofWhole(days -> Instant.EPOCH.plus(days, ChronoUnit.DAYS));
    }
    if (means instanceof TimestampLogicalTypeAnnotation time) {
      // A time without a zone is one of UTC.
      ChronoUnit unit =
          switch (time.getUnit()) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
          };
      return Decoder.ofWhole(number -> Instant.EPOCH.plus(number, unit));
    }
    return null;
  }

  /** Most amounts fit a long, which needs no big integer on the way. */
  private static BigDecimal decimal(Binary stored, int scale) {
    byte[] bytes = stored.getBytesUnsafe();
    int first = Math.max(0, bytes.length - Long.BYTES);
    long number = bytes.length == 0 || bytes[first] >= 0 ? 0 : -1;
    for (int i = 0; i < first; i++) {
      if (bytes[i] != (byte) number) {
        return new BigDecimal(new BigInteger(bytes), scale);
      }
    }
    for (int i = first; i < bytes.length; i++) {
      number = (number << Byte.SIZE) | (bytes[i] & 0xff);
    }
    return BigDecimal.valueOf(number, scale);
  }

  /**
   * A time of Hadoop: nanoseconds of the day, then the Julian day, least significant byte first.
   */
  private static Instant instant(Binary stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored.getBytesUnsafe()).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    return Instant.EPOCH
        .plus((long) bytes.getInt() - JULIAN_DAY_OF_EPOCH, ChronoUnit.DAYS)
        .plus(Math.floorDiv(nanos, 1_000L), ChronoUnit.MICROS);
  }

  /** A float's shortest text as a number; not a number and infinity as the text itself. */
  public static Object shortest(float number) {
    String text = Float.toString(number);
    return Float.isFinite(number) ? new BigDecimal(text) : text;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary dictionary) {
    this.dictionary = dictionary;
    this.decoded = new Object[dictionary.getMaxId() + 1];
  }

  @Override
  public void addValueFromDictionary(int id) {
    value = decoded[id];
    if (value == null) {
      switch (stored) {
        case INT32 -> addInt(dictionary.decodeToInt(id));
        case INT64 -> addLong(dictionary.decodeToLong(id));
        case FLOAT -> addFloat(dictionary.decodeToFloat(id));
        case DOUBLE -> addDouble(dictionary.decodeToDouble(id));
        default -> addBinary(dictionary.decodeToBinary(id));
      }
      decoded[id] = value;
    }
  }

  @Override
  public void addBinary(Binary bytes) {
    value = decoder.bytes().apply(bytes);
  }

  @Override
  public void addInt(int number) {
    value = decoder.whole().apply(number);
  }

  @Override
  public void addLong(long number) {
    value = decoder.whole().apply(number);
  }

  @Override
  public void addBoolean(boolean truth) {
    value = decoder.whole().apply(truth ? 1 : 0);
  }

  @Override
  public void addFloat(float number) {
    value = decoder.real().apply(number);
  }

  @Override
  public void addDouble(double number) {
    value = decoder.real().apply(number);
  }
}
