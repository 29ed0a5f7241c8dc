package io.almanac.reports;

import java.util.List;

/**
 * How well costs are allocated.
 *
 * @param figures key figures in the order to show; may be empty
 * @param shared who bears shared costs in the report's month, in the order to show; may be empty
 */
public record AllocationFigures(List<KpiLine> figures, List<SharedCostLine> shared) {
  /** Nothing is known; there is no sheet then. */
  public static final AllocationFigures NONE = new AllocationFigures(List.of(), List.of());

  /** Copies its lists. */
  public AllocationFigures {
    figures = List.copyOf(Require.present(figures, "key figures"));
    shared = List.copyOf(Require.present(shared, "shared costs"));
  }

  /** Whether there is nothing to show. */
  boolean isEmpty() {
    return figures.isEmpty() && shared.isEmpty();
  }
}
