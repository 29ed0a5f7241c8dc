package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.Progress;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import io.almanac.jobs.mart.Checksum;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.PeriodMarts;
import io.almanac.jobs.mart.PublishedMarts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of billing periods from night to night. */
@ExtendWith(SparkTest.class)
class TestPeriodNights {
  private static final Path PAIR = Path.of("../../shared/data/cost/aws-legacy-cur/restatement");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  private static final String HEADER =
      "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,"
          + "BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargeClass,"
          + "ChargeDescription,ChargePeriodStart,ChargePeriodEnd,InvoiceIssuerName,ProviderName,"
          + "PublisherName,ServiceCategory,ServiceName,PricingQuantity,PricingUnit,"
          + "ConsumedQuantity,ConsumedUnit,Tags\n";

  @TempDir Path folder;

  /**
   * A real delivery and its restatement: the provider issued the invoice, and wrote the account
   * with its leading zeros. Costs and charges stay; with rules by account their owner does not.
   */
  @Test
  void aRealRestatementIsExplainedToTheLastDecimal() throws IOException {
    Path open = PAIR.resolve("2023-06-01-not-final.csv");
    Path issued = PAIR.resolve("2023-06-01.csv");
    assumeTrue(Files.exists(open) && Files.exists(issued), "needs ../shared/data/cost");
    AlmanacConfig config =
        config(
            "aws-cur",
            """
                - name: short
                  when: { sub-account: "9999999999999" }
                  owner: { team: short }
                - name: zeros
                  when: { sub-account: "0099999999999" }
                  owner: { team: zeros }
            """);
    Files.copy(open, folder.resolve("in/june.csv"));
    night(config, "2023-07-03");
    assertThat(status("2023-06"))
        .isEqualTo("open: settles on 2023-07-16 unless it is invoiced before");
    Files.delete(folder.resolve("in/june.csv"));
    Files.copy(issued, folder.resolve("in/june.csv"));
    night(config, "2023-07-04");

    // The files' own sums, read without any of Almanac's code.
    BigDecimal billed = sum(open, "lineItem/UnblendedCost");
    BigDecimal effective = sum(open, "savingsPlan/SavingsPlanEffectiveCost");
    assertThat(sum(issued, "lineItem/UnblendedCost")).isEqualByComparingTo(billed);
    assertThat(billed).isPositive();
    assertThat(ledger("2023-07-04"))
        .containsExactly(
            "last-published 2023-06 short re-tag -"
                + plain(billed)
                + " -"
                + plain(effective)
                + " -3 true",
            "last-published 2023-06 zeros re-tag "
                + plain(billed)
                + " "
                + plain(effective)
                + " 3 true");
    assertThat(status("2023-06")).isEqualTo("settled: every charge with a cost names an invoice");
  }

