package io.almanac.jobs.mart;

import io.almanac.jobs.parquet.ParquetColumn;
import io.almanac.jobs.parquet.ParquetScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/** The sums of one task, as {@link MartSums#schema} has them. */
final class SumRows implements Iterator<Row> {
  /** With so many groups what is summed up goes on, and begins anew: memory stays bounded. */
  private static final int MOST_GROUPS = 100_000;

  private static final int WHOLE_DIGITS = 20;

  private final MartSums asked;
  private final Path folder;
  private final List<String> partitionColumns;
  private final List<String> fileColumns;
  private final ParquetScan scan;

  /** Where the values of each key stand in the record, or below zero in the file's partition. */
  private final int[][] keyPositions;

  private final Object[][] keyValues;
  private final SumKey.Value[] makers;
  private final int[] amountPositions;
  private final boolean[] mayBeWide;
  private Map<Group, Group> groups = new HashMap<>();
  private Iterator<Group> ready = Collections.emptyIterator();
  private boolean ended;
  private String path;
  private Object[] partition = {};
  private Group probe;

  SumRows(
      MartSums asked,
      List<String> partitionColumns,
      String folder,
      Iterator<ParquetScan.Part> parts) {
    this.asked = asked;
    this.folder = Path.of(folder);
    this.partitionColumns = partitionColumns;
    Set<String> needed = new LinkedHashSet<>();
    asked.keys().forEach(key -> needed.addAll(key.columns()));
    needed.addAll(asked.allAmounts());
    needed.removeAll(partitionColumns);
    this.fileColumns = List.copyOf(needed);
    this.scan = new ParquetScan(parts, this::columns);
    this.keyPositions =
        asked.keys().stream()
            .map(key -> key.columns().stream().mapToInt(this::position).toArray())
            .toArray(int[][]::new);
    this.makers = asked.keys().stream().map(SumKey::value).toArray(SumKey.Value[]::new);
    this.keyValues = new Object[keyPositions.length][];
    for (int i = 0; i < keyPositions.length; i++) {
      keyValues[i] = new Object[keyPositions[i].length];
    }
    List<String> amounts = asked.allAmounts();
    this.amountPositions = amounts.stream().mapToInt(this::position).toArray();
    this.mayBeWide = new boolean[amounts.size()];
    for (int i = asked.amounts().size(); i < mayBeWide.length; i++) {
      mayBeWide[i] = true;
    }
    this.probe = new Group(keyPositions.length, amountPositions.length);
  }

  /** Rows that are alike, and what they come to. */
  private static final class Group {
    private final Object[] key;
    private final BigDecimal[] sums;
    private final long[] values;
    private long rows;
    private int hash;

    Group(int keys, int amounts) {
      this.key = new Object[keys];
      this.sums = new BigDecimal[amounts];
      this.values = new long[amounts];
    }

    /** Texts know their hashes once asked, and those of a dictionary are asked again and again. */
    void rehash() {
      hash = 1;
      for (Object value : key) {
        hash = 31 * hash + (value == null ? 0 : value.hashCode());
      }
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Group group) || hash != group.hash) {
        return false;
      }
      for (int i = 0; i < key.length; i++) {
        if (key[i] != group.key[i] && (key[i] == null || !key[i].equals(group.key[i]))) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public boolean hasNext() {
    if (!ready.hasNext() && !ended) {
      fill();
    }
    return ready.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return row(ready.next());
  }

  private void fill() {
    groups = new HashMap<>();
    try {
      while (groups.size() < MOST_GROUPS && !ended) {
        if (scan.next()) {
          add(scan.record());
        } else {
          ended = true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read mart file: " + scan.path(), e);
    }
    ready = groups.keySet().iterator();
  }

  private void add(Object[] record) {
    if (!scan.path().equals(path)) {
      path = scan.path();
      partition = partition();
    }
    for (int i = 0; i < keyPositions.length; i++) {
      probe.key[i] =
          makers[i] == null ? value(record, keyPositions[i][0]) : makers[i].of(values(record, i));
    }
    probe.rehash();
    Group group = groups.putIfAbsent(probe, probe);
    if (group == null) {
      group = probe;
      probe = new Group(keyPositions.length, amountPositions.length);
    }
    group.rows++;
    for (int i = 0; i < amountPositions.length; i++) {
      if (record[amountPositions[i]] instanceof BigDecimal amount) {
        group.sums[i] = group.sums[i] == null ? amount : group.sums[i].add(amount);
        group.values[i]++;
      }
    }
  }

  private Object[] values(Object[] record, int key) {
    for (int i = 0; i < keyPositions[key].length; i++) {
      keyValues[key][i] = value(record, keyPositions[key][i]);
    }
    return keyValues[key];
  }

  private Object value(Object[] record, int position) {
    return position >= 0 ? record[position] : partition[-1 - position];
  }

  private Row row(Group group) {
    Object[] values = new Object[group.key.length + 2 * group.sums.length + 1];
    System.arraycopy(group.key, 0, values, 0, group.key.length);
    int next = group.key.length;
    for (int i = 0; i < group.sums.length; i++) {
      values[next++] = fitting(i, group.sums[i]);
      values[next++] = group.values[i];
    }
    values[next] = group.rows;
    return RowFactory.create(values);
  }

  private BigDecimal fitting(int amount, BigDecimal sum) {
    if (sum == null || (long) sum.precision() - sum.scale() <= WHOLE_DIGITS) {
      return sum;
    }
    if (mayBeWide[amount]) {
      return null;
    }
    throw new ArithmeticException(
        "Cannot sum %s: %s has more than %s digits before the point"
            .formatted(asked.allAmounts().get(amount), sum.toPlainString(), WHOLE_DIGITS));
  }

  private int position(String column) {
    int inPartition = partitionColumns.indexOf(column);
    return inPartition >= 0 ? -1 - inPartition : fileColumns.indexOf(column);
  }

  /** The columns of a file; files of earlier versions may lack some. */
  private List<ParquetColumn> columns(MessageType schema) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (String name : fileColumns) {
      columns.add(
          schema.containsField(name)
              ? ParquetColumn.plain(schema, schema.getType(name)).orElseThrow()
              : null);
    }
    return columns;
  }

  /** The values of the partition columns, from the folders that the file is in. */
  private Object[] partition() {
    String[] folders = MartFiles.partition(folder, Path.of(path)).split("/", -1);
    Object[] values = new Object[partitionColumns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          ExternalCatalogUtils.unescapePathName(
              folders[i].substring(partitionColumns.get(i).length() + 1));
    }
    return values;
  }
}
