/**
 * Shares costs out: what allocation has given to a shared owner, or what everybody needs, becomes
 * cost of those who use it. May use the root package, mart and config.
 */
package io.almanac.jobs.sharing;
