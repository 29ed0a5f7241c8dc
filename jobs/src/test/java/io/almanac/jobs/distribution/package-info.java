/** The distribution as a user starts it: these tests need {@code target/almanac}. */
package io.almanac.jobs.distribution;
