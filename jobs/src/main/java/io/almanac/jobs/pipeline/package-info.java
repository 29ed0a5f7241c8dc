/**
 * One night as a list of stages: what is read, computed, checked and published, in that order. The
 * only package that knows all the others.
 */
package io.almanac.jobs.pipeline;
