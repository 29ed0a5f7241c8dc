package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import io.almanac.jobs.config.SplitLineItems;
import io.almanac.jobs.forecast.FitFile;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.mart.Publication;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A closed month in which AWS divides a machine among containers and splits share out what is left
 * of it and the other bill's platform: what comes late, and what becomes of it when the month is
 * reopened. The stages of a night that load and allocate, without the rest of it.
 */
@ExtendWith(SparkTest.class)
class TestClosedSharedMonth {
  private static final String OCTOBER = "2026-10";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);
  private static final String AWS =
      "line_item_unblended_cost,line_item_currency_code,line_item_line_item_type,"
          + "bill_billing_period_start_date,line_item_usage_start_date,line_item_usage_end_date,"
          + "line_item_resource_id,line_item_usage_type,split_line_item_parent_resource_id,"
          + "split_line_item_split_cost\n";
  private static final String FOCUS =
      "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,"
          + "ChargePeriodStart,ChargePeriodEnd,ChargeCategory\n";

  @TempDir Path folder;

  @Test
  void lateDeliveriesAreDividedAndSharedOutWithTheRestOfTheirMonth() throws IOException {
    AlmanacConfig config = config();
    write("aws/early.csv", AWS + machine("10") + pod("a", "4") + pod("b", "1"));
    write("more/bill.csv", FOCUS + other("10"));
    Files.writeString(folder.resolve("fits"), "what was fitted");

    // Of 20, containers have 4 and 1; the machine keeps 5, and 15 are shared out by 4 : 1.
    night(config, PeriodEvents.NONE);
    assertThat(published()).isEqualTo(Map.of("a", "16", "b", "4"));

    // A container came late: b has 4 of the machine as well, which keeps 2. Half of that is a's.
    PeriodEvents closed =
        new PeriodEvents(
            List.of(
                new PeriodEvent(
                    OCTOBER,
                    PeriodEvent.Kind.CLOSE,
                    "2026-11-20",
                    "run",
                    "2026-11-20T08:00:00Z",
                    "ann",
                    null,
                    "rules",
                    List.of(),
                    Map.of(),
                    Map.of())));
    write("aws/late.csv", AWS + pod("b", "3"));
    assertThat(night(config, closed)).isEqualTo(Map.of("a", "5", "b", "5"));
    assertThat(published()).isEqualTo(Map.of("a", "16", "b", "4"));

    // On another night 5 more came on the other bill. The container that came late counts, too: of
    // both bills together, 2 + 15 are shared out by 4 : 4.
    write("more/late.csv", FOCUS + other("5"));
    assertThat(night(config, closed)).isEqualTo(Map.of("a", "12.5", "b", "12.5"));
    assertThat(published()).isEqualTo(Map.of("a", "16", "b", "4"));

    // Reopened, the files are read again, together, and come to that.
    new PeriodClosing(SparkTest::spark, CLOCK)
        .reopen(config, YearMonth.parse(OCTOBER), "a container came late", "bob");
    PublishedMarts reopened = store().published().orElseThrow();
    assertThat(reopened.folder().resolve(FitFile.NAME)).hasContent("what was fitted");
    assertThat(night(config, reopened.manifest().periods())).isEmpty();
    assertThat(published()).isEqualTo(Map.of("a", "12.5", "b", "12.5"));
  }

  /** Loads, allocates and publishes; gives what the held back charges would be, by team. */
  private Map<String, String> night(AlmanacConfig config, PeriodEvents events) throws IOException {
    try (Publication marts = store().begin()) {
      NightInputs inputs = NightInputs.read(config, LocalDate.of(2026, 11, 20));
      Set<String> again = new TreeSet<>();
      marts
          .previous()
          .map(version -> version.manifest().facts().get(Facts.READ_AGAIN))
          .ifPresent(periods -> again.addAll(List.of(periods.split(","))));
      Map<String, InputFiles> files = new TreeMap<>();
      for (AlmanacConfig.Source source : config.sources()) {
        InputFiles compared =
            InputFiles.compare(
                source.name(), inputs.files().get(source.name()), recorded(marts, source), again);
        boolean together = source.options().splitLineItems() != SplitLineItems.NODES;
        files.put(source.name(), together ? compared.together() : compared);
      }
      ChargeStage.Result charges =
          ChargeStage.run(
              SparkTest.spark(),
              marts,
              config.sources(),
              files,
              events.closed(),
              HeldBack.before(marts.previous(), events));
      SharedCostStage sharing =
          SharedCostStage.prepare(
              SparkTest.spark(),
              config,
              inputs,
              marts.read(SparkTest.spark(), CostMarts.CHARGES),
              LocalDate.of(2026, 11, 20));
      AllocationStage allocation =
          new AllocationStage(
              SparkTest.spark(),
              marts,
              inputs,
              charges,
              sharing,
              new KubernetesStage(SparkTest.spark(), marts, inputs.kubernetes(), inputs.rules()),
              CurrencyStage.prepare(inputs.rates(), charges));
      allocation.run(marts.previous().isPresent());
      Map<String, String> held =
          charges.held().periods().isEmpty()
              ? Map.of()
              : byTeam(allocation.heldBack(marts.aside(SparkTest.spark(), CostMarts.CHARGES)));
      Files.copy(folder.resolve("fits"), marts.internalFile(FitFile.NAME));
      publish(marts, events, charges);
      return held;
    }
  }

  private static List<Manifest.InputFile> recorded(Publication marts, AlmanacConfig.Source source) {
    return marts.previous().map(version -> version.manifest().inputs()).orElse(List.of()).stream()
        .filter(file -> file.source().equals(source.name()))
        .toList();
  }

  private static void publish(Publication marts, PeriodEvents events, ChargeStage.Result charges) {
    Map<String, Manifest.MartEntry> entries = new TreeMap<>();
    for (Mart mart : List.of(CostMarts.CHARGES, CostMarts.CHARGE_REJECTS)) {
      entries.put(
          mart.name(),
          new Manifest.MartEntry(
              0,
              marts.partitionRows(mart),
              mart.equals(CostMarts.CHARGES) ? charges.charges() : charges.rejects()));
    }
    marts.publish(
        SparkTest.spark(),
        new Manifest(
            Manifest.LAYOUT,
            "1",
            "run",
            "2026-11-20",
            HeldBack.facts(HeldBack.before(marts.previous(), events), charges.held().periods()),
            Map.of("schemas", "the same every night"),
            charges.inputs(),
            charges.ingested(),
            entries,
            events.all()));
  }

  private Map<String, String> published() {
    return byTeam(
        store().published().orElseThrow().read(SparkTest.spark(), CostMarts.ALLOCATED_COSTS));
  }

  private static Map<String, String> byTeam(Dataset<Row> allocated) {
    Map<String, String> costs = new HashMap<>();
    for (Row row : allocated.groupBy("team").agg(functions.sum("effective_cost")).collectAsList()) {
      BigDecimal cost = row.getDecimal(1).stripTrailingZeros();
      costs.put(row.getString(0), cost.toPlainString());
    }
    return costs;
  }

  private static String other(String cost) {
    return cost
        + ","
        + cost
        + ",USD,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-01T00:00:00Z,"
        + "2026-10-02T00:00:00Z,Usage\n";
  }

  private static String machine(String cost) {
    return cost + ",USD,Usage," + hour() + ",i-1,USW2-BoxUsage:p5.48xlarge,,\n";
  }

  private static String pod(String name, String cost) {
    return ",USD,Usage," + hour() + ",pod/" + name + ",USW2-EKS-EC2-GPU-Hours,i-1," + cost + "\n";
  }

  private static String hour() {
    return "2026-10-01T00:00:00Z,2026-10-05T01:00:00Z,2026-10-05T02:00:00Z";
  }

  private MartStore store() {
    return new MartStore(folder.resolve("marts"));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private AlmanacConfig config() throws IOException {
    write(
        "rules.yaml",
        """
        version: 1
        rules:
          - { name: a, when: { allocated-resource: "pod/a" }, owner: { team: a } }
          - { name: b, when: { allocated-resource: "pod/b" }, owner: { team: b } }
          - { name: rest, when: always, owner: { team: platform } }
        """);
    write(
        "shared.yaml",
        """
        version: 1
        splits:
          - { name: platform, share: { team: platform }, to: all, by: cost }
        """);
    write(
        "almanac.yaml",
        """
        company: Months
        reporting-currency: USD
        sources:
          - { name: aws, format: aws-cur-2, path: aws, split-line-items: pods }
          - { name: more, format: focus, path: more }
        allocation-rules: rules.yaml
        shared-costs: shared.yaml
        output: { marts: marts, reports: reports }
        """);
    return ConfigLoader.load(folder.resolve("almanac.yaml"));
  }
}
