package io.almanac.forecasting.global;

import java.time.LocalDate;

/**
 * One of the series that a global model learns from.
 *
 * @param id its name, which no other series has
 * @param start day of the first value of a daily series; null when it is not known
 * @param values NaN is missing
 */
public record GlobalSeries(String id, LocalDate start, double[] values) {}
