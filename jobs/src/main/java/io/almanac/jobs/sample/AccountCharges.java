package io.almanac.jobs.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * What a bill holds beside usage: support, tax, credits, the reservation's monthly fee, and
 * corrections of months that were already invoiced.
 */
final class AccountCharges {

  private static final YearMonth AZURE_CORRECTED_ON = YearMonth.of(2026, 3);
  private static final LocalDate AZURE_CORRECTED_FROM = LocalDate.of(2026, 1, 10);
  private static final int AZURE_CORRECTED_DAYS = 5;
  private static final YearMonth GOOGLE_CORRECTED_ON = YearMonth.of(2026, 7);
  private static final LocalDate GOOGLE_CORRECTED_DAY = LocalDate.of(2026, 5, 28);

  private final Company company;

  AccountCharges(Company company) {
    this.company = company;
  }

  List<Charge> of(Provider provider, YearMonth month, List<Charge> usage) {
    List<Charge> charges = new ArrayList<>();
    long used = usage.stream().mapToLong(Charge::billedCost).sum();
    // Support by share and tax stand on the bill once the month is closed.
    boolean closed = month.isBefore(Company.OPEN_MONTH);
    switch (provider) {
      case AWS -> {
        if (closed) {
          charges.add(fee("support-aws", month, Charge.PURCHASE, part(used, "0.025")));
          charges.add(fee("tax-aws", month, Charge.TAX, part(used, "0.012")));
        }
        if (between(month, YearMonth.of(2025, 11), YearMonth.of(2026, 1))) {
          charges.add(fee("credit-aws", month, Charge.CREDIT, dollars("-18000")));
        }
      }
      case AZURE -> {
        charges.add(reservation(month));
        charges.add(fee("support-az", month, Charge.PURCHASE, dollars("1000")));
        if (closed) {
          charges.add(fee("tax-az", month, Charge.TAX, part(used, "0.012")));
        }
        if (month.equals(AZURE_CORRECTED_ON)) {
          for (int i = 0; i < AZURE_CORRECTED_DAYS; i++) {
            LocalDate day = AZURE_CORRECTED_FROM.plusDays(i);
            charges.add(correction("correction-az", "man-demos", month, day, dollars("-38.42")));
          }
        }
      }
      case GCP -> {
        if (closed) {
          charges.add(fee("support-gcp", month, Charge.PURCHASE, part(used, "0.03")));
          charges.add(fee("tax-gcp", month, Charge.TAX, part(used, "0.012")));
        }
        if (between(month, YearMonth.of(2026, 4), YearMonth.of(2026, 5))) {
          charges.add(fee("credit-gcp", month, Charge.CREDIT, dollars("-12500")));
        }
        if (month.equals(GOOGLE_CORRECTED_ON)) {
          charges.add(
              correction(
                  "correction-gcp", "data-bq", month, GOOGLE_CORRECTED_DAY, dollars("1843.20")));
        }
      }
    }
    return charges;
  }

  private Charge fee(String key, YearMonth month, String category, long amount) {
    Product product = company.product(key);
    return new Charge(
        company.mainAccount(product.provider()),
        product,
        null,
        0,
        month,
        Ledger.start(month.atDay(1)),
        Ledger.start(month.plusMonths(1).atDay(1)),
        category,
        false,
        category.equals(Charge.CREDIT) ? "One-Time" : "Recurring",
        null,
        product.description(),
        0,
        category.equals(Charge.CREDIT) ? 0 : amount,
        category.equals(Charge.CREDIT) ? 0 : amount,
        amount,
        amount);
  }

  /**
   * One fee a month for all hours of the reserved machines; the hours themselves are billed zero.
   */
  private Charge reservation(YearMonth month) {
    Product product = company.product("reservation");
    long amount = 0;
    Account account = company.mainAccount(Provider.AZURE);
    for (Resource resource : company.resources()) {
      if (resource.product().committed()) {
        long hours = Billionths.of(BigDecimal.valueOf(24L * month.lengthOfMonth()));
        amount += Billionths.product(hours, resource.product().price());
        account = resource.account();
      }
    }
    return new Charge(
        account,
        product,
        null,
        0,
        month,
        Ledger.start(month.atDay(1)),
        Ledger.start(month.plusMonths(1).atDay(1)),
        Charge.PURCHASE,
        false,
        "Recurring",
        null,
        product.description(),
        0,
        amount,
        amount,
        amount,
        0);
  }

  private Charge correction(String key, String name, YearMonth month, LocalDate day, long amount) {
    Product product = company.product(key);
    Resource resource = company.resource(name);
    BigDecimal quantity =
        Billionths.decimal(amount)
            .divide(
                Billionths.decimal(product.price()),
                Billionths.SCALE,
                java.math.RoundingMode.HALF_EVEN);
    long list = Billionths.product(Billionths.of(quantity), product.listPrice());
    return new Charge(
        resource.account(),
        product,
        resource,
        0,
        month,
        Ledger.start(day),
        Ledger.start(day.plusDays(1)),
        Charge.USAGE,
        true,
        "Usage-Based",
        null,
        product.description(),
        Billionths.of(quantity),
        list,
        amount,
        amount,
        amount);
  }

  private static boolean between(YearMonth month, YearMonth first, YearMonth last) {
    return !month.isBefore(first) && !month.isAfter(last);
  }

  private static long part(long amount, String share) {
    return Billionths.product(amount, Billionths.of(new BigDecimal(share)));
  }

  private static long dollars(String amount) {
    return Billionths.of(new BigDecimal(amount));
  }
}
