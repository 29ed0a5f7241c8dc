/**
 * The nightly batch: what every feature package shares, that is the kinds of failure and the
 * progress of a run. Features live in packages of their own and may use this one.
 */
package io.almanac.jobs;
