/**
 * The daemon that starts nights by itself: Quartz in this process, without a database. Knows the
 * settings and the clock, not what a night does.
 */
package io.almanac.jobs.schedule;
