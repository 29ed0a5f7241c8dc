package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.PeriodMarts;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.reconciliation.CheckResult;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What must hold before a billing period may be closed. */
final class ClosingRules {
  private static final String PARTITION = "billing_period=";

  private ClosingRules() {}

  /**
   * Whether a period is published, settled for every source, and its checks passed.
   *
   * @throws AlmanacException with everything that is in the way, and what to do
   */
  static void check(SparkSession spark, PublishedMarts marts, YearMonth period) {
    Manifest manifest = marts.manifest();
    TreeSet<String> published = new TreeSet<>();
    manifest
        .marts()
        .get(CostMarts.CHARGES.name())
        .partitions()
        .keySet()
        .forEach(
            partition ->
                published.add(
                    partition.substring(partition.indexOf(PARTITION) + PARTITION.length())));
    if (!published.contains(period.toString())) {
      throw PeriodClosing.refused(
          cannot(period)
              + "No charges of it are published. Published are: "
              + String.join(", ", published)
              + ".");
    }
    List<String> problems = new ArrayList<>();
    String again = manifest.facts().getOrDefault(Facts.READ_AGAIN, "");
    if (List.of(again.split(",")).contains(period.toString())) {
      problems.add(
          cannot(period)
              + "It was reopened, and no night has applied what came since. Run almanac nightly"
              + " first.");
    }
    List<Row> statuses =
        marts
            .read(spark, PeriodMarts.BILLING_PERIODS)
            .where(
                col("as_of_date")
                    .equalTo(manifest.asOf())
                    .and(col("billing_period").equalTo(period.toString())))
            .select("source", "status_reason", "status")
            .distinct()
            .orderBy("source")
            .collectAsList();
    if (statuses.isEmpty()) {
      problems.add(
          cannot(period)
              + "The last night does not say whether it is settled. Run almanac nightly with this"
              + " release first.");
    }
    for (Row status : statuses) {
      if (status.getString(2).equals("open")) {
        problems.add(
            cannot(period)
                + "Source "
                + status.getString(0)
                + " is open as of "
                + manifest.asOf()
                + ": "
                + status.getString(1)
                + ". Run a night once it is settled, or set its settled-after-days or"
                + " period-status.");
      }
    }
    if (!problems.isEmpty()) {
      throw new AlmanacException(ExitCode.USAGE, problems);
    }
    for (Row row :
        marts
            .read(spark, CostMarts.RECONCILIATION)
            .where(
                col("status")
                    .equalTo("FAIL")
                    .and(col("billing_period").isin(period.toString(), CheckResult.ALL)))
            .orderBy("check_name", "source", "invoice_id", "billing_currency")
            .collectAsList()) {
      problems.add(
          cannot(period)
              + "Check failed: "
              + row.getAs("check_name")
              + " of source "
              + row.getAs("source")
              + " ("
              + row.getAs("explanation")
              + "). Correct its input and run a night.");
    }
    if (!problems.isEmpty()) {
      throw new AlmanacException(ExitCode.CHECKS_FAILED, problems);
    }
  }

  private static String cannot(YearMonth period) {
    return "Cannot close billing period: " + period + ". ";
  }
}
