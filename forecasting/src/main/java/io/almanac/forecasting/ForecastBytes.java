package io.almanac.forecasting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A forecast as bytes, and back to the last bit: means, what past origins say of them, and why they
 * are what they are. Everything that is published of a forecast is made from these.
 *
 * <p>What the history gives anew is left out, which halves the size: about 20 kB a series and a
 * horizon of half a year.
 */
public final class ForecastBytes {
  /** Changes with the layout; other layouts cannot be read. */
  private static final int FORMAT = 2;

  private ForecastBytes() {}

  /**
   * The bytes of a forecast.
   *
   * @param history what it was made from
   */
  public static byte[] write(SeriesForecast forecast, DailySeries history) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream data =
        new DataOutputStream(
            new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED), 8192))) {
      ForecastFields.Out out = new ForecastFields.Out(data);
      data.writeInt(FORMAT);
      out.text(forecast.id());
      out.text(forecast.model());
      out.day(forecast.trainingStart());
      out.day(forecast.trainingEnd());
      out.numbers(forecast.days().stream().mapToDouble(ForecastPoint::mean).toArray());
      data.writeBoolean(forecast.isNeverNegative());
      out.numbers(forecast.levels().stream().mapToDouble(Double::doubleValue).toArray());
      data.writeDouble(forecast.seasonalChange());
      out.numbers(forecast.doubt().scale());
      data.writeInt(forecast.doubt().degreesOfFreedom());
      Evidence evidence = forecast.evidence();
      out.backtest(evidence.calibration());
      out.backtest(evidence.replayed());
      Evidence again = withBaselines(evidence, history, forecast.days().size());
      boolean followFromHistory =
          same(again.runRate(), evidence.runRate())
              && same(again.seasonalNaive(), evidence.seasonalNaive());
      data.writeBoolean(followFromHistory);
      if (!followFromHistory) {
        out.backtest(evidence.runRate());
        out.backtest(evidence.seasonalNaive());
      }
      out.explanation(forecast.explanation());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep a forecast: " + forecast.id(), e);
    }
    return bytes.toByteArray();
  }

  /**
   * The forecast that the bytes are of.
   *
   * @param history what it was made from
   * @throws IOException when the bytes are no forecast of this layout
   */
  public static SeriesForecast read(byte[] bytes, DailySeries history) throws IOException {
    try (DataInputStream data =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      ForecastFields.In in = new ForecastFields.In(data);
      int format = data.readInt();
      if (format != FORMAT) {
        throw new IOException("Cannot read a forecast of layout: " + format);
      }
      String id = in.text();
      String model = in.text();
      var start = in.day();
      var end = in.day();
      double[] means = in.numbers();
      boolean neverNegative = data.readBoolean();
      var levels = Arrays.stream(in.numbers()).boxed().toList();
      double seasonalChange = data.readDouble();
      Doubt doubt = new Doubt(in.numbers(), data.readInt());
      Evidence evidence = new Evidence(in.backtest(), in.backtest(), null, null);
      evidence =
          data.readBoolean()
              ? withBaselines(evidence, history, means.length)
              : new Evidence(
                  evidence.calibration(), evidence.replayed(), in.backtest(), in.backtest());
      return new SeriesForecast(
          id,
          model,
          start,
          end,
          means,
          neverNegative,
          levels,
          evidence,
          doubt,
          seasonalChange,
          in.explanation());
    }
  }

  private static Evidence withBaselines(Evidence evidence, DailySeries history, int horizon) {
    double[] values = history.values();
    var origins = Backtest.origins(values, horizon);
    return new Evidence(
        evidence.calibration(),
        evidence.replayed(),
        Baselines.runRate(values, origins),
        Baselines.seasonalNaive(values, origins));
  }

  private static boolean same(Backtest one, Backtest other) {
    return Arrays.deepEquals(one.errors(), other.errors())
        && Arrays.deepEquals(one.actuals(), other.actuals());
  }
}
