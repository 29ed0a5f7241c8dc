package io.almanac.jobs.mart;

import io.almanac.jobs.parquet.ParquetScan;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Sums of a mart's amounts, made where the files are read. A bill has many rows that are alike in
 * the few columns that a question is about; summed while they are objects of the columns'
 * dictionaries, they cost a fraction of what they do as rows of Spark.
 *
 * @param keys what is summed by
 * @param amounts columns of decimals; sums are null where no row has one, and an error where they
 *     have more than 38 digits
 * @param wideAmounts the same, but null where they have more digits
 */
public record MartSums(List<SumKey> keys, List<String> amounts, List<String> wideAmounts)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many rows a sum is of. */
  public static final String ROWS = "summed_rows";

  /** After an amount's name: how many of the rows have one. */
  public static final String VALUES = "_values";

  private static final long TASK_BYTES = 64L << 20;

  /** Smaller tasks keep all cores at work to the end. */
  private static final int TASKS_A_CORE = 3;

  /** Copies the lists. */
  public MartSums {
    keys = List.copyOf(keys);
    amounts = List.copyOf(amounts);
    wideAmounts = List.copyOf(wideAmounts);
  }

  /** Sums of amounts that may not have more than 38 digits. */
  public MartSums(List<SumKey> keys, List<String> amounts) {
    this(keys, amounts, List.of());
  }

  /** The columns of {@link #read}: the keys, each amount with its {@link #VALUES}, the rows. */
  public StructType schema() {
    StructType schema = new StructType();
    for (SumKey key : keys) {
      schema = schema.add(key.name(), key.type());
    }
    for (String amount : allAmounts()) {
      schema = schema.add(amount, Mart.MONEY).add(amount + VALUES, DataTypes.LongType);
    }
    return schema.add(ROWS, DataTypes.LongType);
  }

  /** All amounts in their order. */
  List<String> allAmounts() {
    List<String> all = new ArrayList<>(amounts);
    all.addAll(wideAmounts);
    return all;
  }

  /**
   * The sums of some files of a mart, of each task: equal keys may come several times, and must be
   * summed up once more.
   *
   * @param folder the mart's
   * @param files below it
   */
  Dataset<Row> read(SparkSession spark, Mart mart, Path folder, List<Path> files) {
    List<ParquetScan.Part> parts = new ArrayList<>();
    long bytes = 0;
    try {
      for (Path file : files) {
        long size = Files.size(file);
        bytes += size;
        parts.addAll(ParquetScan.parts(file.toString(), size, TASK_BYTES));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read mart: " + folder, e);
    }
    long wanted =
        Math.max(
            (long) TASKS_A_CORE * spark.sparkContext().defaultParallelism(), bytes / TASK_BYTES);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    String root = folder.toString();
    List<String> partitionColumns = mart.partitionColumns();
    JavaRDD<Row> sums =
        parts.isEmpty()
            ? context.emptyRDD()
            : context
                .parallelize(parts, (int) Math.min(parts.size(), wanted))
                .mapPartitions(some -> new SumRows(this, partitionColumns, root, some));
    return spark.createDataFrame(sums, schema());
  }
}
