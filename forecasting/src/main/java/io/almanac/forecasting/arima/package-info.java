/** Autoregressive integrated moving average models. */
package io.almanac.forecasting.arima;
