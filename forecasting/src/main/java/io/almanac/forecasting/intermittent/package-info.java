/** Forecasts of series that are zero most of the time. */
package io.almanac.forecasting.intermittent;
