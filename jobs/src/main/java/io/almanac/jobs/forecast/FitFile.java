package io.almanac.jobs.forecast;

import io.almanac.forecasting.ForecastBytes;
import io.almanac.forecasting.SeriesForecast;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The fits of one night in a file, by series and fingerprint. It is for the next night alone and
 * may be deleted at any time: what it does not give is fitted anew.
 */
public final class FitFile {
  /** The file's name in a version of the marts; readers of marts skip what begins like that. */
  public static final String NAME = "_fits";

  private static final int MAGIC = 0x414c4d46;
  private static final int LARGEST = 1 << 26;

  private FitFile() {}

  /**
   * What a file has of a plan.
   *
   * @param fits by series; each equals what fitting would give
   * @param problem why nothing could be read, in a sentence; empty when nothing is wrong
   */
  public record Found(Map<SeriesKey, SeriesForecast> fits, Optional<String> problem) {
    /** Nothing, and nothing is wrong with that. */
    public static final Found NOTHING = new Found(Map.of(), Optional.empty());
  }

  /**
   * Writes the fits of a plan, but for those that fell back to the run rate: they are tried again.
   *
   * @param fits as {@link FitPlan#fit} gives
   */
  public static void write(Path file, FitPlan plan, Map<SeriesKey, SeriesForecast> fits) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      for (FitPlan.Task task : plan.tasks().values()) {
        SeriesForecast fit = fits.get(task.key());
        if (task.fingerprint() != null && !fit.isRunRate()) {
          byte[] bytes = ForecastBytes.write(fit, task.history());
          out.writeBoolean(true);
          out.write(bytes(task.key().series()));
          out.write(bytes(task.key().currency()));
          out.write(bytes(task.fingerprint()));
          out.writeLong(check(bytes));
          out.writeInt(bytes.length);
          out.write(bytes);
        }
      }
      out.writeBoolean(false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write fits: " + file, e);
    }
  }

  /** Reads those fits that a plan would give again; a file that is not whole gives none. */
  public static Found read(Path file, FitPlan plan) {
    if (!Files.exists(file)) {
      return Found.NOTHING;
    }
    Map<String, FitPlan.Task> wanted = new TreeMap<>();
    plan.tasks().values().forEach(task -> wanted.put(name(task.key()), task));
    Map<SeriesKey, SeriesForecast> fits = new TreeMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("it is no file of fits");
      }
      while (in.readBoolean()) {
        FitPlan.Task task = wanted.get(text(in) + "\n" + text(in));
        String fingerprint = text(in);
        long check = in.readLong();
        int length = length(in);
        if (task == null || !fingerprint.equals(task.fingerprint())) {
          in.skipNBytes(length);
          continue;
        }
        byte[] bytes = in.readNBytes(length);
        if (check(bytes) != check) {
          throw new IOException("it is damaged at " + task.key().series());
        }
        fits.put(task.key(), ForecastBytes.read(bytes, task.history()));
      }
      return new Found(fits, Optional.empty());
    } catch (IOException | RuntimeException e) {
      return new Found(
          Map.of(),
          Optional.of(
              "Cannot take over the fits of the night before: "
                  + file
                  + " ("
                  + (e.getMessage() == null ? "it ends early" : e.getMessage())
                  + "). Every series was fitted anew."));
    }
  }

  private static String name(SeriesKey key) {
    return key.series() + "\n" + key.currency();
  }

  private static byte[] bytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[4 + utf8.length];
    java.nio.ByteBuffer.wrap(bytes).putInt(utf8.length).put(utf8);
    return bytes;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(length(in)), StandardCharsets.UTF_8);
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LARGEST) {
      throw new IOException("a part of it has the length " + length);
    }
    return length;
  }

  private static long check(byte[] bytes) {
    CRC32 check = new CRC32();
    check.update(bytes);
    return check.getValue();
  }
}
