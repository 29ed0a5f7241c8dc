package io.almanac.jobs.pipeline;

import io.almanac.jobs.charges.ChargeLoad;
import io.almanac.jobs.charges.ChargeWriter;
import io.almanac.jobs.charges.LeftOut;
import io.almanac.jobs.charges.RecordCount;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.SplitCosts;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.SplitLineItems;
import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.OverlappingDays;
import io.almanac.jobs.mart.Publication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Brings {@code charges} and {@code charge_rejects} up to date: files that changed are read once,
 * billing periods that they touch are replaced whole, everything else stays as it is published. So
 * does a closed billing period: what came for it is held aside, whole, to be compared.
 */
final class ChargeStage {
  private final SparkSession spark;
  private final Publication marts;
  private final Set<String> closed;
  private final Set<String> heldBefore;
  private final List<ControlTotal> ingested = new ArrayList<>();
  private final Map<String, LeftOut> leftOut = new ConcurrentHashMap<>();

  private ChargeStage(
      SparkSession spark, Publication marts, Set<String> closed, Set<String> heldBefore) {
    this.spark = spark;
    this.marts = marts;
    this.closed = closed;
    this.heldBefore = heldBefore;
  }

  /**
   * What the stage did.
   *
   * @param inputs all files with their billing periods, for the manifest
   * @param ingested what was read, of all periods
   * @param charges what is in charges, of all periods
   * @param rejects what is in charge_rejects, of all periods
   * @param replaced the billing periods that were replaced, by source
   * @param closed the closed billing periods
   * @param held what came for closed billing periods
   */
  record Result(
      List<Manifest.InputFile> inputs,
      List<ControlTotal> ingested,
      List<ControlTotal> charges,
      List<ControlTotal> rejects,
      Map<String, Set<String>> replaced,
      Set<String> closed,
      Held held) {

    /** Whether a partition is of a closed billing period. */
    boolean isClosed(String partition) {
      return closed.contains(period(partition));
    }

    /**
     * Whether a partition stays as it was published: its billing period is closed, or its source is
     * still configured and the period was not touched.
     */
    boolean keeps(String partition) {
      return ChargeStage.keeps(replaced, closed, partition);
    }

    /** Rows in charges. */
    long chargeRows() {
      return charges.stream().mapToLong(ControlTotal::rows).sum();
    }

    /** Rows in charge_rejects. */
    long rejectRows() {
      return rejects.stream().mapToLong(ControlTotal::rows).sum();
    }
  }

  /**
   * What came for closed billing periods and is not in the marts: the whole periods, as they would
   * be. Its charges are {@link Publication#aside}.
   *
   * @param periods as {@code source/period}
   * @param ingested what was read
   * @param charges what became charges
   * @param rejects what became rejects
   */
  record Held(
      Set<String> periods,
      List<ControlTotal> ingested,
      List<ControlTotal> charges,
      List<ControlTotal> rejects) {}

  /**
   * Loads all sources.
   *
   * @param files the files of each source now, by its name
   * @param closed the billing periods that stay as they are published
   * @param heldBefore what is to be compared once more when something comes for the same month of
   *     another source, as {@code source/period}
   */
  static Result run(
      SparkSession spark,
      Publication marts,
      List<AlmanacConfig.Source> sources,
      Map<String, InputFiles> files,
      Set<String> closed,
      Set<String> heldBefore) {
    return new ChargeStage(spark, marts, closed, heldBefore).load(sources, files);
  }

