package io.almanac.jobs.mart;

import org.apache.spark.sql.types.DataTypes;

/** Columns that marts are partitioned by; text with zero-padded numbers, so that it sorts. */
final class Partitions {
  static final MartColumn SOURCE =
      column("source", "The name of the cost export in the configuration.");
  static final MartColumn BILLING_PERIOD =
      column("billing_period", "The month of the invoice, yyyy-MM.");
  static final MartColumn CHARGE_MONTH =
      column("charge_month", "The month of use, yyyy-MM, in UTC.");
  static final MartColumn START_MONTH =
      column("start_month", "The month in which the run began, yyyy-MM, in UTC.");
  static final MartColumn DAY = column("day", "The day of use, yyyy-MM-dd, in UTC.");
  static final MartColumn AS_OF_MONTH =
      column("as_of_month", "The month of the as-of date, yyyy-MM.");
  static final MartColumn AS_OF_DATE =
      column("as_of_date", "The business date that the row was made for, yyyy-MM-dd.");

  private Partitions() {}

  private static MartColumn column(String name, String comment) {
    return new MartColumn(name, DataTypes.StringType, "", comment);
  }
}
