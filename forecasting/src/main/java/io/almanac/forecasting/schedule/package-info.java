/** Charges that come on days of their own, such as fees, taxes and credits: found and continued. */
package io.almanac.forecasting.schedule;
