package io.almanac.jobs.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How one cost export is read, where there is a choice.
 *
 * @param overlap what becomes of deliveries that tell the same money
 * @param splitLineItems who bears what AWS divides among containers
 * @param prices the CSV file of prices, for an export that counts tokens; empty for others
 * @param periods how to know that a billing period does not move any more
 */
public record SourceOptions(
    Overlap overlap, SplitLineItems splitLineItems, Optional<Path> prices, PeriodSetting periods) {
  /** What holds when nothing is said. */
  public static final SourceOptions DEFAULT =
      new SourceOptions(
          Overlap.REFUSE, SplitLineItems.NODES, Optional.empty(), PeriodSetting.DEFAULT);

  /** Asks one source's settings, those that depend on its format apart. */
  static SourceOptions read(Section section, Optional<Path> prices) {
    String overlap = section.choice("overlap", Overlap.texts(), DEFAULT.overlap().text());
    String splits =
        section.choice("split-line-items", SplitLineItems.texts(), DEFAULT.splitLineItems().text());
    return new SourceOptions(
        Overlap.of(overlap), SplitLineItems.of(splits), prices, PeriodSetting.read(section));
  }
}
