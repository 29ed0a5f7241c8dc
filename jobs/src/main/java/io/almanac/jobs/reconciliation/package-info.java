/**
 * The proof that nothing was lost: every night compares what was read with what was published, to
 * the last decimal. Pure functions on control totals; knows no other feature.
 */
package io.almanac.jobs.reconciliation;
