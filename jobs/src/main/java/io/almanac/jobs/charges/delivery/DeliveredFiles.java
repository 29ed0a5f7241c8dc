package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.DayShare;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.SourceFiles;
import io.almanac.jobs.charges.delivery.Delivery.NamedFile;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.config.Overlap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The files of a cost export that count.
 *
 * @param files sorted by relative path; empty when manifests say that there are no charges
 * @param manifests how many manifests name them; 0 when there are none and all files are read
 * @param notes what a reader of the results must know, one sentence each
 */
public record DeliveredFiles(List<SourceFile> files, int manifests, List<String> notes) {
  /** Copies its lists. */
  public DeliveredFiles {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * Finds them: by the manifests below the path, or all that can be read where there is none.
   *
   * @param source the name of the source, for messages
   * @param format the name of a reader
   * @param path a file, a folder or a glob
   * @param overlap what becomes of deliveries that tell the same money
   * @throws AlmanacException when nothing is there, or with one sentence for every manifest that
   *     cannot be read or chosen, and every file that it names and that is missing, ambiguous, of
   *     another size, or nothing that is read
   */
  public static DeliveredFiles find(String source, String format, Path path, Overlap overlap) {
    List<SourceFile> everything = SourceFiles.everything(path);
    DeliveryManifests manifests = DeliveryManifests.read(everything);
    List<String> notes = new ArrayList<>();
    for (SourceFile file : manifests.strange()) {
      notes.add(
          "Source %s: %s names no data files and is not used as a manifest."
              .formatted(source, file.relativePath()));
    }
    List<Delivery> costs = new ArrayList<>();
    Set<SourceFile> named = new HashSet<>();
    LocalTree tree = new LocalTree(everything);
    for (Delivery delivery : manifests.deliveries()) {
      if (delivery.costs()) {
        costs.add(delivery);
      } else {
        notes.add(
            "Source %s: %s holds no costs and is not read (%s)."
                .formatted(source, delivery.export(), delivery.manifest().relativePath()));
        delivery.files().forEach(file -> named.addAll(tree.find(delivery.manifest(), file.name())));
      }
    }
    if (costs.isEmpty()) {
      List<SourceFile> listed =
          SourceFiles.list(path, format).stream().filter(file -> !named.contains(file)).toList();
      notes.addAll(LooseRuns.notes(source, listed));
      return new DeliveredFiles(listed, 0, notes);
    }
    DeliveryChoice choice = DeliveryChoice.among(costs, overlap);
    if (!choice.problems().isEmpty()) {
      throw AlmanacException.input(choice.problems());
    }
    List<String> problems = new ArrayList<>();
    Map<SourceFile, SourceFile> files = new HashMap<>();
    for (Delivery delivery : choice.chosen()) {
      for (NamedFile file : delivery.files()) {
        SourceFile found = resolve(source, delivery, file, tree, problems);
        if (found != null) {
          DayShare share = choice.shares().get(delivery);
          SourceFile other =
              files.put(
                  found,
                  found
                      .declared(delivery.name(), file.rows())
                      .with(new FileTraits(null, delivery.view()))
                      .sharing(share));
          if (other != null && !Objects.equals(other.days(), share)) {
            problems.add(
                "Cannot tell which days of a file count: %s (source %s) is named by %s and %s; take one of the manifests out of the source's path."
                    .formatted(found.path(), source, other.manifest(), delivery.name()));
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
    named.addAll(files.keySet());
    for (Delivery delivery : choice.superseded()) {
      delivery.files().forEach(file -> named.addAll(tree.find(delivery.manifest(), file.name())));
    }
    if (files.isEmpty()) {
      notes.add("Source %s: its manifests name no files, so it has no charges.".formatted(source));
    }
    noteUnnamed(source, everything, named, notes);
    return new DeliveredFiles(
        files.values().stream().sorted(Comparator.comparing(SourceFile::relativePath)).toList(),
        choice.chosen().size(),
        notes);
  }

  private static SourceFile resolve(
      String source, Delivery delivery, NamedFile file, LocalTree tree, List<String> problems) {
    String what = "%s of manifest %s (source %s)".formatted(file.name(), delivery.name(), source);
    if (LocalTree.isHostile(file.name())) {
      problems.add(
          "Cannot use file name: %s. It leads out of its folder; find out who wrote the manifest."
              .formatted(what));
      return null;
    }
    List<SourceFile> found = tree.find(delivery.manifest(), file.name());
    if (found.size() != 1) {
      problems.add(
          found.isEmpty()
              ? "Cannot find file: %s. Deliver it again, with its folders.".formatted(what)
              : "Cannot tell which file is meant: %s. It may be %s or %s; keep the folders of the delivery as they are."
                  .formatted(what, found.get(0).path(), found.get(1).path()));
      return null;
    }
    SourceFile local = found.get(0);
    if (!SourceFiles.isRead(local)) {
      problems.add(
          "Cannot read file: %s. Only .csv, .csv.gz and .parquet are read; export it as one of these."
              .formatted(what));
      return null;
    }
    if (file.bytes() != null && file.bytes() != local.size()) {
      problems.add(
          "Cannot use file: %s. It has %s bytes and its manifest says %s; deliver it again."
              .formatted(what, local.size(), file.bytes()));
      return null;
    }
    return local;
  }

  private static void noteUnnamed(
      String source, List<SourceFile> everything, Set<SourceFile> named, List<String> notes) {
    List<SourceFile> unnamed =
        everything.stream()
            .filter(SourceFiles::isRead)
            .filter(file -> !named.contains(file))
            .toList();
    if (!unnamed.isEmpty()) {
      notes.add(
          "Source %s: %s that no manifest names %s not read, such as %s."
              .formatted(
                  source,
                  unnamed.size() == 1 ? "1 file" : unnamed.size() + " files",
                  unnamed.size() == 1 ? "is" : "are",
                  unnamed.get(0).relativePath()));
    }
  }
}
