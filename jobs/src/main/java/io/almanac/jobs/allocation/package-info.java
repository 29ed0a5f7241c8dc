/**
 * Gives every charge an owner by rules, and sums charges up per day. May use the root package,
 * mart, config, and the CSV lines of budget.
 */
package io.almanac.jobs.allocation;
