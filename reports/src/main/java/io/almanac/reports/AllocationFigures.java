package io.almanac.reports;

import java.util.List;

/**
 * How well costs are allocated.
 *
 * @param figures key figures in the order to show; may be empty
 * @param shared who bears shared costs in the report's month, in the order to show; may be empty
 * @param namespaces what namespaces of Kubernetes clusters cost in that month, by cluster; may be
 *     empty
 */
public record AllocationFigures(
    List<KpiLine> figures, List<SharedCostLine> shared, List<NamespaceLine> namespaces) {
  /** Nothing is known; there are no sheets then. */
  public static final AllocationFigures NONE =
      new AllocationFigures(List.of(), List.of(), List.of());

  /** Copies its lists. */
  public AllocationFigures {
    figures = List.copyOf(Require.present(figures, "key figures"));
    shared = List.copyOf(Require.present(shared, "shared costs"));
    namespaces = List.copyOf(Require.present(namespaces, "namespaces"));
  }
}
