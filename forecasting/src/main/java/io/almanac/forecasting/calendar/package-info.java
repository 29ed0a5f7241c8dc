/** What the calendar does to a series: days of the month, working days, lengths of months. */
package io.almanac.forecasting.calendar;
