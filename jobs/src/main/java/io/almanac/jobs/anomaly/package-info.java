/** Finds days that cost unusually much or little. May use the root package and mart. */
package io.almanac.jobs.anomaly;
