package io.almanac.jobs.charges;

import io.almanac.jobs.mart.OverlappingDays;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;

/**
 * The billing months that records were left out of, because another file of the source has the same
 * money, and what files have of days that several deliveries cover. Records that become no row
 * leave no other trace: without it nobody could tell that the other file is missing.
 */
public final class LeftOut implements Serializable {
  /** Nobody asks. */
  static final LeftOut UNHEARD = new LeftOut(null, null);

  private static final long serialVersionUID = 1L;

  private final CollectionAccumulator<String> told;
  private final CollectionAccumulator<Part> parts;

  private LeftOut(CollectionAccumulator<String> told, CollectionAccumulator<Part> parts) {
    this.told = told;
    this.parts = parts;
  }

  /**
   * What one task saw of a day of a file. A task that is repeated says the same once more, which
   * makes no difference.
   */
  record Part(int partition, String file, OverlappingDays.Amount amount) implements Serializable {}

  /** Begins to listen to the tasks that read files. */
  public static LeftOut heard(SparkSession spark) {
    return new LeftOut(
        spark.sparkContext().collectionAccumulator(), spark.sparkContext().collectionAccumulator());
  }

  /** Notes a month of a file; again when a task is repeated, which makes no difference. */
  void add(String file, String month) {
    if (told != null) {
      told.add(month + " " + file);
    }
  }

  /** Notes what a task saw of a day that several deliveries cover. */
  void add(Part part) {
    if (parts != null) {
      parts.add(part);
    }
  }

  /** The months by relative path of the file, once everything was read. */
  public Map<String, Set<String>> months() {
    Map<String, Set<String>> months = new TreeMap<>();
    if (told != null) {
      for (String one : told.value()) {
        int blank = one.indexOf(' ');
        months
            .computeIfAbsent(one.substring(blank + 1), unseen -> new TreeSet<>())
            .add(one.substring(0, blank));
      }
    }
    return months;
  }

  /**
   * What files have of days that several deliveries cover, or that another one counts for; by
   * relative path, once everything was read.
   */
  public Map<String, List<OverlappingDays.Amount>> days() {
    Map<String, Map<String, OverlappingDays.Amount>> days = new TreeMap<>();
    if (parts != null) {
      for (Part part : new HashSet<>(parts.value())) {
        OverlappingDays.Amount amount = part.amount();
        days.computeIfAbsent(part.file(), unseen -> new TreeMap<>())
            .merge(amount.day() + " " + amount.currency(), amount, LeftOut::sum);
      }
    }
    Map<String, List<OverlappingDays.Amount>> sorted = new TreeMap<>();
    days.forEach((file, amounts) -> sorted.put(file, new ArrayList<>(amounts.values())));
    return sorted;
  }

  private static OverlappingDays.Amount sum(
      OverlappingDays.Amount one, OverlappingDays.Amount other) {
    BigDecimal billed = one.billed().add(other.billed());
    return new OverlappingDays.Amount(one.day(), one.currency(), one.rows() + other.rows(), billed);
  }
}
