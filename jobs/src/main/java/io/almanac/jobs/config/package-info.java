/**
 * The settings of Almanac: records that validate themselves, and the loader of {@code
 * almanac.yaml}. Knows no other feature.
 */
package io.almanac.jobs.config;
