/**
 * What rules ask of a charge, as values that can be evaluated, put into words and compared with one
 * another. Plain Java; may use nothing else of Almanac.
 */
package io.almanac.jobs.allocation.condition;