  private Result load(List<AlmanacConfig.Source> sources, Map<String, InputFiles> files) {
    ingested.addAll(
        stage(sources, source -> files.get(source.name()).changed(), source -> Optional.empty()));
    List<StagedTotal> charges = StagedTotal.ofCharges(spark, marts);
    List<StagedTotal> rejects = StagedTotal.ofRejects(spark, marts);
    checkDeclaredRows(files, charges, rejects);

    Map<String, Set<String>> replaced = new TreeMap<>();
    for (AlmanacConfig.Source source : sources) {
      InputFiles input = files.get(source.name());
      Set<String> touched = new TreeSet<>(input.touched());
      touched.addAll(periods(source.name(), charges));
      touched.addAll(periods(source.name(), rejects));
      replaced.put(source.name(), touched);
    }
    compareOnceMore(replaced);
    Map<String, List<SourceFile>> others = new TreeMap<>();
    replaced.forEach(
        (source, touched) -> others.put(source, files.get(source).unchangedWith(touched)));
    if (others.values().stream().anyMatch(more -> !more.isEmpty())) {
      ingested.addAll(
          stage(
              sources,
              source -> others.get(source.name()),
              source -> Optional.of(replaced.get(source.name()))));
      charges = StagedTotal.ofCharges(spark, marts);
      rejects = StagedTotal.ofRejects(spark, marts);
    }
    List<Manifest.InputFile> inputs = inputs(sources, files, charges, rejects);
    BillsInParts.check(sources, files, inputs);
    Held held = hold(replaced, totals(charges), totals(rejects));
    replaced.values().forEach(periods -> periods.removeAll(closed));
    marts.settle(CostMarts.CHARGES, partition -> keeps(replaced, closed, partition));
    marts.settle(CostMarts.CHARGE_REJECTS, partition -> keeps(replaced, closed, partition));
    return new Result(
        inputs,
        withKept(ingested, replaced, previous().map(Manifest::ingested).orElse(List.of())),
        withKept(totals(charges), replaced, previousTotals(CostMarts.CHARGES)),
        withKept(totals(rejects), replaced, previousTotals(CostMarts.CHARGE_REJECTS)),
        replaced,
        closed,
        held);
  }

  /** Adds what was held back of closed months that something came for tonight. */
  private void compareOnceMore(Map<String, Set<String>> touched) {
    Set<String> late = new TreeSet<>();
    touched.values().forEach(late::addAll);
    late.retainAll(closed);
    touched.forEach(
        (source, periods) ->
            late.stream()
                .filter(period -> heldBefore.contains(source + "/" + period))
                .forEach(periods::add));
  }

  /** Sets aside what was staged of closed billing periods. */
  private Held hold(
      Map<String, Set<String>> touched, List<ControlTotal> charges, List<ControlTotal> rejects) {
    for (Mart mart : List.of(CostMarts.CHARGES, CostMarts.CHARGE_REJECTS)) {
      marts.setAside(mart, partition -> closed.contains(period(partition)));
    }
    Set<String> periods = new TreeSet<>();
    touched.forEach(
        (source, months) ->
            months.stream()
                .filter(closed::contains)
                .forEach(month -> periods.add(source + "/" + month)));
    return new Held(periods, closed(ingested), closed(charges), closed(rejects));
  }

  private List<ControlTotal> closed(List<ControlTotal> totals) {
    return ControlTotal.merge(
        totals.stream().filter(total -> closed.contains(total.period())).toList());
  }

  /** Writes charges of all sources aside, side by side, and gives what was read. */
  private List<ControlTotal> stage(
      List<AlmanacConfig.Source> sources,
      Function<AlmanacConfig.Source, List<SourceFile>> files,
      Function<AlmanacConfig.Source, Optional<Set<String>>> periods) {
    List<Callable<List<ControlTotal>>> work = new ArrayList<>();
    for (AlmanacConfig.Source source : sources) {
      work.add(() -> stage(source, files.apply(source), periods.apply(source)));
    }
    return SideBySide.run(work).stream().flatMap(List::stream).toList();
  }

  /** Writes the charges and rejects of some files aside. */
  private List<ControlTotal> stage(
      AlmanacConfig.Source source, List<SourceFile> files, Optional<Set<String>> periods) {
    if (files.isEmpty()) {
      return List.of();
    }
    Path charges = marts.portion();
    Path rejects = marts.portion();
    ChargeWriter.Written written =
        ChargeWriter.write(records(source, files), periods, charges, rejects);
    marts.stage(CostMarts.CHARGES, charges, written.chargeFiles());
    marts.stage(CostMarts.CHARGE_REJECTS, rejects, written.rejectFiles());
    return written.totals();
  }

  private JavaRDD<Row> records(AlmanacConfig.Source source, List<SourceFile> files) {
    LeftOut left = leftOut.computeIfAbsent(source.name(), unseen -> LeftOut.heard(spark));
    if (source.options().splitLineItems() == SplitLineItems.NODES) {
      return ChargeLoad.records(spark, source.name(), source.format(), files, left);
    }
    return ChargeLoad.records(
        SplitCosts.assign(
            ChargeLoad.read(spark, source.name(), source.format(), files, left),
            source.options().splitLineItems()));
  }

