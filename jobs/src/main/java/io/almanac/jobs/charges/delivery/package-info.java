/**
 * Finds which files of a cost export count: those of the delivery that the provider's manifest of
 * each billing period names, never what merely lies in the folder. Knows nothing of what is in the
 * files. Depends on {@code charges} and {@code config}.
 */
package io.almanac.jobs.charges.delivery;
