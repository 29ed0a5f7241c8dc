/** Takes series apart into trend, seasons and remainder. */
package io.almanac.forecasting.decomposition;
