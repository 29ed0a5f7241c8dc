package io.almanac.jobs.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The company's bills at their committed size, one provider and month at a time. */
final class Ledger {

  private static final double HOURS_A_DAY = 24;

  private final Company company;

  Ledger(Company company) {
    this.company = company;
  }

  /** All charges on the bill of a month: usage by resource and day, then the account's own. */
  List<Charge> charges(Provider provider, YearMonth month) {
    List<Charge> charges = new ArrayList<>();
    for (Resource resource : company.resources()) {
      if (resource.account().provider() == provider) {
        addUsage(resource, month, charges);
      }
    }
    charges.addAll(new AccountCharges(company).of(provider, month, charges));
    return charges;
  }

  private void addUsage(Resource resource, YearMonth month, List<Charge> charges) {
    LocalDate first = later(resource.from(), month.atDay(1));
    LocalDate last = earlier(earlier(resource.to(), Company.END), month.atEndOfMonth());
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      double level = resource.pattern().level(resource, day, company.holidays());
      double wanted = resource.quantity() * level * arrived(resource, day);
      // Meters report millionths at best.
      long quantity = StrictMath.round(wanted * 1e6) * 1000;
      if (quantity > 0) {
        charges.add(usage(resource, month, day, quantity, "Used"));
      }
      boolean complete = day.isBefore(Company.END.minusDays(1));
      if (resource.product().committed() && complete && wanted < HOURS_A_DAY) {
        long idle = StrictMath.round((HOURS_A_DAY - wanted) * 1e6) * 1000;
        charges.add(usage(resource, month, day, idle, "Unused"));
      }
    }
  }

  /** The share of a day's usage that reached the bill when the exports were taken. */
  private static double arrived(Resource resource, LocalDate day) {
    double draw = Noise.uniform(Noise.key("late " + resource.name()), day.toEpochDay());
    if (day.equals(Company.END)) {
      return draw < 0.6 ? 0.42 : 0;
    }
    if (day.equals(Company.END.minusDays(1))) {
      return draw < 0.92 ? 0.78 : 0;
    }
    return 1;
  }

  private static Charge usage(
      Resource resource, YearMonth month, LocalDate day, long quantity, String status) {
    Product product = resource.product();
    long list = Billionths.product(quantity, product.listPrice());
    long paid = Billionths.product(quantity, product.price());
    boolean committed = product.committed();
    boolean unused = committed && status.equals("Unused");
    String description =
        unused ? "Unused reservation: " + product.description() : product.description();
    return new Charge(
        resource.account(),
        product,
        unused ? null : resource,
        0,
        month,
        start(day),
        start(day.plusDays(1)),
        Charge.USAGE,
        false,
        "Usage-Based",
        committed ? status : null,
        description,
        quantity,
        list,
        committed ? list : paid,
        committed ? 0 : paid,
        paid);
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
