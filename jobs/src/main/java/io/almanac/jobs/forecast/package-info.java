/**
 * From daily costs to forecasts, their accuracy and the status of budgets: turns rows into series,
 * lets the forecasting library forecast them on all executors, and turns the results into rows.
 */
package io.almanac.jobs.forecast;
