/**
 * Writes the exports of an invented company, for demonstrations, tests and measurements.
 *
 * <p>The company is data: accounts, products, resources and teams are tables beside this package.
 * The code turns them into charges, runs and telemetry. Nothing here reads a clock or draws a
 * random number that does not follow from a name and a fixed seed, so the same options give the
 * same bytes. The package depends on nothing else of Almanac.
 */
package io.almanac.jobs.sample;
