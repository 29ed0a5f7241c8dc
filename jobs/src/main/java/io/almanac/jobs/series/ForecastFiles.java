package io.almanac.jobs.series;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes forecasts of series: {@code forecasts.csv} or {@code forecasts.parquet} with a line for
 * each series and step, {@code reasons.csv}, and {@code forecasts.svg} with a picture of the first
 * series.
 */
public final class ForecastFiles {
  private final Path folder;
  private final List<Double> levels;

  /** Files in a folder, which is made when it is not there. */
  public ForecastFiles(Path folder, List<Double> levels) {
    this.folder = folder;
    this.levels = List.copyOf(levels);
  }

  /**
   * Writes all files; each appears whole or not at all.
   *
   * @param spark writes Parquet; null writes CSV
   */
  public List<Path> write(SparkSession spark, List<FittedSeries> fitted) {
    try {
      Files.createDirectories(folder);
      Path forecasts =
          spark == null
              ? csv("forecasts.csv", header(), rows(fitted))
              : parquet(spark, rows(fitted));
      Path reasons = csv("reasons.csv", List.of("unique_id", "reason"), reasons(fitted));
      Path picture = folder.resolve("forecasts.svg");
      replace(picture, ForecastPicture.of(fitted, levels));
      return List.of(forecasts, reasons, picture);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write forecasts to folder: " + folder, e);
    }
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("unique_id", "ds", "mean"));
    for (double level : levels) {
      header.add("lo_" + percent(level));
      header.add("hi_" + percent(level));
    }
    return header;
  }

  private List<List<Object>> rows(List<FittedSeries> fitted) {
    List<List<Object>> rows = new ArrayList<>();
    for (FittedSeries one : fitted) {
      for (int h = 0; one.mean() != null && h < one.mean().length; h++) {
        List<Object> row = new ArrayList<>();
        row.add(one.series().id());
        row.add(one.series().text(one.series().values().length + h));
        row.add(one.mean()[h]);
        for (double level : levels) {
          row.add(orNull(one.lower().get(level)[h]));
          row.add(orNull(one.upper().get(level)[h]));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<List<Object>> reasons(List<FittedSeries> fitted) {
    List<List<Object>> rows = new ArrayList<>();
    for (FittedSeries one : fitted) {
      one.reasons().forEach(reason -> rows.add(List.of(one.series().id(), reason)));
    }
    return rows;
  }

  private Path csv(String name, List<String> header, List<List<Object>> rows) throws IOException {
    Path file = folder.resolve(name);
    Path beside = folder.resolve("." + name + ".new");
    try (BufferedWriter writer = Files.newBufferedWriter(beside);
        CSVPrinter printer = CSVFormat.RFC4180.print(writer)) {
      printer.printRecord(header);
      for (List<Object> row : rows) {
        printer.printRecord(row);
      }
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  private Path parquet(SparkSession spark, List<List<Object>> rows) {
    StructType schema =
        new StructType().add("unique_id", DataTypes.StringType).add("ds", DataTypes.StringType);
    for (String name : header().subList(2, header().size())) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    List<Row> converted = rows.stream().map(row -> RowFactory.create(row.toArray())).toList();
    Path file = folder.resolve("forecasts.parquet");
    spark
        .createDataFrame(converted, schema)
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(file.toString());
    return file;
  }

  private void replace(Path file, String text) throws IOException {
    Path beside = folder.resolve("." + file.getFileName() + ".new");
    Files.writeString(beside, text);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static String percent(double level) {
    return String.valueOf(Math.round(100 * level));
  }
}
