/**
 * Answers whose a published cost is and why, and what is odd about the rules. May use the root
 * package, mart, config, budget and allocation.
 */
package io.almanac.jobs.explain;
