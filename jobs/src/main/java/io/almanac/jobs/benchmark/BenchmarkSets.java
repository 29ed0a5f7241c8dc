package io.almanac.jobs.benchmark;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.benchmark.BenchmarkSet.Case;
import io.almanac.jobs.series.SeriesFile;
import io.almanac.jobs.series.TidySeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the public sets from a folder, each in its own format; those that are not there are left
 * out. Any other CSV file of series is a set of its own.
 */
final class BenchmarkSets {
  private static final int SERVER_HORIZON = 48;
  private static final int SERVER_PARTS = 4;
  private static final int DAY_OF_HOURS = 24;

  private final Path folder;
  private final Set<Path> known = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  BenchmarkSets(Path folder) {
    this.folder = folder;
  }

  /**
   * All sets found.
   *
   * @throws AlmanacException when there is none
   */
  List<BenchmarkSet> read() {
    List<BenchmarkSet> sets = new ArrayList<>();
    m4(sets, "Hourly", Frequency.HOURLY, 48, 24);
    m4(sets, "Weekly", Frequency.WEEKLY, 13, 1);
    m4(sets, "Daily", Frequency.DAILY, 14, 1);
    m4(sets, "Monthly", Frequency.MONTHLY, 18, 12);
    nn5(sets);
    synthetic(sets);
    for (int part = 0; part < SERVER_PARTS; part++) {
      columns(sets, "yahoo_server_hourly_dat" + part + "_wide.csv", "Yahoo dat" + part);
    }
    nab(sets);
    carparts(sets);
    favorita(sets);
    m3(sets);
    others(sets);
    if (sets.isEmpty()) {
      throw AlmanacException.input(
          "Cannot find benchmark sets in folder: "
              + folder
              + ". It should hold m4/Hourly-train.csv, nn5_daily.csv and the like, or CSV files with the"
              + " columns unique_id, ds and y.");
    }
    return sets;
  }

  /** What was found and is no set, with the reason. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void m4(
      List<BenchmarkSet> sets, String name, Frequency frequency, int horizon, int scalePeriod) {
    Path train = folder.resolve("m4").resolve(name + "-train.csv");
    Path test = folder.resolve("m4").resolve(name + "-test.csv");
    if (!Files.exists(train) || !Files.exists(test)) {
      return;
    }
    Map<String, double[]> futures = new TreeMap<>();
    for (CSVRecord line : SetFile.records(test)) {
      futures.put(line.get(0), SetFile.numbers(line, 1));
    }
    List<Case> series = new ArrayList<>();
    for (CSVRecord line : SetFile.records(train)) {
      series.add(new Case(line.get(0), null, SetFile.numbers(line, 1), futures.get(line.get(0))));
    }
    sets.add(new BenchmarkSet("M4 " + name, frequency, horizon, scalePeriod, false, true, series));
  }

  private void nn5(List<BenchmarkSet> sets) {
    Path file = file("nn5_daily.csv");
    if (Files.exists(file)) {
      List<Case> series = new ArrayList<>();
      SetFile.tidy(file)
          .forEach(
              (id, tidy) -> series.add(split(id, LocalDate.parse(tidy.first()), tidy.array(), 56)));
      sets.add(new BenchmarkSet("NN5", Frequency.DAILY, 56, 7, true, false, series));
    }
  }

  private void synthetic(List<BenchmarkSet> sets) {
    Path file = file("synthetic_cost_daily_wide.csv");
    if (!Files.exists(file)) {
      return;
    }
    Map<String, List<Case>> shapes = new LinkedHashMap<>();
    for (CSVRecord line : SetFile.records(file)) {
      String shape = line.get(0).substring(0, line.get(0).indexOf('_'));
      shapes
          .computeIfAbsent(shape, unseen -> new ArrayList<>())
          .add(split(line.get(0), LocalDate.parse(line.get(1)), SetFile.numbers(line, 2), 30));
    }
    shapes.forEach(
        (shape, series) ->
            sets.add(
                new BenchmarkSet("cost " + shape, Frequency.DAILY, 30, 7, true, false, series)));
    List<Case> night = shapes.values().stream().flatMap(List::stream).toList();
    sets.add(new BenchmarkSet("cost night", Frequency.DAILY, 30, 7, true, false, night));
  }

  private void columns(List<BenchmarkSet> sets, String name, String title) {
    Path file = file(name);
    if (!Files.exists(file)) {
      return;
    }
    List<Case> series = new ArrayList<>();
    SetFile.wide(file)
        .forEach(
            (id, values) -> {
              if (hasChange(values)) {
                series.add(split(id, null, values, SERVER_HORIZON));
              }
            });
    sets.add(
        new BenchmarkSet(
            title, Frequency.HOURLY, SERVER_HORIZON, DAY_OF_HOURS, false, true, series));
  }

  private void nab(List<BenchmarkSet> sets) {
    Path file = file("nab_hourly.csv");
    if (!Files.exists(file)) {
      return;
    }
    List<Case> series = new ArrayList<>();
    SetFile.tidy(file)
        .forEach(
            (id, tidy) -> {
              if (hasChange(tidy.array())) {
                series.add(split(id, null, tidy.array(), SERVER_HORIZON));
              }
            });
    sets.add(
        new BenchmarkSet(
            "NAB hourly", Frequency.HOURLY, SERVER_HORIZON, DAY_OF_HOURS, false, true, series));
  }

  private void carparts(List<BenchmarkSet> sets) {
    Path file = file("carparts_wide.csv");
    if (!Files.exists(file)) {
      return;
    }
    List<Case> series = new ArrayList<>();
    SetFile.wide(file)
        .forEach(
            (id, values) -> {
              if (Arrays.stream(values).noneMatch(Double::isNaN)) {
                series.add(split(id, null, values, 12));
              }
            });
    sets.add(new BenchmarkSet("carparts", Frequency.MONTHLY, 12, 1, true, true, series));
  }

  /** Shops' daily transactions from three origins a month apart; a closed day has none. */
  private void favorita(List<BenchmarkSet> sets) {
    Path file = file("favorita_transactions_daily.csv");
    if (!Files.exists(file)) {
      return;
    }
    List<Case> series = new ArrayList<>();
    SetFile.tidy(file)
        .forEach(
            (id, tidy) -> {
              double[] values = tidy.array();
              int opened = 0;
              while (opened < values.length && Double.isNaN(values[opened])) {
                opened++;
              }
              for (int t = opened; t < values.length; t++) {
                values[t] = Double.isNaN(values[t]) ? 0 : values[t];
              }
              for (int origin = 0; origin < 3; origin++) {
                int end = values.length - 30 * origin;
                int from = Math.max(opened, end - 765);
                if (end - from >= 365) {
                  series.add(
                      split(
                          id,
                          LocalDate.parse(tidy.first()).plusDays(from),
                          Arrays.copyOfRange(values, from, end),
                          30));
                }
              }
            });
    sets.add(new BenchmarkSet("Favorita", Frequency.DAILY, 30, 7, true, false, series));
  }

