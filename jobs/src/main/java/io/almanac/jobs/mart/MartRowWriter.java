package io.almanac.jobs.mart;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Writes the values of a row into Parquet columns, in the types that Spark writes: text, {@code
 * DECIMAL(38,18)} in 16 bytes, whole numbers, and instants as microseconds in UTC. All are
 * optional.
 */
final class MartRowWriter extends WriteSupport<Object[]> {
  private static final int DECIMAL_BYTES = 16;
  private static final int DECIMAL_BITS = 8 * DECIMAL_BYTES - 1;
  private static final int DECIMAL_SCALE = 18;
  private static final int DECIMAL_PRECISION = 38;

  private enum Kind {
    TEXT,
    DECIMAL,
    COUNT,
    INSTANT
  }

  private final String[] names;
  private final Kind[] kinds;

  /** A column often has the same value in many rows, which need not be encoded again. */
  private final Object[] lastValues;

  private final Binary[] lastBytes;
  private RecordConsumer consumer;

  private MartRowWriter(List<MartColumn> columns) {
    this.names = columns.stream().map(MartColumn::name).toArray(String[]::new);
    this.kinds = columns.stream().map(column -> kind(column.type())).toArray(Kind[]::new);
    this.lastValues = new Object[names.length];
    this.lastBytes = new Binary[names.length];
  }

  /** Makes writers of files. */
  static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
    private final List<MartColumn> columns;

    /** Of a file with these columns. */
    Builder(OutputFile file, List<MartColumn> columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected Builder self() {
      return this;
    }

    // Parquet still asks for this one although it is deprecated.
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<Object[]> getWriteSupport(Configuration conf) {
      return new MartRowWriter(columns);
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration conf) {
      return new MartRowWriter(columns);
    }
  }

  // Parquet still asks for this one although it is deprecated.
  @Override
  @SuppressWarnings("deprecation")
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema(), Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema(), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Object[] values) {
    consumer.startMessage();
    for (int i = 0; i < names.length; i++) {
      Object value = values[i];
      if (value != null) {
        consumer.startField(names[i], i);
        if (kinds[i] == Kind.COUNT || kinds[i] == Kind.INSTANT) {
          consumer.addLong((Long) value);
        } else {
          consumer.addBinary(bytes(i, value));
        }
        consumer.endField(names[i], i);
      }
    }
    consumer.endMessage();
  }

  private Binary bytes(int column, Object value) {
    if (!value.equals(lastValues[column])) {
      lastBytes[column] =
          Binary.fromConstantByteArray(
              kinds[column] == Kind.TEXT
                  ? ((String) value).getBytes(StandardCharsets.UTF_8)
                  : decimal(names[column], (BigDecimal) value));
      lastValues[column] = value;
    }
    return lastBytes[column];
  }

  /** The unscaled number, the most significant byte first. */
  private static byte[] decimal(String column, BigDecimal value) {
    byte[] digits = value.setScale(DECIMAL_SCALE).unscaledValue().toByteArray();
    if (digits.length * 8 > DECIMAL_BITS + 1
        || value.setScale(DECIMAL_SCALE).precision() > DECIMAL_PRECISION) {
      throw new ArithmeticException(
          "Cannot write %s: %s has more than %s digits"
              .formatted(column, value, DECIMAL_PRECISION));
    }
    byte[] bytes = new byte[DECIMAL_BYTES];
    int pad = DECIMAL_BYTES - digits.length;
    Arrays.fill(bytes, 0, pad, (byte) (digits[0] < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, pad, digits.length);
    return bytes;
  }

  private MessageType schema() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (int i = 0; i < names.length; i++) {
      switch (kinds[i]) {
        case TEXT ->
            message
                .optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(names[i]);
        case DECIMAL ->
            message
                .optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                .length(DECIMAL_BYTES)
                .as(LogicalTypeAnnotation.decimalType(DECIMAL_SCALE, DECIMAL_PRECISION))
                .named(names[i]);
        case COUNT -> message.optional(PrimitiveTypeName.INT64).named(names[i]);
        case INSTANT ->
            message
                .optional(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named(names[i]);
      }
    }
    return message.named("spark_schema");
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
