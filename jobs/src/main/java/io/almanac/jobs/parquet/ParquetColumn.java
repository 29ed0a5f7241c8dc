package io.almanac.jobs.parquet;

import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** One column of a Parquet file, which gives the values of one record after the other. */
public abstract class ParquetColumn {
  private final Type field;

  /** Of a field of a file's schema. */
  protected ParquetColumn(Type field) {
    this.field = field;
  }

  /** A column of plain values; empty when the field is none, or of a type that is not read. */
  public static Optional<ParquetColumn> plain(MessageType schema, Type field) {
    if (!field.isPrimitive() || field.isRepetition(Repetition.REPEATED)) {
      return Optional.empty();
    }
    return ParquetValue.of(field.asPrimitiveType())
        .map(value -> new Plain(field, schema.getColumnDescription(path(field)), value));
  }

  /** The field of the file's schema. */
  public final Type field() {
    return field;
  }

  /** What takes the stored values. */
  public abstract Converter converter();

  /** Begins with the records of a row group. */
  public abstract void open(ColumnReadStore rowGroup);

  /** The value of the next record; null when it has none. */
  public abstract Object next();

  /** The names of nested fields, outermost first. */
  protected static String[] path(Type... fields) {
    return List.of(fields).stream().map(Type::getName).toArray(String[]::new);
  }

  /** Converters of the fields of a group, in their order. */
  public static GroupConverter group(List<Converter> fields) {
    return new GroupConverter() {
      @Override
      public Converter getConverter(int field) {
        return fields.get(field);
      }

      @Override
      public void start() {
        // Columns are read one by one here, not put together as records.
      }

      @Override
      public void end() {
        // As above.
      }
    };
  }

  private static final class Plain extends ParquetColumn {
    private final ColumnDescriptor column;
    private final ParquetValue value;
    private ColumnReader reader;

    Plain(Type field, ColumnDescriptor column, ParquetValue value) {
      super(field);
      this.column = column;
      this.value = value;
    }

    @Override
    public Converter converter() {
      return value;
    }

    @Override
    public void open(ColumnReadStore rowGroup) {
      reader = rowGroup.getColumnReader(column);
    }

    @Override
    public Object next() {
      boolean isPresent = reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel();
      if (isPresent) {
        reader.writeCurrentValueToConverter();
      }
      reader.consume();
      return isPresent ? value.value() : null;
    }
  }
}
