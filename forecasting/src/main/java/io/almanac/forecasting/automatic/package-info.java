/** The automatic engine: several models for one series, put together and judged by its own past. */
package io.almanac.forecasting.automatic;
