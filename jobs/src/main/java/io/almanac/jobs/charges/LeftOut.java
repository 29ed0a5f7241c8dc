package io.almanac.jobs.charges;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;

/**
 * The billing months that records were left out of, because another file of the source has the same
 * money. Records that become no row leave no other trace: without it nobody could tell that the
 * other file is missing.
 */
public final class LeftOut implements Serializable {
  /** Nobody asks. */
  static final LeftOut UNHEARD = new LeftOut(null);

  private static final long serialVersionUID = 1L;

  private final CollectionAccumulator<String> told;

  private LeftOut(CollectionAccumulator<String> told) {
    this.told = told;
  }

  /** Begins to listen to the tasks that read files. */
  public static LeftOut heard(SparkSession spark) {
    return new LeftOut(spark.sparkContext().collectionAccumulator());
  }

  /** Notes a month of a file; again when a task is repeated, which makes no difference. */
  void add(String file, String month) {
    if (told != null) {
      told.add(month + " " + file);
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
}
