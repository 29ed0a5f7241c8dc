package io.almanac.jobs.allocation;

import static org.apache.spark.sql.functions.udf;

import io.almanac.jobs.mart.SumKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tells charges for machines with GPUs.
 *
 * @param known instance types of the GPU catalogue, such as p5.48xlarge; case does not count
 */
public record GpuInstances(Set<String> known) {
  /**
   * Families by the providers' naming: AWS P2 to P6, G3 to G6, Gr6; Azure NC, ND, NV (NP is FPGA),
   * as size or as meter name; Google A2 to A4, G2, G4, and its SKUs for GPUs alone.
   */
  private static final List<String> FAMILIES =
      List.of(
          "p[2-6][a-z0-9-]*\\.(?:metal|[0-9]*x?large)",
          "(?:g[3-6][a-z]*|gr6f?)\\.(?:metal|[0-9]*x?large)",
          "standard_n[cdv][a-z0-9_]*",
          "n[cdv][0-9]+[a-z]*(?: [a-z0-9]+)? v[0-9]+",
          "a[2-4]-(?:high|mega|ultra|edge)gpu-[0-9]+g(?:-[a-z]+)?",
          "g[24]-standard-[0-9]+",
          "nvidia [a-z0-9 ]*gpu");

  /** Copies the set. */
  public GpuInstances {
    known = Set.copyOf(known);
  }

  /** By the families' names alone. */
  public static GpuInstances families() {
    return new GpuInstances(Set.of());
  }

  /** Whether a row of charges is for a machine with GPUs; never null. */
  Column isGpu() {
    return udf(new GpuCharge(expression()), DataTypes.BooleanType)
        .apply(GpuCharge.COLUMNS.stream().map(functions::col).toArray(Column[]::new));
  }

  /** The same as a key of sums of charges. */
  SumKey isGpu(String name) {
    return new SumKey(name, DataTypes.BooleanType, GpuCharge.COLUMNS, new GpuCharge(expression()));
  }

  private Pattern expression() {
    StringBuilder any = new StringBuilder(String.join("|", FAMILIES));
    new TreeSet<>(known).forEach(type -> any.append('|').append(Pattern.quote(type)));
    return Pattern.compile("(?i)(?<![a-z0-9])(?:" + any + ")(?![a-z0-9])");
  }
}
