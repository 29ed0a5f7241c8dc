/**
 * Gives every charge an owner by rules, and sums charges up per day. May use the root package, mart
 * and config.
 */
package io.almanac.jobs.allocation;