  private List<Manifest.InputFile> inputs(
      List<AlmanacConfig.Source> sources,
      Map<String, InputFiles> files,
      List<StagedTotal> charges,
      List<StagedTotal> rejects) {
    Map<String, Set<String>> periods = new HashMap<>();
    for (Collection<StagedTotal> staged : List.of(charges, rejects)) {
      for (StagedTotal one : staged) {
        periods
            .computeIfAbsent(one.total().source() + "/" + one.file(), unseen -> new TreeSet<>())
            .add(one.total().period());
      }
    }
    leftOut.forEach(
        (source, left) ->
            left.months()
                .forEach(
                    (file, months) ->
                        periods
                            .computeIfAbsent(source + "/" + file, unseen -> new TreeSet<>())
                            .addAll(months)));
    Map<String, List<OverlappingDays.Amount>> days = new HashMap<>();
    leftOut.forEach(
        (source, left) ->
            left.days().forEach((file, amounts) -> days.put(source + "/" + file, amounts)));
    List<Manifest.InputFile> inputs = new ArrayList<>();
    for (AlmanacConfig.Source source : sources) {
      InputFiles input = files.get(source.name());
      for (SourceFile file : input.files()) {
        inputs.add(
            input.changed().contains(file)
                ? new Manifest.InputFile(
                    source.name(),
                    file.relativePath(),
                    file.size(),
                    file.modifiedMillis(),
                    List.copyOf(
                        periods.getOrDefault(
                            source.name() + "/" + file.relativePath(), new TreeSet<>())),
                    file.days() == null
                        ? null
                        : new OverlappingDays(
                            file.days().toString(),
                            days.getOrDefault(
                                source.name() + "/" + file.relativePath(), List.of())))
                : input.known().get(file.relativePath()));
      }
    }
    return inputs;
  }

  private static void checkDeclaredRows(
      Map<String, InputFiles> files, List<StagedTotal> charges, List<StagedTotal> rejects) {
    Map<String, Long> rows = new HashMap<>();
    for (Collection<StagedTotal> staged : List.of(charges, rejects)) {
      for (StagedTotal one : staged) {
        rows.merge(one.total().source() + "/" + one.file(), one.total().rows(), Long::sum);
      }
    }
    DeclaredRows.check(files.values(), rows, RecordCount::of);
  }

  private static Set<String> periods(String source, List<StagedTotal> staged) {
    Set<String> periods = new TreeSet<>();
    for (StagedTotal one : staged) {
      if (one.total().source().equals(source)) {
        periods.add(one.total().period());
      }
    }
    return periods;
  }

  /**
   * Whether a partition stays: its billing period is closed, or its source is still configured and
   * the period was not touched.
   */
  static boolean keeps(Map<String, Set<String>> replaced, Set<String> closed, String partition) {
    String[] parts = partition.split("/", -1);
    String source = parts[0].substring(parts[0].indexOf('=') + 1);
    String period = period(partition);
    return closed.contains(period)
        || (replaced.containsKey(source) && !replaced.get(source).contains(period));
  }

  /** Billing periods by source as {@code source/period}. */
  static Set<String> names(Map<String, Set<String>> periods) {
    Set<String> names = new TreeSet<>();
    periods.forEach((source, months) -> months.forEach(month -> names.add(source + "/" + month)));
    return names;
  }

  /** The billing period of a partition such as {@code source=aws/billing_period=2026-10}. */
  private static String period(String partition) {
    return partition.substring(partition.lastIndexOf('=') + 1);
  }

  /** Totals of what was staged, but for closed periods, and of the partitions that stay. */
  private List<ControlTotal> withKept(
      List<ControlTotal> now, Map<String, Set<String>> replaced, List<ControlTotal> before) {
    List<ControlTotal> all = new ArrayList<>();
    now.stream().filter(total -> !closed.contains(total.period())).forEach(all::add);
    before.stream()
        .filter(
            total ->
                closed.contains(total.period())
                    || (replaced.containsKey(total.source())
                        && !replaced.get(total.source()).contains(total.period())))
        .forEach(all::add);
    return ControlTotal.merge(all);
  }

  private static List<ControlTotal> totals(List<StagedTotal> staged) {
    return staged.stream().map(StagedTotal::total).toList();
  }

  private Optional<Manifest> previous() {
    return marts.previous().map(published -> published.manifest());
  }

  private List<ControlTotal> previousTotals(Mart mart) {
    return previous().map(manifest -> manifest.totals(mart)).orElse(List.of());
  }
}
