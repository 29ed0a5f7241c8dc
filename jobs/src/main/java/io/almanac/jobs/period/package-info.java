/**
 * How far billing periods have come: open, settled or final. Plain Java; may use the root package,
 * mart and config.
 */
package io.almanac.jobs.period;
