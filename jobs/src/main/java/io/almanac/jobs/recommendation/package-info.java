/** What to do about findings, and what it saves: from ranked idle GPUs to actions. */
package io.almanac.jobs.recommendation;