  @Test
  void aClosedPeriodStaysUntilItIsReopened() throws IOException {
    AlmanacConfig config =
        config(
            "focus",
            """
                - name: team
                  when: { tags: { team: "*" } }
                  owner: { team: "${tag:team}" }
            """);
    PeriodClosing closing = new PeriodClosing(SparkTest::spark, CLOCK);
    assertThatThrownBy(() -> closing.close(config, OCTOBER, "ann"))
        .hasMessageContaining("Cannot close billing period: 2026-10. Nothing is published");
    write(
        "october.csv",
        charge("2026-10", "2026-10-30", "Usage", "10", "a"),
        charge("2026-10", "2026-10-31", "Usage", "5", "b"));
    write("november.csv", charge("2026-11", "2026-11-18", "Usage", "3", "a"));
    night(config, "2026-11-20");
    refuses(
        () -> closing.close(config, YearMonth.of(2026, 9), "ann"),
        "No charges of it are published. Published are: 2026-10, 2026-11.");
    refuses(
        () -> closing.close(config, YearMonth.of(2026, 11), "ann"),
        "Source bill is open as of 2026-11-20: the month is not over.");
    refuses(
        () -> closing.reopen(config, OCTOBER, "late", "ann"),
        "It is not closed; closed are: none.");

    PeriodClosing.Closed closed = closing.close(config, OCTOBER, "ann");

    assertThat(closed.event().totals()).hasSize(1);
    assertThat(closed.event().totals().get(0).billed()).isEqualByComparingTo("15");
    assertThat(status("2026-10")).isEqualTo("final: closed with the figures as of 2026-11-20");
    Path workbook = closed.reports().get(0);
    assertThat(workbook)
        .isEqualTo(folder.resolve("reports/final/2026-10/v1/almanac-2026-10-final.xlsx"));
    assertThat(cover(workbook)).contains("Months, 2026-10\n").contains("\nFINAL\n");
    // No forecast reaches back to October: it ends with what it cost.
    assertThat(Files.readString(workbook.resolveSibling("by_team.csv")))
        .containsPattern("2026-10,USD,a,10[.]0+,10[.]0+,")
        .containsPattern("2026-10,USD,b,5[.]0+,5[.]0+,");
    for (Map.Entry<String, String> file : closed.event().checksums().entrySet()) {
      assertThat(Checksum.sha256(published().folder().resolve(file.getKey())))
          .isEqualTo(file.getValue());
    }
    assertThat(closed.event().checksums()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(closed.event().reports().get("almanac-2026-10-final.xlsx"))
        .isEqualTo(Checksum.sha256(workbook));
    Path version = published().folder();
    assertThat(closing.close(config, OCTOBER, "bob").isNew()).isFalse();
    assertThat(published().folder()).isEqualTo(version);

    // A charge comes late, and a credit; a day of November is new.
    write(
        "october.csv",
        charge("2026-10", "2026-10-30", "Usage", "10", "a"),
        charge("2026-10", "2026-10-31", "Usage", "5", "b"),
        charge("2026-10", "2026-10-31", "Usage", "2", "a"),
        charge("2026-10", "2026-10-31", "Credit", "-1", "b"));
    write(
        "november.csv",
        charge("2026-11", "2026-11-18", "Usage", "3", "a"),
        charge("2026-11", "2026-11-19", "Usage", "4", "a"));
    NightSummary late = night(config, "2026-11-21");

    assertThat(late.checksFailed()).isZero();
    assertThat(costs("2026-10")).containsExactlyInAnyOrder("a 10", "b 5");
    assertThat(costs("2026-11")).containsExactlyInAnyOrder("a 7");
    assertThat(rows(CostMarts.DAILY_COSTS, "charge_month = '2026-10'", "team"))
        .extracting(row -> row.getAs("team") + " " + plain(row.getAs("billed_cost")))
        .containsExactly("a 10", "b 5");
    List<String> held =
        List.of(
            "last-close 2026-10 a late-rows 2 2 1 false",
            "last-close 2026-10 b credit -1 -1 1 false");
    assertThat(ledger("2026-11-21"))
        .containsExactly(
            held.get(0),
            held.get(1),
            "last-close 2026-11 a open-period 4 4 1 true",
            "last-published 2026-11 a open-period 4 4 1 true");
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(late.reports().get(0)))) {
      assertThat(book.getSheet("Changes").getLastRowNum()).isEqualTo(5);
      assertThat(book.getSheet("Cover").getRow(8).getCell(1).toString()).isEqualTo("DRAFT");
    }
    assertThat(String.join("\n", late.notes()))
        .contains("FINAL billing periods: 2026-10.")
        .contains("Late deliveries are held back and not in these figures");
    assertThat(closing.close(config, OCTOBER, "bob").isNew()).isFalse();
    assertThatThrownBy(
            () ->
                new NightlyRun(SparkTest::spark, "test", CLOCK)
                    .backfill(
                        config,
                        LocalDate.of(2026, 11, 22),
                        YearMonth.of(2026, 9),
                        YearMonth.of(2026, 11),
                        Progress.silent()))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot backfill closed billing periods: 2026-10.");