  private void m3(List<BenchmarkSet> sets) {
    Path file = file("m3_monthly.csv");
    if (!Files.exists(file)) {
      return;
    }
    List<String> names = SetFile.header(file);
    int id = names.indexOf("unique_id");
    int y = names.indexOf("y");
    int set = names.indexOf("set");
    Map<String, List<Double>> known = new LinkedHashMap<>();
    Map<String, List<Double>> futures = new LinkedHashMap<>();
    for (CSVRecord line : SetFile.records(file)) {
      (line.get(set).equals("train") ? known : futures)
          .computeIfAbsent(line.get(id), unseen -> new ArrayList<>())
          .add(SetFile.number(line.get(y)));
    }
    List<Case> series = new ArrayList<>();
    known.forEach(
        (name, train) ->
            series.add(
                new Case(name, null, SetFile.array(train), SetFile.array(futures.get(name)))));
    sets.add(new BenchmarkSet("M3 monthly", Frequency.MONTHLY, 18, 12, false, true, series));
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    known.add(file);
    return file;
  }

  /** What anybody put there: the last steps of every series are judged. */
  private void others(List<BenchmarkSet> sets) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> !known.contains(one)).sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
          other(sets, file, name.substring(0, name.indexOf(".csv")));
        }
      }
    } catch (IOException e) {
      throw AlmanacException.input("Cannot list folder: " + folder + ". " + e.getMessage());
    }
  }

  private void other(List<BenchmarkSet> sets, Path file, String name) {
    try {
      if (!SeriesFile.isSeries(file)) {
        notes.add("Not scored: " + file + ". It lacks a column of unique_id, ds and y.");
        return;
      }
      List<TidySeries> series = SeriesFile.read(file, null);
      int horizon = TidySeries.usualHorizon(series.get(0).frequency());
      sets.add(TidySet.of(name, series, horizon, 1, List.of()));
    } catch (AlmanacException e) {
      // The others are scored all the same.
      notes.add("Not scored: " + file + ". " + e.problems().get(0));
    }
  }

  private static Case split(String id, LocalDate start, double[] values, int horizon) {
    int known = values.length - horizon;
    return new Case(
        id, start, Arrays.copyOf(values, known), Arrays.copyOfRange(values, known, values.length));
  }

  /** Whether anything happens in the part that is known. */
  private static boolean hasChange(double[] values) {
    return Arrays.stream(values, 0, values.length - SERVER_HORIZON)
            .filter(Double::isFinite)
            .distinct()
            .count()
        > 1;
  }
}
