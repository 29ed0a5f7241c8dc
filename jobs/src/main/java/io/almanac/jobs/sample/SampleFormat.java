package io.almanac.jobs.sample;

/** In which format the cost exports of the sample company are written. */
public enum SampleFormat {
  /**
   * Each provider's own: AWS legacy CUR CSV.gz, Azure FOCUS 1.2 CSV.gz, Google FOCUS 1.0 Parquet.
   */
  NATIVE,
  /** FOCUS as Parquet for all providers: 1.0 for AWS and Google Cloud, 1.2 for Azure. */
  FOCUS_PARQUET,
  /** FOCUS as plain CSV for all providers, versions as for {@link #FOCUS_PARQUET}. */
  FOCUS_CSV
}
