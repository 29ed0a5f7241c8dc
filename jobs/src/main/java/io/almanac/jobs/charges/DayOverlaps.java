package io.almanac.jobs.charges;

import io.almanac.jobs.mart.OverlappingDays;
import io.almanac.jobs.mart.PlainAmount;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells in words which deliveries count for which days, where several cover the same ones. */
public final class DayOverlaps {
  private final String source;
  private final List<SourceFile> files;
  private final Map<String, List<OverlappingDays.Amount>> amounts;

  private DayOverlaps(
      String source, List<SourceFile> files, Map<String, List<OverlappingDays.Amount>> amounts) {
    this.source = source;
    this.files = files;
    this.amounts = amounts;
  }

  /** Two deliveries, the first of which gives way to the second. */
  private record Pair(String older, String newer) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int compared = older.compareTo(other.older);
      return compared == 0 ? newer.compareTo(other.newer) : compared;
    }
  }

  /**
   * One sentence for every two deliveries that have days in common, by manifest, before anything is
   * read.
   *
   * @param source the name of the source
   * @param files its files
   */
  public static List<String> found(String source, List<SourceFile> files) {
    return new DayOverlaps(source, files, Map.of()).covered();
  }

  /**
   * One sentence for every two deliveries that have days in common or charges of the other's days,
   * with the billed cost that counts and that does not; sorted.
   *
   * @param amounts what each file has of such days, by relative path
   */
  public static List<String> read(
      String source, List<SourceFile> files, Map<String, List<OverlappingDays.Amount>> amounts) {
    return new DayOverlaps(source, files, amounts).withAmounts();
  }

  private List<String> covered() {
    List<String> sentences = new ArrayList<>();
    Map<Pair, TreeSet<LocalDate>> days = new TreeMap<>();
    for (SourceFile file : files) {
      if (file.days() != null) {
        for (DayShare.Span span : file.days().spans()) {
          if (span.shared() && !file.days().counts(span)) {
            TreeSet<LocalDate> some =
                days.computeIfAbsent(
                    new Pair(file.days().delivery(), span.owner()), unseen -> new TreeSet<>());
            span.from().datesUntil(span.until()).forEach(some::add);
          }
        }
      }
    }
    days.forEach(
        (pair, some) ->
            sentences.add(
                "Source %s: for %s, delivery %s counts, and not %s."
                    .formatted(source, ranges(some), pair.newer(), pair.older())));
    return sentences;
  }

  private List<String> withAmounts() {
    Map<Pair, Map<LocalDate, List<OverlappingDays.Amount>>> out = new TreeMap<>();
    for (SourceFile file : files) {
      DayShare share = file.days();
      if (share == null) {
        continue;
      }
      for (OverlappingDays.Amount amount : of(file)) {
        LocalDate day = LocalDate.parse(amount.day());
        DayShare.Span span = share.spanOf(day.toEpochDay());
        if (!share.counts(span)) {
          out.computeIfAbsent(new Pair(share.delivery(), span.owner()), unseen -> new TreeMap<>())
              .computeIfAbsent(day, unseen -> new ArrayList<>())
              .add(amount);
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    out.forEach(
        (pair, days) ->
            sentences.add(
                "Source %s: for %s, delivery %s counts with %s, and not %s with %s."
                    .formatted(
                        source,
                        ranges(new TreeSet<>(days.keySet())),
                        pair.newer(),
                        sum(counted(pair.newer(), days.keySet())),
                        pair.older(),
                        sum(days.values().stream().flatMap(List::stream).toList()))));
    return sentences;
  }

  /** What a delivery has of some days. */
  private List<OverlappingDays.Amount> counted(String delivery, Set<LocalDate> days) {
    return files.stream()
        .filter(file -> file.days() != null && file.days().delivery().equals(delivery))
        .flatMap(file -> of(file).stream())
        .filter(amount -> days.contains(LocalDate.parse(amount.day())))
        .toList();
  }

  private List<OverlappingDays.Amount> of(SourceFile file) {
    return amounts.getOrDefault(file.relativePath(), List.of());
  }

  private static String sum(List<OverlappingDays.Amount> amounts) {
    long rows = 0;
    Map<String, BigDecimal> billed = new TreeMap<>();
    for (OverlappingDays.Amount amount : amounts) {
      rows += amount.rows();
      billed.merge(amount.currency(), amount.billed(), BigDecimal::add);
    }
    List<String> sums = new ArrayList<>();
    billed.forEach((currency, sum) -> sums.add((PlainAmount.money(sum) + " " + currency).strip()));
    String count = rows == 1 ? "1 charge" : rows + " charges";
    return sums.isEmpty() ? count : count + " of " + String.join(" and ", sums) + " billed";
  }

  private static String ranges(TreeSet<LocalDate> days) {
    List<String> ranges = new ArrayList<>();
    LocalDate from = days.first();
    for (LocalDate day : days) {
      LocalDate next = day.plusDays(1);
      if (!days.contains(next)) {
        ranges.add(from.equals(day) ? day.toString() : from + " to " + day);
        from = days.higher(day);
      }
    }
    return String.join(", ", ranges);
  }
}
