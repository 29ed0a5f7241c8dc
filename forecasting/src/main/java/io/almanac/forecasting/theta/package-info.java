/** The Theta method and its optimised forms. */
package io.almanac.forecasting.theta;
