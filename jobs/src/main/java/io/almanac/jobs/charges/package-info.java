/**
 * Loads cost exports: finds the files, checks their headers, reads each record as one FOCUS charge
 * or one reject with its reason. Depends on {@code charges.source} for what the formats mean.
 */
package io.almanac.jobs.charges;
