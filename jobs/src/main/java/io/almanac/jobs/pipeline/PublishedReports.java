package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.report.ReportBasis;
import io.almanac.jobs.report.ReportFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The reports of the newest published night, written again from its marts. */
public final class PublishedReports {
  private PublishedReports() {}

  /**
   * Writes them in place.
   *
   * @return the files
   * @throws AlmanacException when nothing is published yet
   */
  public static List<Path> write(SparkSession spark, AlmanacConfig config) {
    MartStore store = new MartStore(config.output().marts());
    PublishedMarts marts =
        store
            .published()
            .orElseThrow(
                () ->
                    AlmanacException.input(
                        "Cannot write reports: nothing is published in "
                            + config.output().marts()
                            + ". Run almanac nightly first."));
    Manifest manifest = marts.manifest();
    String settled = manifest.facts().get(Facts.LAST_SETTLED_DAY);
    ReportBasis basis =
        new ReportBasis(
            config.company(),
            config.reportingCurrency(),
            LocalDate.parse(manifest.asOf()),
            settled == null ? null : LocalDate.parse(settled),
            new FiscalCalendar(config.fiscalYearStartMonth()),
            manifest.runId(),
            manifest.productVersion(),
            manifest.facts().get(Facts.RULES_VERSION),
            store.current().toString(),
            manifest.facts().getOrDefault(Facts.NOTES, "").lines().toList());
    ReportFiles files =
        ReportFiles.write(mart -> marts.read(spark, mart), basis, config.output().reports());
    try {
      return files.publish();
    } finally {
      files.discard();
    }
  }
}
