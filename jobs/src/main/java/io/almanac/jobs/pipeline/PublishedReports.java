package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.report.ReportBasis;
import io.almanac.jobs.report.ReportFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    ReportBasis basis = basis(config, marts.manifest(), store.current());
    ReportFiles files =
        ReportFiles.write(mart -> marts.read(spark, mart), basis, config.output().reports());
    try {
      return files.publish();
    } finally {
      files.discard();
    }
  }

  /** What a report on published marts rests on. */
  static ReportBasis basis(AlmanacConfig config, Manifest manifest, Path martLocation) {
    String settled = manifest.facts().get(Facts.LAST_SETTLED_DAY);
    return new ReportBasis(
        config.company(),
        config.reportingCurrency(),
        LocalDate.parse(manifest.asOf()),
        settled == null ? null : LocalDate.parse(settled),
        new FiscalCalendar(config.fiscalYearStartMonth()),
        manifest.runId(),
        manifest.productVersion(),
        manifest.facts().get(Facts.RULES_VERSION),
        martLocation.toString(),
        manifest.facts().getOrDefault(Facts.NOTES, "").lines().toList(),
        months(manifest.periods()),
        null);
  }

  /** The closed billing periods. */
  static Set<YearMonth> months(PeriodEvents events) {
    return events.closed().stream().map(YearMonth::parse).collect(Collectors.toSet());
  }
}
