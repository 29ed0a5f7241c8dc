package io.almanac.forecasting.global;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a global model learns from: the error of the plain forecast of many series from many of
 * their origins, each for one step, in the unit of its moment.
 *
 * <p>Every series has the same number of rows at most, spread evenly over its origins and steps.
 * Neither the order of the series nor anything but the settings decides which.
 */
final class TrainingRows {
  /** Steps of the golden ratio fall evenly into an interval, however many there are. */
  private static final double GOLDEN = 0.6180339887498949;

  private final List<double[]> features = new ArrayList<>();
  private final List<Double> targets = new ArrayList<>();

  private TrainingRows() {}

  /**
   * Rows of prepared series.
   *
   * @param series without gaps
   * @throws IllegalArgumentException when two have the same id
   */
  static TrainingRows of(List<GlobalSeries> series, GlobalSettings settings) {
    Set<String> ids = new HashSet<>();
    for (GlobalSeries one : series) {
      if (!ids.add(one.id())) {
        throw new IllegalArgumentException(
            "Cannot learn from two series of one name: " + one.id() + ". Give each its own.");
      }
    }
    List<GlobalSeries> sorted =
        series.stream().sorted(Comparator.comparing(GlobalSeries::id)).toList();
    TrainingRows rows = new TrainingRows();
    long left = settings.mostRows();
    for (int i = 0; i < sorted.size(); i++) {
      int share = (int) (left / (sorted.size() - i));
      left -= rows.add(sorted.get(i), share, settings);
    }
    return rows;
  }

  /** How many there are. */
  int size() {
    return targets.size();
  }

  /** One feature of all rows. */
  double[] column(int feature) {
    return features.stream().mapToDouble(row -> row[feature]).toArray();
  }

  /** What the features are to tell. */
  double[] targets() {
    return targets.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Adds so many rows of a series at most, and says how many. */
  private int add(GlobalSeries series, int most, GlobalSettings settings) {
    int first = Moment.shortest(settings.frequency());
    int length = series.values().length;
    long origins = (long) length - first;
    if (origins < 1 || most < 1) {
      return 0;
    }
    long pairs = origins * settings.horizon();
    int before = size();
    if (pairs <= most) {
      for (long pair = 0; pair < pairs; pair++) {
        add(series, first, pair, settings);
      }
    } else {
      double position = start(series.id(), settings.seed());
      for (int k = 0; k < most; k++) {
        position = (position + GOLDEN) % 1;
        add(series, first, (long) (position * pairs), settings);
      }
    }
    return size() - before;
  }

  private void add(GlobalSeries series, int first, long pair, GlobalSettings settings) {
    int known = first + (int) (pair / settings.horizon());
    int step = 1 + (int) (pair % settings.horizon());
    int target = known - 1 + step;
    if (target < series.values().length) {
      Moment moment = Moment.of(series.values(), series.start(), known, settings.frequency());
      if (moment != null) {
        features.add(moment.features(step));
        targets.add((series.values()[target] - moment.plain(step)) / moment.unit());
      }
    }
  }

  /** A number from 0 to 1, exclusive, that a name and a seed always give. */
  private static double start(String id, long seed) {
    long hash = seed;
    for (int i = 0; i < id.length(); i++) {
      hash = 31 * hash + id.charAt(i);
    }
    // The finalizer of MurmurHash3 (Appleby 2011): neighbouring names are far apart.
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return ((hash ^ (hash >>> 33)) >>> 11) * 0x1.0p-53;
  }
}
