package io.almanac.jobs.explain;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.PublishedMarts;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The newest published marts with the rules as they are now.
 *
 * @param reader gives the rows of a mart
 * @param rulesChanged whether the rules decide otherwise than those that the marts were made with
 */
record PublishedCosts(
    Function<Mart, Dataset<Row>> reader, AllocationRules rules, boolean rulesChanged) {

  /**
   * Opens them.
   *
   * @throws AlmanacException when nothing is published
   */
  static PublishedCosts open(SparkSession spark, AlmanacConfig config) {
    AllocationRules rules =
        config.allocationRules().map(AllocationRules::load).orElseGet(AllocationRules::none);
    PublishedMarts marts =
        new MartStore(config.output().marts())
            .published()
            .orElseThrow(
                () ->
                    AlmanacException.input(
                        "Cannot explain costs: nothing is published in "
                            + config.output().marts()
                            + ". Run almanac nightly first."));
    String published = marts.manifest().fingerprints().getOrDefault("allocation-rules", "none");
    return new PublishedCosts(
        mart -> marts.read(spark, mart), rules, !Objects.equals(published, rules.fingerprint()));
  }

  Dataset<Row> read(Mart mart) {
    return reader.apply(mart);
  }
}
