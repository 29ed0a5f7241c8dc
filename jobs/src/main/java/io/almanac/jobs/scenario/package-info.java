/**
 * What is known of the future and what might become of it: drivers of costs from a file, scenarios
 * from another, and the forecasts in every scenario beside those without.
 */
package io.almanac.jobs.scenario;
