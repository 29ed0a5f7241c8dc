package io.almanac.jobs.pipeline;

import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.mart.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which files of one cost export are new since the last night, and which billing periods that
 * touches.
 *
 * @param source the name of the export
 * @param files all its files now
 * @param changed those that are new, have another size or modification time, or of which other days
 *     count
 * @param touched billing periods that had rows of a changed or removed file
 * @param known the last night's record of files, by path
 */
record InputFiles(
    String source,
    List<SourceFile> files,
    List<SourceFile> changed,
    Set<String> touched,
    Map<String, Manifest.InputFile> known) {

  /**
   * Compares the files of an export with what the last night recorded.
   *
   * @param before the last night's files of this export; none when all must be read again
   * @param again billing periods to read again: files that have rows of them count as changed
   */
  static InputFiles compare(
      String source, List<SourceFile> files, List<Manifest.InputFile> before, Set<String> again) {
    Map<String, Manifest.InputFile> known =
        before.stream()
            .collect(
                Collectors.toMap(
                    Manifest.InputFile::path, file -> file, (a, b) -> b, TreeMap::new));
    List<SourceFile> changed =
        files.stream()
            .filter(file -> !isSame(file, known.get(file.relativePath()), again))
            .toList();
    Set<String> present = new HashSet<>();
    files.forEach(file -> present.add(file.relativePath()));
    Set<String> changedPaths = new HashSet<>();
    changed.forEach(file -> changedPaths.add(file.relativePath()));
    Set<String> touched = new TreeSet<>(again);
    known.forEach(
        (path, file) -> {
          if (!present.contains(path) || changedPaths.contains(path)) {
            touched.addAll(file.periods());
          }
        });
    return new InputFiles(source, files, changed, touched, known);
  }

  /**
   * The same with all files changed when any has, for exports whose files mean something only
   * together.
   */
  InputFiles together() {
    if (changed.isEmpty() && touched.isEmpty()) {
      return this;
    }
    Set<String> all = new TreeSet<>(touched);
    known.values().forEach(file -> all.addAll(file.periods()));
    return new InputFiles(source, files, files, all, known);
  }

  /** Files that did not change but have rows of one of these billing periods. */
  List<SourceFile> unchangedWith(Set<String> periods) {
    return files.stream()
        .filter(file -> !changed.contains(file))
        .filter(
            file -> known.get(file.relativePath()).periods().stream().anyMatch(periods::contains))
        .toList();
  }

  private static boolean isSame(SourceFile file, Manifest.InputFile before, Set<String> again) {
    return before != null
        && before.periods().stream().noneMatch(again::contains)
        && before.size() == file.size()
        && before.modified() == file.modifiedMillis()
        && Objects.equals(
            before.overlap() == null ? null : before.overlap().share(),
            file.days() == null ? null : file.days().toString());
  }
}
