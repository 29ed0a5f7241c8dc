package io.almanac.jobs.sharing;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Who owns a cost, as far as shared costs are concerned.
 *
 * @param team null means unallocated
 * @param project null when not known
 * @param environment null when not known
 * @param costCenter null when not known
 */
record CostOwner(String team, String project, String environment, String costCenter)
    implements Serializable {
  /** By team, then project, environment and cost centre; what is not known first. */
  static final Comparator<CostOwner> ORDER =
      Comparator.comparing(CostOwner::team, nullsFirst())
          .thenComparing(CostOwner::project, nullsFirst())
          .thenComparing(CostOwner::environment, nullsFirst())
          .thenComparing(CostOwner::costCenter, nullsFirst());

  private static Comparator<String> nullsFirst() {
    return Comparator.nullsFirst(Comparator.<String>naturalOrder());
  }
}
