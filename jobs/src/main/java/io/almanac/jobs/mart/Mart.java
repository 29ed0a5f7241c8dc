package io.almanac.jobs.mart;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One published table: its grain, columns, key and partitioning.
 *
 * @param name the folder's name
 * @param grain one sentence: what one row is
 * @param columns in file order, partition columns last
 * @param key columns that together are unique; empty where rows of a bill have no key
 * @param partitionColumns outermost folder first; text, part of {@code columns}
 */
public record Mart(
    String name,
    String grain,
    List<MartColumn> columns,
    List<String> key,
    List<String> partitionColumns) {

  /** The type of every cost: {@code DECIMAL(38,18)}. */
  public static final DataType MONEY = DataTypes.createDecimalType(38, 18);

  /** Copies its lists. */
  public Mart {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    partitionColumns = List.copyOf(partitionColumns);
  }

  /** Starts the definition of a mart. */
  public static Definition named(String name, String grain) {
    return new Definition(name, grain);
  }

  /** The schema of all columns, partition columns last, with comments. */
  public StructType schema() {
    return new StructType(columns.stream().map(Mart::field).toArray(StructField[]::new));
  }

  /** The schema of the columns that stand inside the files. */
  public StructType fileSchema() {
    return new StructType(
        columns.stream()
            .filter(column -> !partitionColumns.contains(column.name()))
            .map(Mart::field)
            .toArray(StructField[]::new));
  }

  /** The names of all columns in file order, partition columns last. */
  public List<String> columnNames() {
    return columns.stream().map(MartColumn::name).toList();
  }

  /**
   * The dataset with exactly this mart's columns, in order and of its types. What the dataset lacks
   * is an error of Spark's that names the column.
   */
  public Dataset<Row> conform(Dataset<Row> rows) {
    Column[] selected =
        columns.stream()
            .map(column -> col(column.name()).cast(column.type()).as(column.name()))
            .toArray(Column[]::new);
    return rows.select(selected);
  }

  private static StructField field(MartColumn column) {
    return DataTypes.createStructField(
        column.name(),
        column.type(),
        true,
        new MetadataBuilder().putString("comment", column.comment()).build());
  }

  /** Collects the parts of a mart's definition, in file order. */
  public static final class Definition {
    private final String name;
    private final String grain;
    private final List<MartColumn> columns = new ArrayList<>();
    private List<String> key = List.of();

    private Definition(String name, String grain) {
      this.name = name;
      this.grain = grain;
    }

    /** Adds a text column that may be null. */
    public Definition text(String column, String comment) {
      return add(column, DataTypes.StringType, "", comment);
    }

    /** Adds a cost in the row's currency. */
    public Definition money(String column, String comment) {
      return add(column, MONEY, "currency of the row", comment);
    }

    /** Adds a decimal quantity. */
    public Definition decimal(String column, String unit, String comment) {
      return add(column, MONEY, unit, comment);
    }

    /** Adds a statistic: a double that never holds an actual cost. */
    public Definition statistic(String column, String unit, String comment) {
      return add(column, DataTypes.DoubleType, unit, comment);
    }

    /** Adds a whole number. */
    public Definition count(String column, String unit, String comment) {
      return add(column, DataTypes.LongType, unit, comment);
    }

    /** Adds a calendar day in UTC. */
    public Definition date(String column, String comment) {
      return add(column, DataTypes.DateType, "", comment);
    }

    /** Adds an instant. */
    public Definition instant(String column, String comment) {
      return add(column, DataTypes.TimestampType, "UTC", comment);
    }

    /** Adds a truth value. */
    public Definition flag(String column, String comment) {
      return add(column, DataTypes.BooleanType, "", comment);
    }

    /** Adds columns defined elsewhere. */
    public Definition columns(List<MartColumn> more) {
      columns.addAll(more);
      return this;
    }

    /** Names the columns that are unique together. */
    public Definition key(String... names) {
      key = List.of(names);
      return this;
    }

    /** Ends the definition with the partition columns, which are text and never null. */
    public Mart partitionedBy(MartColumn... partitions) {
      columns.addAll(List.of(partitions));
      return new Mart(
          name, grain, columns, key, List.of(partitions).stream().map(MartColumn::name).toList());
    }

    private Definition add(String column, DataType type, String unit, String comment) {
      columns.add(new MartColumn(column, type, unit, comment));
      return this;
    }
  }
}
