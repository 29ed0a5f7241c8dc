package io.almanac.jobs.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** How the use of a resource changes from day to day. */
enum UsagePattern {
  /** A machine that is always on, but for a rare reboot. */
  HOST,
  /** A machine that is stopped from Saturday noon to Monday and on holidays. */
  WORKWEEK_HOST,
  /** Serving robots: grows, busy on weekdays, a peak before Christmas, a dip in February. */
  INFERENCE,
  /** Like inference, but it ramps up in its first three weeks. */
  LAUNCH,
  /** People at work: little at weekends and on holidays. */
  OFFICE,
  /** Campaigns of some days with silence in between. */
  BURST,
  /** Data that piles up. */
  STORAGE,
  /** Little change. */
  STEADY,
  /** An incident: the full quantity on each day. */
  SPIKE,
  /** A job: the same quantity on each day. */
  JOB;

  /** Campaigns are switched on and off in blocks of so many days. */
  private static final int BURST_DAYS = 6;

  /** Above this share a campaign block is silent. */
  private static final double BURST_ON = 0.62;

  private static final double REBOOT_CHANCE = 0.012;

  /**
   * The quantity of a day relative to the quantity of the first days; zero when unused. Hosts give
   * a share of the hours that they were billed.
   */
  double level(Resource resource, LocalDate day, Set<LocalDate> holidays) {
    long key = Noise.key("use " + resource.name());
    long index = day.toEpochDay();
    double years = ChronoUnit.DAYS.between(resource.from(), day) / 365.0;
    double growth = StrictMath.pow(1 + resource.growth(), years);
    double rest = holidays.contains(day) ? 0.2 : 1;
    return switch (this) {
      case HOST -> reboot(key, index);
      case WORKWEEK_HOST -> holidays.contains(day) ? 0 : workweek(day) * reboot(key, index);
      case INFERENCE -> growth * serving(day) * spread(key, index, 0.05, 0.025);
      case LAUNCH -> growth * serving(day) * ramp(resource, day) * spread(key, index, 0.06, 0.03);
      case OFFICE -> growth * office(day) * rest * spread(key, index, 0.12, 0.09);
      case BURST ->
          growth * burst(key, index) * (0.5 + (0.5 * office(day))) * spread(key, index, 0.1, 0.12);
      case STORAGE -> growth * spread(key, index, 0.012, 0.002);
      case STEADY -> growth * spread(key, index, 0.02, 0.008);
      case SPIKE -> spread(key, index, 0, 0.08);
      case JOB -> 1;
    };
  }

  private static double spread(long key, long index, double slow, double fast) {
    return StrictMath.exp(
        (slow * Noise.drift(key, index, 9)) + (fast * Noise.bell(key + 1, index)));
  }

  private static double reboot(long key, long index) {
    double draw = Noise.uniform(key, index);
    return draw < REBOOT_CHANCE ? 0.55 + (draw / REBOOT_CHANCE * 0.4) : 1;
  }

  private static double workweek(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> 0.5;
      case SUNDAY -> 0;
      default -> 1;
    };
  }

  private static double serving(LocalDate day) {
    double week =
        switch (day.getDayOfWeek()) {
          case MONDAY -> 1.04;
          case TUESDAY -> 1.06;
          case WEDNESDAY -> 1.05;
          case THURSDAY -> 1.04;
          case FRIDAY -> 1.00;
          case SATURDAY -> 0.82;
          case SUNDAY -> 0.74;
        };
    // Warehouses: a broad yearly wave, a narrow peak in early December, and a little stock-taking
    // on the last days of a month.
    double wave = 0.04 * StrictMath.cos(2 * Math.PI * (day.getDayOfYear() - 330) / 365.0);
    double distance = (day.getDayOfYear() - 338) / 14.0;
    double peak = 0.16 * StrictMath.exp(-0.5 * distance * distance);
    double monthEnd = day.lengthOfMonth() - day.getDayOfMonth() < 3 ? 0.04 : 0;
    return week * (1 + wave + peak + monthEnd);
  }

  private static double office(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    return weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? 0.25 : 1.3;
  }

  private static double burst(long key, long index) {
    double draw = Noise.uniform(key + 2, Math.floorDiv(index, (long) BURST_DAYS));
    return draw > BURST_ON ? 0.04 : 1 + (draw / BURST_ON);
  }

  private static double ramp(Resource resource, LocalDate day) {
    double days = ChronoUnit.DAYS.between(resource.from(), day);
    return Math.min(1, 0.4 + (0.6 * days / 21));
  }
}
