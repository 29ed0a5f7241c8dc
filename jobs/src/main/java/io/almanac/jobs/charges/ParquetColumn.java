package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.Json;
import io.almanac.jobs.charges.source.NestedValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * One column of a bill in Parquet: a plain value, or a map of texts or amounts, as tags and the
 * maps of AWS are. It gives the values of one record after the other.
 */
abstract class ParquetColumn {
  /** The column of a field; empty when it is of a shape or type that is not read here. */
  static Optional<ParquetColumn> of(MessageType schema, Type field) {
    if (field.isRepetition(Repetition.REPEATED)) {
      return Optional.empty();
    }
    if (field.isPrimitive()) {
      return ParquetValue.of(field.asPrimitiveType())
          .map(value -> new Plain(schema.getColumnDescription(path(field)), value));
    }
    return isSimpleMap(field.asGroupType())
        ? Optional.of(new SimpleMap(schema, field.asGroupType()))
        : Optional.empty();
  }

  /** What takes the stored values. */
  abstract Converter converter();

  /** Begins with the records of a row group. */
  abstract void open(ColumnReadStore rowGroup);

  /** The value of the next record; null when it has none. */
  abstract Object next();

  private static String[] path(Type... fields) {
    return List.of(fields).stream().map(Type::getName).toArray(String[]::new);
  }

  private static boolean isSimpleMap(GroupType group) {
    if (!(group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation)
        || group.getFieldCount() != 1
        || group.getType(0).isPrimitive()
        || !group.getType(0).isRepetition(Repetition.REPEATED)) {
      return false;
    }
    GroupType entry = group.getType(0).asGroupType();
    return entry.getFieldCount() == 2
        && isText(entry.getType(0))
        && entry.getType(0).isRepetition(Repetition.REQUIRED)
        && (isText(entry.getType(1)) || isStored(entry.getType(1), PrimitiveTypeName.DOUBLE))
        && !entry.getType(1).isRepetition(Repetition.REPEATED);
  }

  private static boolean isText(Type type) {
    return isStored(type, PrimitiveTypeName.BINARY)
        && !(type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation);
  }

  private static boolean isStored(Type type, PrimitiveTypeName stored) {
    return type.isPrimitive() && type.asPrimitiveType().getPrimitiveTypeName() == stored;
  }

  /** Converters of the fields of a group, in their order. */
  static GroupConverter group(List<Converter> fields) {
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

    Plain(ColumnDescriptor column, ParquetValue value) {
      this.column = column;
      this.value = value;
    }

    @Override
    Converter converter() {
      return value;
    }

    @Override
    void open(ColumnReadStore rowGroup) {
      reader = rowGroup.getColumnReader(column);
    }

    @Override
    Object next() {
      boolean isPresent = reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel();
      if (isPresent) {
        reader.writeCurrentValueToConverter();
      }
      reader.consume();
      return isPresent ? value.value() : null;
    }
  }

  private static final class SimpleMap extends ParquetColumn {
    private final int mapLevel;
    private final ColumnDescriptor keyColumn;
    private final ColumnDescriptor valueColumn;
    private final ParquetValue key;
    private final ParquetValue value;
    private ColumnReader keys;
    private ColumnReader values;

    SimpleMap(MessageType schema, GroupType field) {
      GroupType entry = field.getType(0).asGroupType();
      this.mapLevel = schema.getMaxDefinitionLevel(field.getName());
      this.keyColumn = schema.getColumnDescription(path(field, entry, entry.getType(0)));
      this.valueColumn = schema.getColumnDescription(path(field, entry, entry.getType(1)));
      this.key = ParquetValue.of(entry.getType(0).asPrimitiveType()).orElseThrow();
      this.value = ParquetValue.of(entry.getType(1).asPrimitiveType()).orElseThrow();
    }

    @Override
    Converter converter() {
      return group(List.of(group(List.of(key, value))));
    }

    @Override
    void open(ColumnReadStore rowGroup) {
      keys = rowGroup.getColumnReader(keyColumn);
      values = rowGroup.getColumnReader(valueColumn);
    }

    @Override
    Object next() {
      int level = keys.getCurrentDefinitionLevel();
      if (level < keyColumn.getMaxDefinitionLevel()) {
        keys.consume();
        values.consume();
        return level < mapLevel ? null : new NestedValue("{}");
      }
      StringBuilder json = new StringBuilder(128);
      do {
        keys.writeCurrentValueToConverter();
        boolean hasValue =
            values.getCurrentDefinitionLevel() == valueColumn.getMaxDefinitionLevel();
        if (hasValue) {
          values.writeCurrentValueToConverter();
        }
        append(json, key.value().toString(), hasValue ? value.value() : null);
        keys.consume();
        values.consume();
      } while (keys.getCurrentRepetitionLevel() > 0);
      return new NestedValue(Json.close(json));
    }

    private static void append(StringBuilder json, String key, Object value) {
      if (value instanceof Double number && Double.isFinite(number)) {
        Json.append(json, key, new BigDecimal(Double.toString(number)));
      } else {
        Json.append(json, key, value == null ? null : value.toString());
      }
    }
  }
}
