package io.almanac.jobs.cli;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads months as in 2026-10. */
final class MonthConverter implements ITypeConverter<YearMonth> {
  @Override
  public YearMonth convert(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("Cannot read month: " + text + ". Write it as in 2026-10.");
    }
  }
}
