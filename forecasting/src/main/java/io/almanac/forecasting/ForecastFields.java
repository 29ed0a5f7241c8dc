package io.almanac.forecasting;

import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverEffect;
import io.almanac.forecasting.driver.Elasticity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a forecast as {@link ForecastBytes} writes and reads them; each knows its length.
 */
final class ForecastFields {
  private ForecastFields() {}

  /** Writes them. */
  record Out(DataOutputStream data) {
    void text(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      data.writeInt(bytes.length);
      data.write(bytes);
    }

    void day(LocalDate day) throws IOException {
      data.writeLong(day.toEpochDay());
    }

    void numbers(double[] numbers) throws IOException {
      data.writeInt(numbers.length);
      for (double number : numbers) {
        data.writeDouble(number);
      }
    }

    void backtest(Backtest backtest) throws IOException {
      data.writeInt(backtest.errors().length);
      for (int k = 0; k < backtest.errors().length; k++) {
        numbers(backtest.errors()[k]);
      }
      // Apart from errors: actuals of one origin end those of the next, and are found again then.
      for (int k = 0; k < backtest.errors().length; k++) {
        numbers(backtest.actuals()[k]);
      }
    }

    void explanation(Explanation why) throws IOException {
      named(why.weights());
      named(why.calendar());
      data.writeInt(why.jumps().size());
      for (Map.Entry<LocalDate, Double> jump : why.jumps().entrySet()) {
        day(jump.getKey());
        data.writeDouble(jump.getValue());
      }
      named(why.schedule());
      data.writeInt(why.drivers().size());
      for (DriverEffect effect : why.drivers()) {
        text(effect.driver());
        text(effect.kind().name());
        data.writeDouble(effect.elasticity().value());
        data.writeDouble(effect.elasticity().standardError());
        text(effect.elasticity().basis().name());
        data.writeDouble(effect.share());
        data.writeDouble(effect.given());
      }
      data.writeInt(why.notes().size());
      for (String note : why.notes()) {
        text(note);
      }
    }

    private void named(Map<String, Double> values) throws IOException {
      data.writeInt(values.size());
      for (Map.Entry<String, Double> value : values.entrySet()) {
        text(value.getKey());
        data.writeDouble(value.getValue());
      }
    }
  }

  /** Reads them, in the order in which they were written. */
  record In(DataInputStream data) {
    String text() throws IOException {
      return new String(data.readNBytes(length()), StandardCharsets.UTF_8);
    }

    LocalDate day() throws IOException {
      return LocalDate.ofEpochDay(data.readLong());
    }

    double[] numbers() throws IOException {
      double[] numbers = new double[length()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = data.readDouble();
      }
      return numbers;
    }

    Backtest backtest() throws IOException {
      double[][] errors = new double[length()][];
      double[][] actuals = new double[errors.length][];
      for (int k = 0; k < errors.length; k++) {
        errors[k] = numbers();
      }
      for (int k = 0; k < errors.length; k++) {
        actuals[k] = numbers();
      }
      return new Backtest(errors, actuals);
    }

    Explanation explanation() throws IOException {
      Map<String, Double> weights = named();
      Map<String, Double> calendar = named();
      Map<LocalDate, Double> jumps = new LinkedHashMap<>();
      for (int count = length(); count > 0; count--) {
        jumps.put(day(), data.readDouble());
      }
      Map<String, Double> schedule = named();
      List<DriverEffect> drivers = new ArrayList<>();
      for (int count = length(); count > 0; count--) {
        drivers.add(
            new DriverEffect(
                text(),
                Driver.Kind.valueOf(text()),
                new Elasticity(
                    data.readDouble(), data.readDouble(), Elasticity.Basis.valueOf(text())),
                data.readDouble(),
                data.readDouble()));
      }
      List<String> notes = new ArrayList<>();
      for (int count = length(); count > 0; count--) {
        notes.add(text());
      }
      return new Explanation(weights, calendar, jumps, schedule, drivers, notes);
    }

    private Map<String, Double> named() throws IOException {
      Map<String, Double> values = new LinkedHashMap<>();
      for (int count = length(); count > 0; count--) {
        values.put(text(), data.readDouble());
      }
      return values;
    }

    /** A length of anything; no forecast has as many as are refused here. */
    private int length() throws IOException {
      int length = data.readInt();
      if (length < 0 || length > 1 << 24) {
        throw new IOException("Cannot read a forecast with a part of length: " + length);
      }
      return length;
    }
  }
}
