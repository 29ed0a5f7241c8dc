package io.almanac.jobs.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who bears the effective cost of an AWS instance whose report divides it among containers. */
public enum SplitLineItems {
  /** The instance; its split line items cost nothing. */
  NODES,
  /** Its containers, for what they have used or reserved; the instance keeps what is left. */
  PODS,
  /** Its containers, unused capacity divided among them by AWS. */
  PODS_AND_UNUSED;

  /** All words that settings may use. */
  static List<String> texts() {
    return Arrays.stream(values()).map(SplitLineItems::text).toList();
  }

  /** The word in the settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static SplitLineItems of(String text) {
    return values()[texts().indexOf(text)];
  }
}
