package io.almanac.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSampleBills {

  private static final YearMonth OPEN = YearMonth.of(2026, 10);
  private static final Pattern TEAM = Pattern.compile("\"[Tt]eam ?\":\"([^\"]+)\"");

  @TempDir static Path folder;
  private static SampleSummary summary;
  private static List<BillLine> lines;

  @BeforeAll
  static void write() {
    summary = SampleCompany.write(SampleOptions.committed(folder), line -> {});
    lines = BillLine.read(folder);
  }

  @Test
  void coversFourteenBillingMonthsOfThreeProviders() {
    for (String provider : List.of("aws", "azure", "gcp")) {
      assertThat(lines.stream().filter(of(provider)).map(BillLine::month).distinct()).hasSize(14);
    }
    assertThat(lines.stream().map(BillLine::day).min(Comparator.naturalOrder()))
        .contains(LocalDate.of(2025, 9, 1));
    assertThat(
            lines.stream()
                .filter(TestSampleBills::usage)
                .map(BillLine::day)
                .max(Comparator.naturalOrder()))
        .contains(LocalDate.of(2026, 10, 19));
  }

  @Test
  void writesWhatTheSummarySays() {
    assertThat(lines).hasSize((int) summary.rows()).hasSizeBetween(25_000, 40_000);
    for (String provider : List.of("aws", "azure", "gcp")) {
      assertThat(sum(of(provider))).isEqualByComparingTo(summary.billedCost().get(provider));
    }
    assertThat(sum(line -> true)).isBetween(new BigDecimal(3_000_000), new BigDecimal(6_000_000));
  }

  @Test
  void knowsNineTeamsOneOfThemUnderItsFormerNameToo() {
    Set<String> teams =
        lines.stream()
            .map(TestSampleBills::team)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());

    assertThat(teams)
        .containsExactlyInAnyOrder(
            "perception",
            "vision",
            "manipulation",
            "navigation",
            "language",
            "simulation",
            "research",
            "serving",
            "data-engine",
            "platform");
  }

  @Test
  void missesUsageOfTheLastTwoDays() {
    BigDecimal sunday = sum(on(LocalDate.of(2026, 10, 11)));
    BigDecimal lastSunday = sum(on(LocalDate.of(2026, 10, 18)));
    BigDecimal monday = sum(on(LocalDate.of(2026, 10, 5)));
    BigDecimal lastMonday = sum(on(LocalDate.of(2026, 10, 19)));

    assertThat(lastSunday).isPositive().isLessThan(sunday.multiply(new BigDecimal("0.8")));
    assertThat(lastMonday).isPositive().isLessThan(monday.multiply(new BigDecimal("0.5")));
  }

  @Test
  void leavesSomeUsageUntagged() {
    double untagged = sum(line -> usage(line) && team(line) == null).doubleValue();

    assertThat(untagged / sum(line -> true).doubleValue()).isBetween(0.04, 0.08);
  }

  @Test
  void holdsCreditsAndTaxes() {
    assertThat(sum(line -> line.category().equals("Credit"))).isEqualByComparingTo("-79000");
    assertThat(lines.stream().filter(line -> line.category().equals("Tax"))).hasSize(3 * 13);
  }

  @Test
  void correctsInvoicedMonthsOnLaterBills() {
    List<BillLine> corrections = lines.stream().filter(BillLine::correction).toList();

    assertThat(corrections).hasSize(6);
    assertThat(corrections)
        .allSatisfy(line -> assertThat(YearMonth.from(line.day())).isBefore(line.month()));
    assertThat(sum(line -> line.correction() && line.provider().equals("azure")))
        .isEqualByComparingTo("-192.10");
    assertThat(sum(line -> line.correction() && line.provider().equals("gcp")))
        .isEqualByComparingTo("1843.20");
  }

  @Test
  void invoicesEachClosedMonthOfAProviderOnce() {
    Set<String> seen = new HashSet<>();
    for (String provider : List.of("aws", "azure", "gcp")) {
      for (YearMonth month = YearMonth.of(2025, 9);
          month.isBefore(OPEN);
          month = month.plusMonths(1)) {
        YearMonth closed = month;
        List<String> invoices =
            lines.stream()
                .filter(of(provider))
                .filter(line -> line.month().equals(closed))
                .map(BillLine::invoice)
                .distinct()
                .toList();
        assertThat(invoices).hasSize(1).doesNotContainNull();
        assertThat(seen.add(invoices.get(0))).isTrue();
      }
    }
    assertThat(lines.stream().filter(line -> line.month().equals(OPEN)))
        .allSatisfy(line -> assertThat(line.invoice()).isNull());
  }

  @Test
  void spreadsTheReservationOverItsHours() {
    Predicate<BillLine> reserved = line -> line.commitment() != null && line.month().isBefore(OPEN);
    BigDecimal bought = sum(reserved.and(line -> line.category().equals("Purchase")));
    BigDecimal used =
        lines.stream()
            .filter(reserved.and(TestSampleBills::usage))
            .map(BillLine::effective)
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(sum(reserved.and(TestSampleBills::usage))).isZero();
    // Hours are rounded to millionths, twice a day at most.
    assertThat(used.subtract(bought).abs()).isLessThan(new BigDecimal("0.01"));
  }

  @Test
  void placesRunsOnBilledMachinesButForThreeOutsideTheCloud() {
    Set<String> billed = lines.stream().map(BillLine::resourceId).collect(Collectors.toSet());
    Set<String> outside = new HashSet<>();
    int without = 0;
    List<List<String>> machines = RunFiles.machines(folder);
    for (List<String> ids : machines) {
      without += ids.isEmpty() ? 1 : 0;
      ids.stream().filter(id -> !billed.contains(id)).forEach(outside::add);
    }

    assertThat(machines).hasSize(summary.runs()).hasSizeBetween(200, 900);
    assertThat(outside).containsExactlyInAnyOrder("ws-lab-03", "ws-lab-07", "partner-dgx-01");
    assertThat(without).isPositive();
    assertThat(machines).anySatisfy(ids -> assertThat(ids).hasSize(2));
  }

  @Test
  void measuresMachinesThatAreBilled() {
    Set<String> names =
        lines.stream()
            .flatMap(
                line ->
                    java.util.stream.Stream.of(
                        Objects.toString(line.resourceId(), ""),
                        Objects.toString(line.resourceName(), "")))
            .collect(Collectors.toSet());

    assertThat(new GpuTelemetry(Company.load()).devices().keySet()).hasSize(7).isSubsetOf(names);
    assertThat(new GpuTelemetry(Company.load()).devices().values().stream().mapToInt(n -> n).sum())
        .isEqualTo(45);
  }

  private static Predicate<BillLine> of(String provider) {
    return line -> line.provider().equals(provider);
  }

  private static Predicate<BillLine> on(LocalDate day) {
    return line -> line.day().equals(day) && usage(line);
  }

  private static boolean usage(BillLine line) {
    return line.category().equals("Usage");
  }

  private static BigDecimal sum(Predicate<BillLine> filter) {
    return lines.stream()
        .filter(filter)
        .map(BillLine::billed)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String team(BillLine line) {
    if (line.tags() == null || line.provider().equals("aws")) {
      return line.tags();
    }
    Matcher team = TEAM.matcher(line.tags());
    return team.find() ? team.group(1) : null;
  }
}
