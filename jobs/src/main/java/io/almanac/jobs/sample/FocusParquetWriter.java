package io.almanac.jobs.sample;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * FOCUS as Parquet, as a BigQuery export writes it: text, {@code DECIMAL(38,9)} in 16 bytes
 * (BigQuery's NUMERIC), UTC timestamps in microseconds, all optional. Tags are JSON text. Written
 * without Spark and without a Hadoop file system, so that one file is one file.
 */
final class FocusParquetWriter implements ChargeWriter {

  private static final int DECIMAL_BYTES = 16;
  private static final int DECIMAL_PRECISION = 38;
  private static final long ROW_GROUP_BYTES = 32L << 20;

  private final ParquetWriter<Charge> writer;
  private final Path file;

  FocusParquetWriter(Provider provider, Path file) throws IOException {
    this.file = file;
    Files.deleteIfExists(file);
    List<FocusColumn> columns = FocusColumn.of(provider);
    writer =
        new Builder(new LocalOutputFile(file), columns)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build();
  }

  @Override
  public void write(Charge charge) throws IOException {
    writer.write(charge);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    ParquetFooter.sortEncodings(file);
  }

  private static MessageType schema(List<FocusColumn> columns) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (FocusColumn column : columns) {
      switch (column.kind()) {
        case TEXT ->
            message
                .optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(column.name());
        case DECIMAL ->
            message
                .optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                .length(DECIMAL_BYTES)
                .as(LogicalTypeAnnotation.decimalType(Billionths.SCALE, DECIMAL_PRECISION))
                .named(column.name());
        case TIME ->
            message
                .optional(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named(column.name());
      }
    }
    return message.named("focus");
  }

  private static final class Builder extends ParquetWriter.Builder<Charge, Builder> {

    private final List<FocusColumn> columns;

    Builder(OutputFile file, List<FocusColumn> columns) {
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
    protected WriteSupport<Charge> getWriteSupport(Configuration conf) {
      return new Support(columns);
    }

    @Override
    protected WriteSupport<Charge> getWriteSupport(ParquetConfiguration conf) {
      return new Support(columns);
    }
  }

  private static final class Support extends WriteSupport<Charge> {

    private final List<FocusColumn> columns;
    private RecordConsumer consumer;

    Support(List<FocusColumn> columns) {
      this.columns = columns;
    }

    // Parquet still asks for this one although it is deprecated.
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
      return new WriteContext(schema(columns), Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema(columns), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Charge charge) {
      consumer.startMessage();
      for (int i = 0; i < columns.size(); i++) {
        FocusColumn column = columns.get(i);
        Object value = column.value().apply(charge);
        if (value != null) {
          consumer.startField(column.name(), i);
          add(value);
          consumer.endField(column.name(), i);
        }
      }
      consumer.endMessage();
    }

    private void add(Object value) {
      if (value instanceof Long amount) {
        ByteBuffer bytes = ByteBuffer.allocate(DECIMAL_BYTES);
        bytes.putLong(amount >> 63).putLong(amount);
        consumer.addBinary(Binary.fromConstantByteArray(bytes.array()));
      } else if (value instanceof Instant instant) {
        consumer.addLong(instant.getEpochSecond() * 1_000_000L);
      } else {
        consumer.addBinary(Binary.fromString((String) value));
      }
    }
  }
}
