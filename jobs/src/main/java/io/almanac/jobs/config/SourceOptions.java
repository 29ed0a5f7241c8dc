package io.almanac.jobs.config;

/**
 * How one cost export is read, where there is a choice.
 *
 * @param overlap what becomes of deliveries that tell the same money
 * @param splitLineItems who bears what AWS divides among containers
 */
public record SourceOptions(Overlap overlap, SplitLineItems splitLineItems) {
  /** What holds when nothing is said. */
  public static final SourceOptions DEFAULT =
      new SourceOptions(Overlap.REFUSE, SplitLineItems.NODES);

  /** Asks one source's settings. */
  static SourceOptions read(Section section) {
    String overlap = section.choice("overlap", Overlap.texts(), DEFAULT.overlap().text());
    String splits =
        section.choice("split-line-items", SplitLineItems.texts(), DEFAULT.splitLineItems().text());
    return new SourceOptions(Overlap.of(overlap), SplitLineItems.of(splits));
  }
}
