/**
 * Forecasts of many series made to add up: which sums must hold, how wrong each forecast tends to
 * be, and the least change that makes them hold. Knows arrays alone, nothing of days or models.
 */
package io.almanac.forecasting.reconciliation;
