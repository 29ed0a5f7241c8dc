package io.almanac.jobs.ratecard;

import io.almanac.jobs.mart.PlainAmount;
import io.almanac.jobs.ratecard.DayCharge.Part;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the lines of a rate card cost day by day.
 *
 * <p>Depreciation is straight-line by whole calendar months, the first of which is the one that the
 * node went into service in: month k of n takes the k-th of n parts of price less residual value,
 * and every day of the node in that month an equal part of it. Months and days are rounded so that
 * they sum exactly, months to the cent and days to a millionth. A line that ends before the last
 * month leaves the rest uncharged: what a sale or scrapping brings is not a cost of use.
 */
final class NodeCosts {
  private static final int DAY_SCALE = 6;
  private static final int MONTH_SCALE = 2;
  private static final BigDecimal HOURS = BigDecimal.valueOf(24);

  private NodeCosts() {}

  /** The charges of one line in one month before {@code until}, by day and part. */
  static List<DayCharge> of(RateCardLine line, YearMonth month, LocalDate until) {
    List<DayCharge> charges = new ArrayList<>();
    for (LocalDate day = month.atDay(1);
        YearMonth.from(day).equals(month) && day.isBefore(until);
        day = day.plusDays(1)) {
      if (line.holds(day)) {
        depreciation(line, day).ifPresent(charges::add);
        power(line, day).ifPresent(charges::add);
        monthly(line, day, Part.SPACE, line.monthly().space()).ifPresent(charges::add);
        monthly(line, day, Part.STAFF, line.monthly().staff()).ifPresent(charges::add);
        monthly(line, day, Part.OTHER, line.monthly().other()).ifPresent(charges::add);
      }
    }
    return charges;
  }

  private static Optional<DayCharge> depreciation(RateCardLine line, LocalDate day) {
    RateCardLine.Purchase purchase = line.purchase();
    YearMonth month = YearMonth.from(day);
    int number = (int) ChronoUnit.MONTHS.between(YearMonth.from(line.inService()), month) + 1;
    if (number > purchase.months() || day.isBefore(line.inService())) {
      return Optional.empty();
    }
    BigDecimal amount = purchase.price().subtract(purchase.residual());
    BigDecimal ofMonth = Instalments.of(amount, purchase.months(), number, MONTH_SCALE);
    int firstDay = number == 1 ? line.inService().getDayOfMonth() : 1;
    int days = month.lengthOfMonth() - firstDay + 1;
    BigDecimal cost = Instalments.of(ofMonth, days, day.getDayOfMonth() - firstDay + 1, DAY_SCALE);
    String arithmetic =
        String.format(
            Locale.ROOT,
            "Depreciation of %s: (%s - %s) / %d months = %s in month %d; 1 of %d days = %s%s",
            line.node(),
            plain(purchase.price()),
            plain(purchase.residual()),
            purchase.months(),
            plain(ofMonth),
            number,
            days,
            plain(cost),
            rate(line, day));
    return Optional.of(
        new DayCharge(line, day, Part.DEPRECIATION, cost, BigDecimal.ONE, "Days", arithmetic));
  }

  private static Optional<DayCharge> power(RateCardLine line, LocalDate day) {
    return line.power()
        .map(
            power -> {
              BigDecimal energy = power.kilowatts().multiply(power.effectiveness()).multiply(HOURS);
              BigDecimal cost = energy.multiply(power.pricePerKilowattHour());
              String arithmetic =
                  "Power of %s: %s kW x PUE %s x 24 h x %s per kWh = %s"
                      .formatted(
                          line.node(),
                          plain(power.kilowatts()),
                          plain(power.effectiveness()),
                          plain(power.pricePerKilowattHour()),
                          plain(cost));
              return new DayCharge(line, day, Part.POWER, cost, energy, "kWh", arithmetic);
            });
  }

  private static Optional<DayCharge> monthly(
      RateCardLine line, LocalDate day, Part part, Optional<BigDecimal> amount) {
    return amount.map(
        month -> {
          int days = day.lengthOfMonth();
          BigDecimal cost = Instalments.of(month, days, day.getDayOfMonth(), DAY_SCALE);
          String arithmetic =
              String.format(
                  Locale.ROOT,
                  "%s of %s: %s a month; 1 of %d days = %s",
                  part.text(),
                  line.node(),
                  plain(month),
                  days,
                  plain(cost));
          return new DayCharge(line, day, part, cost, BigDecimal.ONE, "Days", arithmetic);
        });
  }

  /** What an hour of one GPU must earn on this day when the planned share of hours is used. */
  private static String rate(RateCardLine line, LocalDate day) {
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal days = BigDecimal.valueOf(day.lengthOfMonth());
    RateCardLine.Monthly monthly = line.monthly();
    for (Optional<BigDecimal> amount : List.of(monthly.space(), monthly.staff(), monthly.other())) {
      all = all.add(amount.orElse(BigDecimal.ZERO).divide(days, MathContext.DECIMAL64));
    }
    RateCardLine.Purchase purchase = line.purchase();
    all =
        all.add(
            purchase
                .price()
                .subtract(purchase.residual())
                .divide(BigDecimal.valueOf(purchase.months()), MathContext.DECIMAL64)
                .divide(days, MathContext.DECIMAL64));
    if (line.power().isPresent()) {
      RateCardLine.Power power = line.power().get();
      all =
          all.add(
              power
                  .kilowatts()
                  .multiply(power.effectiveness())
                  .multiply(HOURS)
                  .multiply(power.pricePerKilowattHour()));
    }
    BigDecimal hours = HOURS.multiply(BigDecimal.valueOf(line.gpus())).multiply(line.utilisation());
    return "; all parts come to %s for each of %s planned GPU hours a day"
        .formatted(plain(all.divide(hours, 4, RoundingMode.HALF_EVEN)), plain(hours));
  }

  static String plain(BigDecimal amount) {
    return amount.scale() >= MONTH_SCALE ? PlainAmount.money(amount) : PlainAmount.of(amount);
  }
}
