/**
 * One model of many series: gradient boosted trees that learn from all of them what no single one
 * can tell. The only forecasts of this library that depend on other series.
 */
package io.almanac.forecasting.global;
