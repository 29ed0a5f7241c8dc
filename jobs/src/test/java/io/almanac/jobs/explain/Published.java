package io.almanac.jobs.explain;

import io.almanac.jobs.allocation.Allocation;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.allocation.DailyCosts;
import io.almanac.jobs.allocation.GpuInstances;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Mart;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a night would publish of some charges. */
final class Published implements AutoCloseable {
  private final Dataset<Row> allocated;
  private final PublishedCosts costs;

  /**
   * Allocates charges.
   *
   * @param share shares costs out once they are allocated
   */
  Published(Dataset<Row> charges, AllocationRules rules, UnaryOperator<Dataset<Row>> share) {
    allocated = share.apply(Allocation.allocate(charges, rules, GpuInstances.families())).persist();
    Map<Mart, Dataset<Row>> marts =
        Map.of(
            CostMarts.CHARGES, charges,
            CostMarts.ALLOCATED_COSTS, allocated,
            CostMarts.DAILY_COSTS, DailyCosts.aggregate(allocated, Map.of()));
    costs = new PublishedCosts(marts::get, rules, false);
  }

  PublishedCosts costs() {
    return costs;
  }

  @Override
  public void close() {
    allocated.unpersist();
  }
}
