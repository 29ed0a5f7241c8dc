/**
 * What GPUs did: reads telemetry, tells idle hours from used and unknown ones, prices them by the
 * bill, and ranks what could be recovered.
 */
package io.almanac.jobs.gpu;
