/**
 * From the bills' currencies into the reporting currency, at dated rates from a file. May use the
 * root package, mart, and the budgets and CSV lines of budget.
 */
package io.almanac.jobs.currency;
