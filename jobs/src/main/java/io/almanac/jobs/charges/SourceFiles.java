package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.charges.source.ChargeReaders;
import io.almanac.jobs.charges.source.FileKind;
import io.almanac.jobs.charges.source.Header;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds the files of a cost export: {@code .csv}, {@code .csv.gz} and {@code .parquet}, and those
 * of JSON lines ({@code .jsonl}, {@code .ndjson}, {@code .json}, also {@code .gz}) for formats that
 * come so. In other exports a {@code .json} file is a manifest.
 *
 * <p>Hidden files, files and folders that begin with an underscore and checksum files are passed
 * over, as Spark does.
 */
public final class SourceFiles {
  private static final List<String> READ = List.of(".csv", ".csv.gz", ".parquet");

  /** How files of JSON lines are called. */
  static final List<String> JSON_LINES =
      List.of(".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz");

  /** Kinds that hold data in other exports, so that passing them over is worth a word. */
  private static final List<String> DATA =
      List.of(
          ".zip", ".gz", ".bz2", ".zst", ".xz", ".tsv", ".txt", ".xlsx", ".xls", ".orc", ".avro",
          ".jsonl", ".ndjson", ".tar", ".7z");

  private SourceFiles() {}

  /**
   * The readable files of a format that does not come as JSON lines, sorted by relative path.
   *
   * @param path a file, a folder (read with its sub folders) or a glob
   * @throws AlmanacException when nothing is there
   */
  public static List<SourceFile> list(Path path) {
    return list(path, READ);
  }

  /**
   * The readable files of a format, sorted by relative path.
   *
   * @param path a file, a folder (read with its sub folders) or a glob
   * @param format the name of a reader
   * @throws AlmanacException when nothing is there
   */
  public static List<SourceFile> list(Path path, String format) {
    return list(path, endings(format));
  }

  private static List<SourceFile> list(Path path, List<String> endings) {
    Path absolute = path.toAbsolutePath().normalize();
    Path root = root(absolute);
    List<SourceFile> files =
        found(absolute).stream()
            .filter(file -> endsWith(file, endings))
            .map(file -> sourceFile(root, file))
            .sorted(Comparator.comparing(SourceFile::relativePath))
            .toList();
    if (files.isEmpty()) {
      List<String> problems = new ArrayList<>();
      problems.add(
          "Cannot find cost export files: %s. Put %s files there, or correct the path."
              .formatted(path, listed(endings, "or")));
      problems.addAll(passedOver(path, endings));
      throw AlmanacException.input(problems);
    }
    return files;
  }

  /**
   * All files, readable or not, sorted by relative path; none when the folder is empty.
   *
   * @param path a file, a folder (with its sub folders) or a glob
   * @throws AlmanacException when the path does not exist
   */
  public static List<SourceFile> everything(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path root = root(absolute);
    return found(absolute).stream()
        .map(file -> sourceFile(root, file))
        .sorted(Comparator.comparing(SourceFile::relativePath))
        .toList();
  }

  /** Whether a file is of a kind that is read. */
  public static boolean isRead(SourceFile file) {
    return endsWith(Path.of(file.path()), READ);
  }

  /**
   * One sentence for every file that looks like data and is not read; for a warning.
   *
   * @param format the name of a reader
   * @throws AlmanacException when nothing is there
   */
  public static List<String> passedOver(Path path, String format) {
    return passedOver(path, endings(format));
  }

  private static List<String> passedOver(Path path, List<String> endings) {
    return found(path.toAbsolutePath().normalize()).stream()
        .filter(file -> !endsWith(file, endings))
        .sorted()
        .flatMap(file -> reason(file, endings).stream())
        .map(reason -> "Cannot read cost export file: " + reason + ".")
        .toList();
  }

  /** The file and why it is not read; empty when it holds no data. */
  private static Optional<String> reason(Path file, List<String> endings) {
    if (endsWith(file, JSON_LINES)) {
      Optional<String> splits = allocation(file);
      if (splits.isPresent()) {
        return Optional.of(file + ". " + splits.get());
      }
    }
    return endsWith(file, DATA)
        ? Optional.of(file + ". Only " + listed(endings, "and") + " are read")
        : Optional.empty();
  }

