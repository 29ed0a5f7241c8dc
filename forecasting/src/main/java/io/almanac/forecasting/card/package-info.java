/** The calibrated average of two simple forecasts, Rho and Delta. */
package io.almanac.forecasting.card;
