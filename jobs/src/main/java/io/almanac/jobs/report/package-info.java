/**
 * From marts to what finance reads: turns rows into the records of the reports module, and nothing
 * else. Reads only what is, or is about to be, published.
 */
package io.almanac.jobs.report;