  /** What a JSON file is if it splits a bill; empty when it does not. */
  private static Optional<String> allocation(Path file) {
    try {
      Header header = Header.of(List.copyOf(JsonRecord.names(FileText.open(file))));
      return FileKind.isAllocation(header)
          ? Optional.of(FileKind.describe(header))
          : Optional.empty();
    } catch (IOException e) {
      // What cannot be read is not known to be one, and is passed over like any other.
      return Optional.empty();
    }
  }

  private static List<String> endings(String format) {
    if (!ChargeReaders.named(format).readsJsonLines()) {
      return READ;
    }
    List<String> endings = new ArrayList<>(READ);
    endings.addAll(JSON_LINES);
    return endings;
  }

  /** Such as ".csv, .csv.gz and .parquet". */
  private static String listed(List<String> endings, String word) {
    int last = endings.size() - 1;
    return String.join(", ", endings.subList(0, last)) + " " + word + " " + endings.get(last);
  }

  private static List<Path> found(Path path) {
    if (isGlob(path)) {
      Path root = root(path);
      PathMatcher matcher = matcher(path);
      if (!Files.isDirectory(root)) {
        throw missing(path);
      }
      List<Path> matched = new ArrayList<>();
      for (Path file : below(root)) {
        if (matcher.matches(file) || anyFolder(file, root, matcher)) {
          matched.add(file);
        }
      }
      return matched;
    }
    if (!Files.exists(path)) {
      throw missing(path);
    }
    return Files.isDirectory(path) ? below(path) : List.of(path);
  }

  private static PathMatcher matcher(Path path) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + path);
    } catch (PatternSyntaxException e) {
      throw AlmanacException.input(
          "Cannot use glob: %s (%s). Close its brackets and braces, or name a folder."
              .formatted(path, e.getDescription()));
    }
  }

  private static boolean anyFolder(Path file, Path root, PathMatcher matcher) {
    for (Path folder = file.getParent();
        folder != null && !folder.equals(root);
        folder = folder.getParent()) {
      if (matcher.matches(folder)) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> below(Path root) {
    try (Stream<Path> walk =
        Files.find(
            root,
            Integer.MAX_VALUE,
            (file, attributes) -> attributes.isRegularFile(),
            FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(file -> !isPassedOver(root.relativize(file))).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new AlmanacException(
          ExitCode.INPUT,
          List.of(
              "Cannot list folder: %s. Check that it may be read (%s)."
                  .formatted(root, e.getMessage())),
          e);
    }
  }

  private static boolean isPassedOver(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.startsWith(".") || name.startsWith("_") || name.endsWith(".crc")) {
        return true;
      }
    }
    return false;
  }

  /** The folder that relative paths start from: the last one before any wildcard. */
  private static Path root(Path path) {
    if (!isGlob(path)) {
      return Files.isDirectory(path) ? path : path.getParent();
    }
    Path root = path.getRoot();
    for (Path part : path) {
      if (hasWildcard(part)) {
        return root;
      }
      root = root.resolve(part);
    }
    return root;
  }

  /** A path that exists under its own name is no glob, whatever characters it has. */
  private static boolean isGlob(Path path) {
    return hasWildcard(path) && !Files.exists(path);
  }

  private static boolean hasWildcard(Path path) {
    return path.toString().chars().anyMatch(letter -> "*?[{".indexOf(letter) >= 0);
  }

  private static boolean endsWith(Path file, List<String> endings) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(name::endsWith);
  }

  private static SourceFile sourceFile(Path root, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new SourceFile(
          file.toString(),
          root.relativize(file).toString().replace(File.separatorChar, '/'),
          attributes.size(),
          attributes.lastModifiedTime().toMillis());
    } catch (IOException e) {
      throw new AlmanacException(
          ExitCode.INPUT,
          List.of("Cannot read file: %s. Check that it may be read.".formatted(file)),
          e);
    }
  }

  private static AlmanacException missing(Path path) {
    return AlmanacException.input(
        "Cannot find cost export: %s. Correct the path of the source, or deliver the export there."
            .formatted(path));
  }
}
