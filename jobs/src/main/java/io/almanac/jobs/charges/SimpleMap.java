package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.Json;
import io.almanac.jobs.charges.source.NestedValue;
import io.almanac.jobs.parquet.ParquetColumn;
import io.almanac.jobs.parquet.ParquetValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * A column of maps of texts or amounts, as tags and the maps of AWS are, given as {@link
 * NestedValue}.
 */
final class SimpleMap extends ParquetColumn {
  private final int mapLevel;
  private final ColumnDescriptor keyColumn;
  private final ColumnDescriptor valueColumn;
  private final ParquetValue key;
  private final ParquetValue value;
  private ColumnReader keys;
  private ColumnReader values;

  private SimpleMap(MessageType schema, GroupType field) {
    super(field);
    GroupType entry = field.getType(0).asGroupType();
    this.mapLevel = schema.getMaxDefinitionLevel(field.getName());
    this.keyColumn = schema.getColumnDescription(path(field, entry, entry.getType(0)));
    this.valueColumn = schema.getColumnDescription(path(field, entry, entry.getType(1)));
    this.key = ParquetValue.of(entry.getType(0).asPrimitiveType()).orElseThrow();
    this.value = ParquetValue.of(entry.getType(1).asPrimitiveType()).orElseThrow();
  }

  /** The column of a field; empty when it is not such a map. */
  static Optional<ParquetColumn> of(MessageType schema, Type field) {
    return !field.isPrimitive() && isOne(field.asGroupType())
        ? Optional.of(new SimpleMap(schema, field.asGroupType()))
        : Optional.empty();
  }

  @Override
  public Converter converter() {
    return group(List.of(group(List.of(key, value))));
  }

  @Override
  public void open(ColumnReadStore rowGroup) {
    keys = rowGroup.getColumnReader(keyColumn);
    values = rowGroup.getColumnReader(valueColumn);
  }

  @Override
  public Object next() {
    int level = keys.getCurrentDefinitionLevel();
    if (level < keyColumn.getMaxDefinitionLevel()) {
      keys.consume();
      values.consume();
      return level < mapLevel ? null : new NestedValue("{}");
    }
    StringBuilder json = new StringBuilder(128);
    do {
      keys.writeCurrentValueToConverter();
      boolean hasValue = values.getCurrentDefinitionLevel() == valueColumn.getMaxDefinitionLevel();
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

  private static boolean isOne(GroupType group) {
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
}
