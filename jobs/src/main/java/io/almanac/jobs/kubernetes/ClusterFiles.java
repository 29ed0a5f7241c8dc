package io.almanac.jobs.kubernetes;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.allocation.ChargeCondition;
import io.almanac.jobs.charges.FileText;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.SourceFiles;
import io.almanac.jobs.config.KubernetesSetting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Reads the files of one cluster: JSON or CSV, packed or not, as each file's text shows, and
 * Parquet.
 */
final class ClusterFiles {
  private static final String PARQUET = ".parquet";
  private static final List<String> READ = List.of(".json", ".jsonl", ".ndjson", ".csv", PARQUET);
  private static final int PEEKED = 4096;

  private final KubernetesSetting setting;
  private final AllocationRules rules;
  private final Set<String> usedKeys;
  private final UsageMemory memory;
  private final Weighing weighing;
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads a cluster.
   *
   * @param memory of files that did not change
   */
  ClusterFiles(KubernetesSetting setting, AllocationRules rules, UsageMemory memory) {
    this.memory = memory;
    this.setting = setting;
    this.rules = rules;
    this.usedKeys = rules.usedTagKeys();
    this.weighing = new Weighing(setting.costs().stream().map(WeightCost::named).toList());
  }

  /**
   * The cluster.
   *
   * @throws AlmanacException with everything that is wrong with the setting or the files
   */
  Cluster read() {
    Optional<ChargeCondition> charges = attempt(this::charges);
    List<FileUsage> files = new ArrayList<>();
    for (SourceFile file : attempt(this::files).orElse(List.of())) {
      FileUsage usage = usage(file);
      checkClusters(usage);
      problems.addAll(usage.problems());
      files.add(usage);
    }
    checkOneCluster(files);
    if (charges.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
    return new Cluster(
        setting.name(),
        setting.currency(),
        charges.get(),
        new ClusterUsage(files),
        setting.spreadsIdle());
  }

  /** What a step gives; nothing after its problems were noted. */
  private <T> Optional<T> attempt(Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (AlmanacException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private ChargeCondition charges() {
    return ChargeCondition.read(
        "kubernetes cluster", setting.name(), "charges", setting.charges(), rules);
  }

  private List<SourceFile> files() {
    boolean mayBeGlob = setting.path().toString().matches(".*[*?\\[{].*");
    List<SourceFile> files = new ArrayList<>();
    if (mayBeGlob || Files.exists(setting.path())) {
      for (SourceFile file : SourceFiles.everything(setting.path())) {
        String name = file.path().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        if (READ.stream().anyMatch(name::endsWith)) {
          files.add(file);
        }
      }
    }
    if (files.isEmpty()) {
      throw AlmanacException.input(
          "Cannot find Kubernetes costs of cluster %s: %s. Put .json or .csv files there, packed or"
                  .formatted(setting.name(), setting.path())
              + " not, or .parquet files, or correct the path.");
    }
    return files;
  }

  private FileUsage usage(SourceFile file) {
    String key = UsageMemory.key(setting, new TreeSet<>(usedKeys), file);
    return memory
        .find(key, file, this::workload)
        .orElseGet(
            () -> {
              FileUsage usage = new FileUsage(file, this::workload);
              read(file, usage);
              if (usage.problems().isEmpty()) {
                memory.keep(key, usage);
              }
              return usage;
            });
  }

  private void read(SourceFile file, FileUsage into) {
    AllocationTable table = new AllocationTable(weighing, setting.timeZone(), into);
    if (file.path().toLowerCase(Locale.ROOT).endsWith(PARQUET)) {
      try {
        AllocationParquet.read(Path.of(file.path()), table, into);
      } catch (IOException e) {
        into.problem(e.getMessage(), "Check that it is complete.");
      }
      return;
    }
    try (BufferedReader text = new BufferedReader(FileText.open(file), 2 * PEEKED)) {
      int first = first(text);
      if (first == '{' || first == '[') {
        new AllocationJson(weighing, setting.clusterId()).read(text, into);
      } else if (first >= 0) {
        AllocationCsv.read(text, table);
      }
    } catch (IOException | IllegalArgumentException e) {
      into.problem(
          e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
          "Check that it is complete.");
    }
  }

  /** The first letter after a byte order mark, which is passed over, and blanks; -1 for none. */
  private static int first(Reader text) throws IOException {
    text.mark(PEEKED);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    text.mark(PEEKED);
    int next = text.read();
    for (int read = 1; read < PEEKED && next >= 0 && Character.isWhitespace(next); read++) {
      next = text.read();
    }
    text.reset();
    return next;
  }

  /** What rules can tell a workload by; two that they cannot tell apart are one. */
  private Workload workload(Usage usage) {
    TreeMap<String, String> tags = new TreeMap<>();
    usage.tags().forEach((key, value) -> keep(tags, key, value));
    String namespace = usage.plainNamespace();
    keep(tags, Usage.PREFIX + "namespace", namespace);
    keep(tags, Usage.PREFIX + "cluster", setting.name());
    return new Workload(namespace, tags);
  }

  private void keep(TreeMap<String, String> tags, String key, String value) {
    if (usedKeys.contains(key.strip().toLowerCase(Locale.ROOT))) {
      tags.put(key, value);
    }
  }

  private void checkClusters(FileUsage usage) {
    if (setting.clusterId().isEmpty() && usage.clusters().size() > 1) {
      usage.problem(
          "it has the clusters " + String.join(", ", usage.clusters()),
          "Say as cluster-id of " + setting.name() + " which of them is meant.");
    }
  }

  private void checkOneCluster(List<FileUsage> files) {
    Set<String> clusters = new TreeSet<>();
    files.forEach(file -> clusters.addAll(file.clusters()));
    boolean told = files.stream().anyMatch(file -> file.clusters().size() > 1);
    if (setting.clusterId().isEmpty() && clusters.size() > 1 && !told) {
      problems.add(
          "Cannot use Kubernetes costs of cluster %s: %s. The files have several clusters; say as"
                  .formatted(setting.name(), String.join(", ", clusters))
              + " cluster-id which of them is meant.");
    }
  }
}
