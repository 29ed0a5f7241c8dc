/** Exponential smoothing in state space form. */
package io.almanac.forecasting.ets;
