package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.charges.NamedFiles;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.Checksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Everything that decides about a night, as one hash: the program, the day, every setting, and
 * every file that settings name. A file counts by its size and modification time, as it does for
 * stages that read only what changed; a small one that is named itself also by what it says.
 */
final class NightState {
  /** Bytes; settings and budgets are below it, and reading one takes no time. */
  private static final long SMALL = 1 << 20;

  private NightState() {}

  /**
   * The hash; empty when it cannot be told, because something that is named is not there or cannot
   * be read. A night that runs says what.
   */
  static Optional<String> of(AlmanacConfig config, LocalDate asOf, String program) {
    try {
      Checksum checksum = new Checksum().add(program + "\n" + asOf + "\n" + config + "\n");
      TreeSet<Path> named = new TreeSet<>();
      addPaths(config, named);
      for (Path path : named) {
        for (Path file : NamedFiles.of(path)) {
          BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
          long modified = attributes.lastModifiedTime().toMillis();
          checksum.add(file + "\n" + attributes.size() + "\n" + modified + "\n");
          if (file.equals(path) && attributes.size() <= SMALL) {
            checksum.add(file);
          }
        }
      }
      // With the files that rules name.
      config
          .allocationRules()
          .ifPresent(rules -> checksum.add(AllocationRules.load(rules).fingerprint()));
      return Optional.of(checksum.hex());
    } catch (AlmanacException | IOException | UncheckedIOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /** Found by what settings consist of, so that none of them can be forgotten; not the output. */
  private static void addPaths(Object setting, Collection<Path> paths) {
    if (setting instanceof Path path) {
      paths.add(path);
    } else if (setting instanceof Optional<?> optional) {
      optional.ifPresent(value -> addPaths(value, paths));
    } else if (setting instanceof Collection<?> several) {
      several.forEach(value -> addPaths(value, paths));
    } else if (setting instanceof Record record && !(record instanceof AlmanacConfig.Output)) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        addPaths(value(record, component), paths);
      }
    }
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read setting: " + component, e);
    }
  }
}
