package io.almanac.jobs.pipeline;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.almanac.jobs.charges.NamedFiles;
import io.almanac.jobs.mart.Checksum;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What the last night made and of what, in {@code last-night.json} beside the published marts. It
 * may be deleted: then the next night runs.
 *
 * @param state what decided about the night
 * @param version the folder of the marts that it published
 * @param made a hash of the files that it made: marts by size, reports by what they say
 * @param summary its figures for the terminal
 */
record StandingResult(String state, String version, String made, NightSummary summary) {
  private static final String FILE = "last-night.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .addModule(
              new SimpleModule()
                  .addSerializer(LocalDate.class, ToStringSerializer.instance)
                  .addDeserializer(LocalDate.class, new Day()))
          .build();

  /** What was made of a state just now. */
  static StandingResult of(String state, Path version, NightSummary summary) {
    return new StandingResult(state, version.toString(), hash(version, summary), summary);
  }

  /** The last night's, when a state is the same and all that was made of it is still as it was. */
  static Optional<StandingResult> find(Path marts, String state, Path version) {
    return read(marts.resolve(FILE))
        .filter(last -> last.state().equals(state))
        .filter(last -> last.version().equals(version.toString()))
        .filter(last -> last.made().equals(hash(version, last.summary())));
  }

  /** Keeps it for the next night. */
  void write(Path marts) {
    Path next = marts.resolve(FILE + ".next");
    try {
      Files.write(next, JSON.writeValueAsBytes(this));
      Files.move(
          next,
          marts.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + next, e);
    }
  }

  private static Optional<StandingResult> read(Path file) {
    try {
      return Optional.of(JSON.readValue(file.toFile(), StandingResult.class));
    } catch (IOException e) {
      // None yet, or one of another release.
      return Optional.empty();
    }
  }

  /** Empty when a file is missing, which is no hash. */
  private static String hash(Path version, NightSummary summary) {
    try {
      Checksum checksum = new Checksum();
      for (Path mart : NamedFiles.of(version)) {
        checksum.add(version.relativize(mart) + "\n" + Files.size(mart) + "\n");
      }
      for (Path report : summary.reports()) {
        checksum.add(report + "\n").add(report);
      }
      return checksum.hex();
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  /** As {@link LocalDate#toString} writes it. */
  private static final class Day extends FromStringDeserializer<LocalDate> {
    @Serial private static final long serialVersionUID = 1L;

    Day() {
      super(LocalDate.class);
    }

    @Override
    protected LocalDate _deserialize(String text, DeserializationContext context) {
      return LocalDate.parse(text);
    }
  }
}
