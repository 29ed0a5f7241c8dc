/**
 * Budgets, the fiscal calendar and holidays, and how a budget stands. Plain Java; may use the root
 * package, mart and config.
 */
package io.almanac.jobs.budget;
