package io.almanac.jobs.ratecard;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A rate card of owned GPU nodes. */
public final class RateCard {
  /** The header of a rate card. */
  public static final List<String> COLUMNS = RateCardFile.COLUMNS;

  /** The column of charges that tells the line of the card. */
  public static final String LINE_COLUMN = "x_RateCardLine";

  private static final Pattern WRITTEN = Pattern.compile("rate-card-[0-9]{4}-[0-9]{2}\\.csv");

  private final List<RateCardLine> lines;

  private RateCard(List<RateCardLine> lines) {
    this.lines = lines;
  }

  /**
   * What was written.
   *
   * @param charges rows in all files
   * @param changed files that are new or other than before
   * @param unchanged files that stayed as they were
   */
  public record Written(long charges, int changed, int unchanged) {}

  /**
   * Reads a rate card.
   *
   * @throws AlmanacException with every problem and its line
   */
  public static RateCard load(Path file) {
    return new RateCard(RateCardFile.read(file));
  }

  /**
   * Writes the charges of all days before a day as FOCUS CSV, one file a month. A file that would
   * stay the same is not touched, so that a night reads months that changed only; files of months
   * that have no charges any more are removed.
   *
   * @param folder of these files and nothing else
   * @param until the first day that is not charged
   * @throws AlmanacException when the folder cannot be written
   */
  public Written write(Path folder, LocalDate until) {
    try {
      Files.createDirectories(folder);
      TreeSet<String> kept = new TreeSet<>();
      long charges = 0;
      int changed = 0;
      for (YearMonth month : months(until)) {
        List<DayCharge> ofMonth = charges(month, until);
        if (!ofMonth.isEmpty()) {
          String name = "rate-card-" + month + ".csv";
          kept.add(name);
          charges += ofMonth.size();
          changed += replace(folder.resolve(name), FocusCharges.csv(ofMonth)) ? 1 : 0;
        }
      }
      removeOthers(folder, kept);
      return new Written(charges, changed, kept.size() - changed);
    } catch (IOException e) {
      throw AlmanacException.input(
          "Cannot write charges of the rate card: %s (%s). Give a folder that can be written."
              .formatted(folder, e.getMessage()));
    }
  }

  /**
   * The charges of one month as FOCUS 1.2 CSV: the file that {@link #write} makes of it; empty when
   * there are none.
   *
   * @param until the first day that is not charged
   */
  public String focus(YearMonth month, LocalDate until) {
    List<DayCharge> ofMonth = charges(month, until);
    return ofMonth.isEmpty() ? "" : FocusCharges.csv(ofMonth);
  }

  /** The charges of one month, by node, day and part. */
  List<DayCharge> charges(YearMonth month, LocalDate until) {
    List<DayCharge> charges = new ArrayList<>();
    lines.stream()
        .sorted(Comparator.comparing(RateCardLine::node).thenComparing(RateCardLine::from))
        .forEach(line -> charges.addAll(NodeCosts.of(line, month, until)));
    return charges;
  }

  /** The months from the first that any line holds for to the last one before a day. */
  public List<YearMonth> months(LocalDate until) {
    List<YearMonth> months = new ArrayList<>();
    lines.stream()
        .map(line -> YearMonth.from(line.from()))
        .min(Comparator.naturalOrder())
        .ifPresent(
            first -> {
              for (YearMonth month = first;
                  month.atDay(1).isBefore(until);
                  month = month.plusMonths(1)) {
                months.add(month);
              }
            });
    return months;
  }

  private static boolean replace(Path file, String text) throws IOException {
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return false;
    }
    Path making = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.write(making, text.getBytes(StandardCharsets.UTF_8));
      Files.move(making, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(making);
    }
    return true;
  }

  private static void removeOthers(Path folder, TreeSet<String> kept) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (WRITTEN.matcher(name).matches() && !kept.contains(name)) {
          Files.delete(file);
        }
      }
    }
  }
}
