package io.almanac.jobs.mart;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of published marts.
 *
 * <pre>
 * marts/current            a link to the newest complete version: what readers read
 * marts/versions/v000041/  the version before it, for readers that are still at it
 * marts/versions/v000042/  charges/ … reconciliation/ manifest.json
 * marts/.lock              held while a night runs
 * </pre>
 *
 * <p>A version is written aside and never changed once {@code current} points to it. Files that a
 * night does not touch are hard links to those of the version before. Needs a file system with
 * links and atomic renames (any local one, NFS), the same for driver and executors.
 */
public final class MartStore {
  private static final String VERSIONS = "versions";
  private static final String CURRENT = "current";
  private static final String NEXT_LINK = ".current-";

  private final Path root;

  /** The marts in {@code root}, which need not exist yet. */
  public MartStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** What readers read: the link to the newest complete version. */
  public Path current() {
    return root.resolve(CURRENT);
  }

  /** The newest complete version, resolved once so that all its marts are of one night. */
  public Optional<PublishedMarts> published() {
    try {
      if (!Files.exists(current())) {
        return Optional.empty();
      }
      Path folder = current().toRealPath();
      return Manifest.read(folder).map(manifest -> new PublishedMarts(folder, manifest));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read published marts: " + current(), e);
    }
  }

  /**
   * Begins a new version: takes the lock, which only one night at a time can hold, and removes what
   * a crashed night left.
   *
   * @throws AlmanacException with {@link ExitCode#USAGE} when another night runs
   */
  public Publication begin() {
    try {
      Files.createDirectories(root.resolve(VERSIONS));
      FileChannel channel =
          FileChannel.open(
              root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new AlmanacException(
            ExitCode.USAGE,
            List.of(
                "Cannot start a night: another one is writing "
                    + root
                    + ". Wait until it has finished."));
      }
      Optional<PublishedMarts> previous = published();
      if (previous.filter(MartStore::losesClosedPeriods).isPresent()) {
        channel.close();
        throw new AlmanacException(
            ExitCode.USAGE,
            List.of(
                "Cannot keep closed billing periods: "
                    + String.join(", ", previous.get().manifest().periods().closed())
                    + ". This release lays marts out in another way and would make them anew. Keep"
                    + " the release that wrote "
                    + root
                    + ", or reopen the periods with it first."));
      }
      removeLinksOfCrashedSwaps();
      removeAllBut(previous.map(PublishedMarts::folder).orElse(null), null);
      Path folder =
          root.resolve(VERSIONS).resolve(String.format(Locale.ROOT, "v%06d", newestNumber() + 1));
      Files.createDirectory(folder);
      return new Publication(this, folder, previous, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare marts folder: " + root, e);
    }
  }

  /** Points readers to a complete version and forgets all but this one and the one before. */
  void swapTo(Path folder, Path before) throws IOException {
    Path link = root.resolve(NEXT_LINK + folder.getFileName());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, root.relativize(folder));
    Files.move(
        link,
        current(),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    removeAllBut(folder, before);
  }

  private static boolean losesClosedPeriods(PublishedMarts version) {
    return version.manifest().layout() != Manifest.LAYOUT
        && !version.manifest().periods().closed().isEmpty();
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void removeAllBut(Path kept, Path alsoKept) throws IOException {
    for (Path version : versions()) {
      boolean incomplete = !Files.exists(version.resolve(Manifest.FILE));
      boolean old = !version.equals(kept) && !version.equals(alsoKept);
      // The version before the published one stays for its readers; the next swap removes it.
      if (incomplete || (alsoKept != null && old)) {
        Folders.delete(version);
      }
    }
  }

  /** A night killed between making its link and renaming it leaves the link. */
  private void removeLinksOfCrashedSwaps() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      for (Path link :
          files.filter(file -> file.getFileName().toString().startsWith(NEXT_LINK)).toList()) {
        Files.delete(link);
      }
    }
  }

  private int newestNumber() throws IOException {
    return versions().stream()
        .map(version -> version.getFileName().toString().substring(1))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }

  private List<Path> versions() throws IOException {
    try (Stream<Path> folders = Files.list(root.resolve(VERSIONS))) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("v\\d{6,9}"))
          .sorted()
          .toList();
    }
  }
}
