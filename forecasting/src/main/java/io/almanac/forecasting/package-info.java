/**
 * Daily series in, forecasts with honest intervals out. Pure computation: no files, no clock, no
 * chance, no Spark. Statistics are doubles; exact money never enters here.
 */
package io.almanac.forecasting;
