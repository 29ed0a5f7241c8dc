/**
 * Writes the workbook and the CSV extracts that finance opens: plain records in, files out.
 *
 * <p>The package knows no Spark, no clock and no configuration. Money arrives as {@link
 * java.math.BigDecimal}; a workbook cell holds a double because the file format knows nothing else,
 * so exact amounts are read from the marts or the CSV extracts. It may depend on Apache POI and
 * Commons CSV alone.
 */
package io.almanac.reports;
