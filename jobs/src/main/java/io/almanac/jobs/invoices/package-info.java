/**
 * The tie-out to what providers invoiced: reads invoices and compares them with charges and owners.
 * Pure functions on control totals besides the reading of files.
 */
package io.almanac.jobs.invoices;
