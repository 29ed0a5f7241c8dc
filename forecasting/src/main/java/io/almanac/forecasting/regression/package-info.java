/** Regressions of a series on its own past and on the calendar. */
package io.almanac.forecasting.regression;
