package io.almanac.jobs.charges.source;

import io.almanac.jobs.ratecard.RateCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a rate card of owned machines. What becomes charges are its months, which are FOCUS; the
 * card itself is known by its columns.
 */
public final class RateCardReader implements ChargeReader {
  /** The name in the configuration. */
  public static final String FORMAT = "rate-card";

  private final FocusReader focus = new FocusReader();

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public String title() {
    return "a rate card of owned nodes";
  }

  @Override
  public List<String> faults(Header header) {
    return header.has(RateCard.LINE_COLUMN) ? focus.faults(header) : cardFaults(header);
  }

  /** Which columns of a rate card a file lacks; empty when it is one. */
  public static List<String> cardFaults(Header header) {
    List<String> faults = new ArrayList<>();
    for (String column : RateCard.COLUMNS) {
      if (!header.has(column)) {
        faults.add(column + " is missing");
      }
    }
    return faults;
  }

  @Override
  public Optional<String> focusVersion(Header header) {
    return focus.focusVersion(header);
  }

  @Override
  public ChargeMapping mapping(Header header) {
    return focus.mapping(header);
  }
}
