/**
 * What the rows of each export format mean: one {@link io.almanac.jobs.charges.source.ChargeReader}
 * per format, and the reading of numbers, times, enumerations and JSON that all of them share.
 * Plain Java without Spark, so that a rule is tested in milliseconds.
 */
package io.almanac.jobs.charges.source;
