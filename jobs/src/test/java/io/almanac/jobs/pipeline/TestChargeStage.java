package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.delivery.DeliveredFiles;
import io.almanac.jobs.charges.delivery.Tree;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.Overlap;
import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.reconciliation.CheckResult;
import io.almanac.jobs.reconciliation.Reconciliation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestChargeStage {
  private static final String HEADER =
      "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,"
          + "BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargeClass,"
          + "ChargeDescription,ChargePeriodStart,ChargePeriodEnd,InvoiceIssuerName,ProviderName,"
          + "PublisherName,ServiceCategory,ServiceName,PricingQuantity,PricingUnit,"
          + "ConsumedQuantity,ConsumedUnit,InvoiceId\n";

  @TempDir Path folder;

  /** Whether the next night takes no file for known. */
  private boolean settingsChanged;

  /** What becomes of deliveries that have days in common. */
  private Overlap overlap = Overlap.REFUSE;

  /** What the last night said of them. */
  private List<String> overlaps = List.of();

  /** What the last night said of months that no file has. */
  private List<String> withoutFiles = List.of();

  @Test
  void everyRowThatWasReadIsAChargeOrAReject() throws IOException {
    write("a.csv", charge("2026-08", "1.000000000000000001", "I-1"), charge("2026-08", "oops", ""));
    write("b.csv", charge("2026-09", "2", "I-2"));
    ChargeStage.Result result = night();

    assertThat(Reconciliation.nothingLost(result.ingested(), result.charges(), result.rejects()))
        .hasSize(3)
        .allMatch(CheckResult::passed);
    assertThat(result.chargeRows()).isEqualTo(2);
    assertThat(result.rejectRows()).isEqualTo(1);
    assertThat(result.inputs())
        .extracting(Manifest.InputFile::path, Manifest.InputFile::periods)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a.csv", List.of("2026-08")),
            org.assertj.core.groups.Tuple.tuple("b.csv", List.of("2026-09")));
  }

  @Test
  void filesThatDidNotChangeAreNotOpened() throws IOException {
    Path august = write("a.csv", charge("2026-08", "1", "I-1"));
    write("b.csv", charge("2026-09", "2", "I-2"));
    night();
    // Rubbish of the same size and time: opening it would fail the night.
    FileTime time = Files.getLastModifiedTime(august);
    Files.write(august, new byte[(int) Files.size(august)]);
    Files.setLastModifiedTime(august, time);
    write("b.csv", charge("2026-09", "3", "I-2"), charge("2026-09", "4", "I-2"));

    ChargeStage.Result result = night();

    assertThat(result.replaced()).isEqualTo(Map.of("bill", Set.of("2026-09")));
    assertThat(costs()).containsExactlyInAnyOrder("2026-08 1", "2026-09 3", "2026-09 4");
    assertThat(Reconciliation.nothingLost(result.ingested(), result.charges(), result.rejects()))
        .hasSize(2)
        .allMatch(CheckResult::passed);
  }

  @Test
  void aPeriodIsReplacedWithTheRowsThatUnchangedFilesHaveInIt() throws IOException {
    write("a.csv", charge("2026-08", "1", ""), charge("2026-09", "10", ""));
    write("b.csv", charge("2026-09", "2", ""));
    night();
    write("b.csv", charge("2026-09", "3", ""), charge("2026-10", "5", ""));
    ChargeStage.Result result = night();

    assertThat(costs())
        .containsExactlyInAnyOrder("2026-08 1", "2026-09 10", "2026-09 3", "2026-10 5");
    assertThat(Reconciliation.nothingLost(result.ingested(), result.charges(), result.rejects()))
        .allMatch(CheckResult::passed);
  }

  @Test
  void aPeriodWhoseFileIsGoneBecomesEmpty() throws IOException {
    write("a.csv", charge("2026-08", "1", ""));
    Path september = write("b.csv", charge("2026-09", "2", ""));
    night();
    Files.delete(september);
    ChargeStage.Result result = night();

    assertThat(costs()).containsExactly("2026-08 1");
    assertThat(result.ingested()).hasSize(1);
  }

  @Test
  void aPeriodWhoseFileIsGoneStaysAndIsToldWhenSettingsChanged() throws IOException {
    Path august = write("a.csv", charge("2026-08", "1", ""));
    write("b.csv", charge("2026-09", "2", ""));
    night();
    assertThat(withoutFiles).isEmpty();
    Files.delete(august);
    settingsChanged = true;
    night();

    assertThat(costs()).containsExactlyInAnyOrder("2026-08 1", "2026-09 2");
    assertThat(withoutFiles)
        .singleElement()
        .asString()
        .startsWith("No file of source bill has billing periods 2026-08 any more;");
    // And so every night, until it is mended.
    settingsChanged = false;
    night();
    assertThat(withoutFiles).hasSize(1);
  }

  @Test
  void aFileThatMovesToAnotherPeriodLeavesTheOldOne() throws IOException {
    write("a.csv", charge("2026-08", "1", ""));
    write("b.csv", charge("2026-09", "2", ""));
    night();
    write("b.csv", charge("2026-10", "2.5", ""));
    night();
    assertThat(costs()).containsExactlyInAnyOrder("2026-08 1", "2026-10 2.5");
  }

  @Test
  void aDeliveryReplacesItsPeriodAlsoWithFewerRowsOrNone() throws IOException {
    deliver("2026-08", "2026-09-01T00:00:00Z-a", charge("2026-08", "1", ""));
    deliver(
        "2026-09",
        "2026-10-01T00:00:00Z-a",
        charge("2026-09", "2", ""),
        charge("2026-09", "3", ""));
    night();
    assertThat(costs()).containsExactlyInAnyOrder("2026-08 1", "2026-09 2", "2026-09 3");

    // Older runs stay where they are; a file that no manifest names is on its way.
    deliver("2026-09", "2026-10-02T00:00:00Z-b", charge("2026-09", "2.5", ""));
    write("data/BILLING_PERIOD=2026-09/2026-10-03T00:00:00Z-c/f.csv", charge("2026-09", "9", ""));
    ChargeStage.Result fewer = night();
    assertThat(costs()).containsExactlyInAnyOrder("2026-08 1", "2026-09 2.5");
    assertThat(fewer.replaced()).isEqualTo(Map.of("bill", Set.of("2026-09")));
    assertThat(Reconciliation.nothingLost(fewer.ingested(), fewer.charges(), fewer.rejects()))
        .hasSize(2)
        .allMatch(CheckResult::passed);

    manifest("2026-09", "2026-10-03T00:00:00Z-c", "");
    night();
    assertThat(costs()).containsExactly("2026-08 1");
  }

  /** One run of a data export that creates new files: a folder with data, and its manifest. */
  private void deliver(String month, String run, String... rows) throws IOException {
    String key = "data/BILLING_PERIOD=" + month + "/" + run + "/f.csv";
    write(key, rows);
    manifest(month, run, "\"s3://bucket/focus/" + key + "\"");
  }

  private void manifest(String month, String run, String files) throws IOException {
    Path file =
        folder.resolve("in/metadata/BILLING_PERIOD=" + month + "/" + run + "/focus-Manifest.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"dataFiles\":[" + files + "]}");
  }

  @Test
  void rowsOfOneInvoiceMonthInSeveralFilesAreAllReadAndARerunCountsNoneTwice() throws IOException {
    // The export appends: a later file holds more rows, and corrections, of the same month.
    lines("day-1.jsonl", gcp("202609", "1.25"), gcp("202608", "2"));
    lines("day-2.jsonl", gcp("202609", "3.5"));
    night("gcp-billing");
    assertThat(costs()).containsExactlyInAnyOrder("2026-08 2", "2026-09 1.25", "2026-09 3.5");

    assertThat(night("gcp-billing").replaced()).isEqualTo(Map.of("bill", Set.of()));
    lines("day-3.jsonl", gcp("202609", "-1.25"), gcp("202610", "4"));
    ChargeStage.Result result = night("gcp-billing");

    assertThat(result.replaced()).isEqualTo(Map.of("bill", Set.of("2026-09", "2026-10")));
    assertThat(costs())
        .containsExactlyInAnyOrder(
            "2026-08 2", "2026-09 1.25", "2026-09 3.5", "2026-09 -1.25", "2026-10 4");
    assertThat(Reconciliation.nothingLost(result.ingested(), result.charges(), result.rejects()))
        .hasSize(3)
        .allMatch(CheckResult::passed);
  }

  @Test
  void whatComesForAClosedPeriodIsHeldBackWhole() throws IOException {
    write("a.csv", charge("2026-08", "1", "I-1"), charge("2026-09", "10", ""));
    write("b.csv", charge("2026-08", "5", "I-1"));
    ChargeStage.Result before = night();
    write(
        "a.csv",
        charge("2026-08", "2", "I-1"),
        charge("2026-08", "oops", ""),
        charge("2026-09", "11", ""));
    List<String> held = new ArrayList<>();
    ChargeStage.Result result =
        night(
            Set.of("2026-08"),
            Set.of(),
            marts ->
                marts
                    .aside(SparkTest.spark(), CostMarts.CHARGES)
                    .select("BilledCost")
                    .collectAsList()
                    .forEach(
                        row -> held.add(row.getDecimal(0).stripTrailingZeros().toPlainString())));

    assertThat(costs()).containsExactlyInAnyOrder("2026-08 1", "2026-08 5", "2026-09 11");
    assertThat(result.replaced()).isEqualTo(Map.of("bill", Set.of("2026-09")));
    assertThat(result.held().periods()).containsExactly("bill/2026-08");
    assertThat(held).containsExactlyInAnyOrder("2", "5");
    assertThat(
            Reconciliation.nothingLost(
                result.held().ingested(), result.held().charges(), result.held().rejects()))
        .hasSize(2)
        .allMatch(CheckResult::passed);
    assertThat(Reconciliation.nothingLost(result.ingested(), result.charges(), result.rejects()))
        .hasSize(2)
        .allMatch(CheckResult::passed);
    assertThat(totalsOf("2026-08", result.charges()))
        .isEqualTo(totalsOf("2026-08", before.charges()));
  }

  @Test
  void aClosedPeriodStaysWhenItsFileOrItsSourceIsGone() throws IOException {
    Path august = write("a.csv", charge("2026-08", "1", "I-1"));
    write("b.csv", charge("2026-09", "10", ""));
    night();
    Files.delete(august);
    ChargeStage.Result result = night(Set.of("2026-08"), Set.of(), marts -> {});
    assertThat(costs()).containsExactlyInAnyOrder("2026-08 1", "2026-09 10");
    assertThat(result.held().periods()).containsExactly("bill/2026-08");
    assertThat(result.held().charges()).isEmpty();
    assertThat(result.keeps("source=gone/billing_period=2026-08")).isTrue();
    assertThat(result.keeps("source=gone/billing_period=2026-09")).isFalse();
  }

  @Test
  void periodsToReadAgainAreReadThoughNoFileChanged() throws IOException {
    write("a.csv", charge("2026-08", "1", ""));
    write("b.csv", charge("2026-09", "2", ""));
    night();
    ChargeStage.Result result = night(Set.of(), Set.of("2026-07", "2026-08"), marts -> {});
    assertThat(result.replaced()).isEqualTo(Map.of("bill", Set.of("2026-07", "2026-08")));
    assertThat(costs()).containsExactlyInAnyOrder("2026-08 1", "2026-09 2");
  }

  @Test
  void aNewerDeliveryReplacesTheDaysThatItCoversAndGivesThemBack() throws IOException {
    overlap = Overlap.COVERED_DAYS;
    List<String> month = new ArrayList<>();
    for (int day = 1; day <= 5; day++) {
      month.add(charge("2026-09", "2026-09-0" + day, "1" + day, ""));
    }
    month.add(charge("2026-09", "2026-09-03", "0.000000000000000001", ""));
    // Billed in September, used in August: no delivery covers the day.
    month.add(charge("2026-09", "2026-08-31", "7", ""));
    azureRun("daily", "2026-09-01..2026-09-30", "2026-10-01", month.toArray(String[]::new));
    night();
    assertThat(costs()).hasSize(7);
    assertThat(overlaps).isEmpty();

    azureRun(
        "once", "2026-09-03..2026-09-04", "2026-10-02", charge("2026-09", "2026-09-03", "23", ""));
    ChargeStage.Result result = night();
    assertThat(costs())
        .containsExactlyInAnyOrder(
            "2026-09 11", "2026-09 12", "2026-09 23", "2026-09 15", "2026-09 7");
    assertThat(Reconciliation.nothingLost(result.ingested(), result.charges(), result.rejects()))
        .hasSize(1)
        .allMatch(CheckResult::passed);
    String note =
        "Source bill: for 2026-09-03 to 2026-09-04, delivery once/manifest.json (Azure export once"
            + " of /subscriptions/s1) counts with 1 charge of 23.00 USD billed, and not"
            + " daily/manifest.json (Azure export daily of /subscriptions/s1) with 3 charges of"
            + " 27.000000000000000001 USD billed.";
    assertThat(overlaps).containsExactly(note);

    // A night with nothing new opens no file, and says the same.
    byte[] monthly = rubbish("daily/part.csv");
    byte[] some = rubbish("once/part.csv");
    assertThat(night().replaced()).isEqualTo(Map.of("bill", Set.of()));
    assertThat(overlaps).containsExactly(note);
    keepingItsTime("daily/part.csv", monthly);
    keepingItsTime("once/part.csv", some);

    // The same file of the older one is read again for the days that it has back, and those it
    // lost.
    azureRun("once", "2026-09-04..2026-09-05", "2026-10-03");
    night();
    assertThat(costs())
        .containsExactlyInAnyOrder(
            "2026-09 11", "2026-09 12", "2026-09 13", "2026-09 0.000000000000000001", "2026-09 7");
    assertThat(overlaps)
        .singleElement()
        .asString()
        .contains(
            "for 2026-09-04 to 2026-09-05, ", " counts with 0 charges, ", "2 charges of 29.00");
    Files.delete(folder.resolve("in/once/manifest.json"));
    night();
    assertThat(costs()).hasSize(7);
    assertThat(overlaps).isEmpty();
  }

  private static List<ControlTotal> totalsOf(String period, List<ControlTotal> totals) {
    return totals.stream().filter(total -> total.period().equals(period)).toList();
  }

  private ChargeStage.Result night() {
    return night("focus");
  }

  private ChargeStage.Result night(String format) {
    return night(format, Set.of(), Set.of(), marts -> {});
  }

  private ChargeStage.Result night(
      Set<String> closed, Set<String> again, Consumer<Publication> look) {
    return night("focus", closed, again, look);
  }

  private ChargeStage.Result night(
      String format, Set<String> closed, Set<String> again, Consumer<Publication> look) {
    AlmanacConfig.Source source = new AlmanacConfig.Source("bill", format, folder.resolve("in"), 2);
    try (Publication marts = new MartStore(folder.resolve("marts")).begin()) {
      List<Manifest.InputFile> before =
          marts
              .previous()
              .filter(published -> !settingsChanged)
              .map(published -> published.manifest().inputs())
              .orElse(List.of());
      List<SourceFile> files = DeliveredFiles.find("bill", format, source.path(), overlap).files();
      ChargeStage.Result result =
          ChargeStage.run(
              SparkTest.spark(),
              marts,
              List.of(source),
              Map.of("bill", InputFiles.compare("bill", files, before, again)),
              closed,
              Set.of());
      overlaps = OverlapNotes.of(Map.of("bill", files), result.inputs());
      withoutFiles =
          MonthsWithoutFiles.notes(
              marts.partitionRows(CostMarts.CHARGES).keySet(), result.inputs(), closed);
      look.accept(marts);
      Map<String, Manifest.MartEntry> entries = new TreeMap<>();
      entries.put(CostMarts.CHARGES.name(), new Manifest.MartEntry(0, Map.of(), result.charges()));
      entries.put(
          CostMarts.CHARGE_REJECTS.name(), new Manifest.MartEntry(0, Map.of(), result.rejects()));
      marts.publish(
          SparkTest.spark(),
          new Manifest(
              Manifest.LAYOUT,
              "1",
              "run",
              "2026-10-20",
              Map.of(),
              Map.of("schemas", "the same every night"),
              result.inputs(),
              result.ingested(),
              entries,
              List.of()));
      return result;
    }
  }

  private List<String> costs() {
    PublishedMarts marts = new MartStore(folder.resolve("marts")).published().orElseThrow();
    Mart charges = CostMarts.CHARGES;
    List<String> costs = new ArrayList<>();
    for (Row row :
        marts
            .read(SparkTest.spark(), charges)
            .select("billing_period", "BilledCost")
            .collectAsList()) {
      BigDecimal cost = row.getDecimal(1).stripTrailingZeros();
      costs.add(row.getString(0) + " " + cost.toPlainString());
    }
    return costs;
  }

  private Path write(String name, String... rows) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, HEADER + String.join("", rows));
  }

  /** An Azure export's run of some days; without a file when it has no charges. */
  private void azureRun(String export, String days, String submitted, String... rows)
      throws IOException {
    Files.deleteIfExists(folder.resolve("in/" + export + "/part.csv"));
    String blob = export + "/part.csv";
    Tree tree = new Tree(folder.resolve("in"));
    if (rows.length > 0) {
      write(blob, rows);
    }
    tree.azure(
        export + "/manifest.json",
        export,
        "1.0",
        days,
        submitted + "T01:00:00Z",
        rows.length > 0 ? new String[] {blob} : new String[0]);
  }

  /** Overwrites a file such that opening it would fail the night; gives what it was. */
  private byte[] rubbish(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("in/" + name));
    keepingItsTime(name, new byte[bytes.length]);
    return bytes;
  }

  private void keepingItsTime(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve("in/" + name);
    FileTime time = Files.getLastModifiedTime(file);
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }

  private void lines(String name, String... lines) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static String gcp(String month, String cost) {
    return "{\"cost\":"
        + cost
        + ",\"currency\":\"USD\",\"usage_start_time\":\"2026-09-01 00:00:00 UTC\","
        + "\"usage_end_time\":\"2026-09-01 01:00:00 UTC\",\"cost_type\":\"regular\","
        + "\"credits\":[],\"invoice\":{\"month\":\""
        + month
        + "\"}}";
  }

  private static String charge(String month, String billed, String invoice) {
    return charge(month, month + "-01", billed, invoice);
  }

  private static String charge(String month, String day, String billed, String invoice) {
    String start = day + "T00:00:00Z";
    String end = LocalDate.parse(day).plusDays(1) + "T00:00:00Z";
    return billed
        + ","
        + billed
        + ",1,1,acc,Account,USD,"
        + month
        + "-01T00:00:00Z,2026-12-01T00:00:00Z,Usage,,"
        + "text,"
        + start
        + ","
        + end
        + ",Issuer,Provider,Publisher,Compute,VM,1,Hours,1,Hours,"
        + invoice
        + "\n";
  }
}
