/** Complex exponential smoothing. */
package io.almanac.forecasting.ces;
