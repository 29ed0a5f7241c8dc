/**
 * Owned machines: purchase prices, power, space and staff become FOCUS charges per node and day, so
 * that hardware that was bought is accounted for, and idles at a price, like hardware that is
 * rented.
 */
package io.almanac.jobs.ratecard;
