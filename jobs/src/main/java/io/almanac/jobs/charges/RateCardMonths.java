package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.charges.source.Header;
import io.almanac.jobs.charges.source.RateCardReader;
import io.almanac.jobs.mart.Checksum;
import io.almanac.jobs.ratecard.RateCard;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * The months of a rate card as files of a source. None of them exists: each is the FOCUS text that
 * {@code almanac rate-card} would write, made when it is opened. Its size and time change when that
 * text does and only then, so that a night reads the months that changed.
 */
public final class RateCardMonths {
  private static final int HEX = 16;

  /** So many hexadecimal digits are a positive long. */
  private static final int DIGITS = 15;

  private RateCardMonths() {}

  /**
   * The months that have charges, sorted.
   *
   * @param source the name of the source, for messages
   * @param path the rate card
   * @param until the first day that is not charged
   * @throws AlmanacException when the path is no rate card, with every problem and its line
   */
  public static List<SourceFile> files(String source, Path path, LocalDate until) {
    SourceFile file = file(source, path);
    RateCard card = RateCard.load(Path.of(file.path()));
    List<SourceFile> months = new ArrayList<>();
    for (YearMonth month : card.months(until)) {
      String text = card.focus(month, until);
      if (!text.isEmpty()) {
        months.add(
            new SourceFile(
                    file.path(),
                    file.relativePath() + "/" + month,
                    text.getBytes(StandardCharsets.UTF_8).length,
                    Long.parseLong(Checksum.sha256(text).substring(0, DIGITS), HEX))
                .with(FileTraits.NONE.withUntil(until)));
      }
    }
    return months;
  }

  /**
   * Reads a rate card for its problems.
   *
   * @throws AlmanacException as {@link #files}
   */
  public static void check(String source, Path path) {
    RateCard.load(Path.of(file(source, path).path()));
  }

  /** Whether a file is a month of a rate card. */
  static boolean isMonth(SourceFile file) {
    return file.traits().until() != null;
  }

  /** The text of a month. */
  static Reader open(SourceFile file) {
    String name = file.relativePath();
    YearMonth month = YearMonth.parse(name.substring(name.lastIndexOf('/') + 1));
    return new StringReader(
        RateCard.load(Path.of(file.path())).focus(month, file.traits().until()));
  }

  private static SourceFile file(String source, Path path) {
    List<SourceFile> files = SourceFiles.list(path);
    if (files.size() > 1) {
      throw AlmanacException.input(
          "Cannot use rate card of source %s: %s. It has %s files; name one CSV file, and give others a source of their own."
              .formatted(source, path, files.size()));
    }
    SourceFile file = files.get(0);
    RateCardReader reader = new RateCardReader();
    try {
      if (file.isParquet()) {
        throw new UnfitFileException("It is Parquet: write the rate card as CSV");
      }
      Header header = CsvFile.header(file);
      List<String> faults =
          RateCardReader.cardFaults(header == null ? Header.of(List.of()) : header);
      if (header != null && !faults.isEmpty()) {
        throw AlmanacException.input(ChargeHeaders.problem(source, reader, file, header, faults));
      }
      return file;
    } catch (IOException e) {
      throw AlmanacException.input(
          "Cannot read file of source %s as %s: %s (%s)."
              .formatted(source, reader.format(), file.path(), e.getMessage()));
    }
  }
}
