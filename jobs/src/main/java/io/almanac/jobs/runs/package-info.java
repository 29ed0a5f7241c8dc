/**
 * Training runs: reads the histories of experiment trackers, one reader a format, and says what
 * each run cost by meeting the bill through tags or through resources and time.
 */
package io.almanac.jobs.runs;
