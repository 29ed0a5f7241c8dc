/** Scores of the forecasting engine on public sets of series. */
package io.almanac.jobs.benchmark;
