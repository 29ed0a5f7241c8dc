package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
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
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds the files of a cost export: {@code .csv}, {@code .csv.gz} and {@code .parquet}.
 *
 * <p>Hidden files, files and folders that begin with an underscore and checksum files are passed
 * over, as Spark does.
 */
public final class SourceFiles {
  private static final List<String> READ = List.of(".csv", ".csv.gz", ".parquet");

  /** Kinds that hold data in other exports, so that passing them over is worth a word. */
  private static final List<String> DATA =
      List.of(
          ".zip", ".gz", ".bz2", ".zst", ".xz", ".tsv", ".txt", ".xlsx", ".xls", ".orc", ".avro",
          ".jsonl", ".ndjson", ".tar", ".7z");

  private SourceFiles() {}

  /**
   * The readable files, sorted by relative path.
   *
   * @param path a file, a folder (read with its sub folders) or a glob
   * @throws AlmanacException when nothing is there
   */
  public static List<SourceFile> list(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path root = root(absolute);
    List<SourceFile> files =
        found(absolute).stream()
            .filter(file -> endsWith(file, READ))
            .map(file -> sourceFile(root, file))
            .sorted(Comparator.comparing(SourceFile::relativePath))
            .toList();
    if (files.isEmpty()) {
      List<String> problems = new ArrayList<>();
      problems.add(
          "Cannot find cost export files: %s. Put .csv, .csv.gz or .parquet files there, or correct the path."
              .formatted(path));
      problems.addAll(passedOver(path));
      throw AlmanacException.input(problems);
    }
    return files;
  }

  /**
   * One sentence for every file that looks like data and is not read; for a warning.
   *
   * @throws AlmanacException when nothing is there
   */
  public static List<String> passedOver(Path path) {
    return found(path.toAbsolutePath().normalize()).stream()
        .filter(file -> !endsWith(file, READ) && endsWith(file, DATA))
        .sorted()
        .map(
            file ->
                "Cannot read cost export file: %s. Only .csv, .csv.gz and .parquet are read."
                    .formatted(file))
        .toList();
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
