/**
 * How well costs are allocated, as a few figures a month. May use the root package, mart, config
 * and scenario.
 */
package io.almanac.jobs.kpi;
