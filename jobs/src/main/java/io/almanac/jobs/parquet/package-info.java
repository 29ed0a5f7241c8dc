/** Parquet files read column by column, without rows in between. */
package io.almanac.jobs.parquet;
