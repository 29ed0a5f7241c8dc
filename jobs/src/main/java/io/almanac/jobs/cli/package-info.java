/**
 * The command line: reads options, asks for the date, starts what was asked for and turns every end
 * into sentences and an exit code. The only package with a clock, besides the schedule.
 */
package io.almanac.jobs.cli;
