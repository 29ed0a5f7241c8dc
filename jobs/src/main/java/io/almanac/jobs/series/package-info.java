/** Anybody's series from a CSV file: read, forecast on the executors, written and drawn. */
package io.almanac.jobs.series;
