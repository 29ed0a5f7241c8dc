package io.almanac.jobs.kubernetes;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What bills charge for a cluster on one day.
 *
 * @param cluster its name
 * @param day the charge date
 * @param currency of the cost
 * @param isDivided whether it was divided among workloads; otherwise its files do not have the day
 * @param cost effective cost
 */
public record DayBill(
    String cluster, LocalDate day, String currency, boolean isDivided, BigDecimal cost) {}
