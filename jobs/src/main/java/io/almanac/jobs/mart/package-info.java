/**
 * The published tables: their schemas, the data dictionary and the publisher. Schemas are the one
 * place where a column's name, type, unit and meaning are written. Knows no feature.
 */
package io.almanac.jobs.mart;