    // Nothing comes and rules change: the closed period stays, and what is held back is still told.
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        version: 2
        rules:
          - name: renamed
            when: { tags: { team: a } }
            owner: { team: alpha }
          - name: team
            when: { tags: { team: "*" } }
            owner: { team: "${tag:team}" }
        """);
    night(config, "2026-11-22");
    assertThat(costs("2026-10")).containsExactlyInAnyOrder("a 10", "b 5");
    List<String> november =
        List.of(
            "last-close 2026-11 a rule-change -3 -3 -1 true",
            "last-close 2026-11 alpha open-period 4 4 1 true",
            "last-close 2026-11 alpha rule-change 3 3 1 true");
    assertThat(ledger("2026-11-22"))
        .containsExactly(
            held.get(0),
            held.get(1),
            november.get(0),
            november.get(1),
            november.get(2),
            "last-published 2026-11 a rule-change -7 -7 -2 true",
            "last-published 2026-11 alpha rule-change 7 7 2 true");

    refuses(() -> closing.reopen(config, OCTOBER, " ", "bob"), "Give a reason");
    closing.reopen(config, OCTOBER, "credit note 4711", "bob");
    refuses(() -> closing.close(config, OCTOBER, "bob"), "no night has applied what came since");
    NightSummary after = night(config, "2026-11-23");

    assertThat(after.checksFailed()).isZero();
    assertThat(costs("2026-10")).containsExactlyInAnyOrder("alpha 12", "b 4");
    assertThat(ledger("2026-11-23"))
        .containsExactly(
            "last-close 2026-10 a rule-change -10 -10 -1 true",
            "last-close 2026-10 alpha late-rows 2 2 1 true",
            "last-close 2026-10 alpha rule-change 10 10 1 true",
            "last-close 2026-10 b credit -1 -1 1 true",
            november.get(0),
            november.get(1),
            november.get(2),
            "last-published 2026-10 a rule-change -10 -10 -1 true",
            "last-published 2026-10 alpha late-rows 2 2 1 true",
            "last-published 2026-10 alpha rule-change 10 10 1 true",
            "last-published 2026-10 b credit -1 -1 1 true");
    assertThat(trace())
        .containsExactly(
            "1 close by ann null 15 false", "2 reopen by bob credit note 4711 null false");
    assertThat(Files.readString(folder.resolve("marts/journal.jsonl")))
        .contains("\"closed 2026-10 by ann\"")
        .contains("\"reopened 2026-10 by bob\"");
  }

  private static void refuses(Runnable asked, String why) {
    assertThatThrownBy(asked::run)
        .isInstanceOfSatisfying(
            AlmanacException.class,
            refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(why);
  }

  private AlmanacConfig config(String format, String rules) throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("rules.yaml"), "version: 1\nrules:\n" + rules);
    return ConfigLoader.load(
        Files.writeString(
            folder.resolve("almanac.yaml"),
            """
            company: Months
            reporting-currency: USD
            sources:
              - { name: bill, format: %s, path: in, settling-days: 0 }
            allocation-rules: rules.yaml
            output: { marts: marts, reports: reports }
            """
                .formatted(format)));
  }

  private static NightSummary night(AlmanacConfig config, String asOf) {
    return new NightlyRun(SparkTest::spark, "test", CLOCK)
        .run(config, LocalDate.parse(asOf), Progress.silent());
  }

  private PublishedMarts published() {
    return new MartStore(folder.resolve("marts")).published().orElseThrow();
  }

  private List<Row> rows(Mart mart, String where, String... order) {
    return published()
        .read(SparkTest.spark(), mart)
        .where(where)
        .orderBy(Stream.of(order).map(functions::col).toArray(Column[]::new))
        .collectAsList();
  }

  private List<String> ledger(String asOf) {
    return rows(
            FindingMarts.RESTATEMENTS,
            "as_of_date = '" + asOf + "'",
            "basis",
            "restated_period",
            "team",
            "reason")
        .stream()
        .map(
            row ->
                String.join(
                    " ",
                    row.getAs("basis"),
                    row.getAs("restated_period"),
                    row.getAs("team"),
                    row.getAs("reason"),
                    plain(row.getAs("moved_cost")),
                    plain(row.getAs("moved_effective_cost")),
                    row.getAs("moved_rows").toString(),
                    row.getAs("is_applied").toString()))
        .toList();
  }

  private String status(String period) {
    String asOf = published().manifest().asOf();
    Row row =
        rows(
                PeriodMarts.BILLING_PERIODS,
                "as_of_date = '" + asOf + "' and billing_period = '" + period + "'")
            .get(0);
    return row.getAs("status") + ": " + row.getAs("status_reason");
  }

  private List<String> costs(String period) {
    return rows(CostMarts.ALLOCATED_COSTS, "billing_period = '" + period + "'").stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                row -> row.<String>getAs("team"),
                java.util.stream.Collectors.reducing(
                    BigDecimal.ZERO, row -> row.getAs("billed_cost"), BigDecimal::add)))
        .entrySet()
        .stream()
        .map(team -> team.getKey() + " " + plain(team.getValue()))
        .toList();
  }

  private List<String> trace() {
    return rows(PeriodMarts.CLOSES, "true", "event_number").stream()
        .map(
            row ->
                row.getAs("event_number")
                    + " "
                    + row.getAs("event")
                    + " by "
                    + row.getAs("recorded_by")
                    + " "
                    + row.getAs("reason")
                    + " "
                    + plain(row.getAs("billed_cost"))
                    + " "
                    + row.getAs("in_force"))
        .toList();
  }

  private static String cover(Path workbook) throws IOException {
    StringBuilder text = new StringBuilder();
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(workbook))) {
      book.getSheet("Cover").forEach(row -> row.forEach(cell -> text.append(cell).append('\n')));
    }
    return text.toString();
  }

  private void write(String name, String... rows) throws IOException {
    Files.writeString(folder.resolve("in").resolve(name), HEADER + String.join("", rows));
  }

  private static String charge(
      String period, String day, String category, String cost, String team) {
    LocalDate date = LocalDate.parse(day);
    return String.join(",", cost, cost, cost, cost, "acc", "Account", "USD")
        + ","
        + period
        + "-01T00:00:00Z,"
        + YearMonth.parse(period).plusMonths(1)
        + "-01T00:00:00Z,"
        + category
        + ",,text,"
        + date
        + "T00:00:00Z,"
        + date.plusDays(1)
        + "T00:00:00Z,Issuer,Provider,Publisher,Compute,VM,1,Hours,1,Hours,\"{\"\"team\"\":\"\""
        + team
        + "\"\"}\"\n";
  }

  private static BigDecimal sum(Path file, String column) throws IOException {
    BigDecimal sum = BigDecimal.ZERO;
    try (CSVParser records =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(file))) {
      for (CSVRecord record : records) {
        sum = sum.add(new BigDecimal(record.get(column)));
      }
    }
    return sum;
  }

  private static String plain(BigDecimal amount) {
    return amount == null ? "null" : amount.stripTrailingZeros().toPlainString();
  }
}
