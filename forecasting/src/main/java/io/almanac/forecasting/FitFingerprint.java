package io.almanac.forecasting;

import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverUse;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that a forecast depends on, as one short text: forecasts with the same fingerprint are
 * the same to the last bit, so that the second one need not be made.
 */
public final class FitFingerprint {
  private FitFingerprint() {}

  /**
   * The fingerprint of what {@link ScheduledForecaster#forecast} would be asked for.
   *
   * @param circumstances what the arguments do not show: the build that fits, and, where the
   *     settings have a global model, what that has learned from
   * @return 64 hexadecimal digits (SHA-256)
   */
  public static String of(
      DailySeries history,
      SortedMap<String, double[]> scheduled,
      ForecastSettings settings,
      List<DriverUse> drivers,
      String circumstances) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      DataOutputStream out =
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      text(out, circumstances);
      text(out, history.id());
      out.writeLong(history.start().toEpochDay());
      numbers(out, history.values());
      out.writeInt(scheduled.size());
      for (Map.Entry<String, double[]> kind : scheduled.entrySet()) {
        text(out, kind.getKey());
        numbers(out, kind.getValue());
      }
      out.writeInt(settings.horizonDays());
      numbers(out, settings.levels().stream().mapToDouble(Double::doubleValue).toArray());
      out.writeInt(settings.holidays().size());
      for (LocalDate holiday : settings.holidays()) {
        out.writeLong(holiday.toEpochDay());
      }
      out.writeBoolean(settings.global() != null);
      out.writeInt(drivers.size());
      for (DriverUse use : drivers) {
        Driver driver = use.path().driver();
        text(out, driver.name());
        text(out, driver.kind().text());
        out.writeLong(driver.start().toEpochDay());
        numbers(out, driver.values());
        out.writeDouble(use.given());
      }
      out.flush();
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot hash a series: " + history.id(), e);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void numbers(DataOutputStream out, double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }
}
