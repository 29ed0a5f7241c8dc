package io.almanac.forecasting.reconciliation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which series are the sums of which others. Nodes are numbered from 0; a node may be broken down
 * in several ways (by team, and by project), and the parts of one may have parts again, so that
 * trees, grouped (crossed) series and mixtures of them are all lists of sums. It holds the sums and
 * nothing else: its memory is in proportion to their parts.
 */
public final class Structure {
  private final int nodes;
  private final List<Sum> sums;
  private final int[] first;
  private final int[] order;
  private final int[] adjusted;
  private final List<Sum> independent;
  private final int[] leafCounts;

  /**
   * One equation: a node is the sum of its parts.
   *
   * @param parent the node that is the sum
   * @param parts the nodes that are added up, at least one
   */
  public record Sum(int parent, int[] parts) {
    /** Copies its parts. */
    public Sum {
      parts = parts.clone();
    }
  }

  /**
   * A structure of sums. The first sum of a node is the one it is made by. A further sum of it must
   * either come down to the same leaves, or be of parts that are in no other sum: those then have
   * the node's sum and nothing else in common with the rest.
   *
   * @param nodes how many series there are
   * @throws IllegalArgumentException when a number is no node, a node is a part of itself or is
   *     counted twice, or a further sum can not hold together with the first
   */
  public Structure(int nodes, List<Sum> sums) {
    this.nodes = nodes;
    this.sums = List.copyOf(sums);
    this.first = firstSums();
    this.order = sorted();
    this.leafCounts = counted();
    this.adjusted = disjoint();
    this.independent =
        IntStream.concat(Arrays.stream(order), Arrays.stream(adjusted))
            .mapToObj(this.sums::get)
            .toList();
  }

  /**
   * A tree.
   *
   * @param parents of every node its parent, -1 for a node that has none
   */
  public static Structure tree(int[] parents) {
    List<List<Integer>> parts = new ArrayList<>();
    for (int node = 0; node < parents.length; node++) {
      parts.add(new ArrayList<>());
    }
    for (int node = 0; node < parents.length; node++) {
      if (parents[node] >= 0) {
        parts.get(parents[node]).add(node);
      }
    }
    List<Sum> sums = new ArrayList<>();
    for (int node = 0; node < parents.length; node++) {
      if (!parts.get(node).isEmpty()) {
        sums.add(new Sum(node, parts.get(node).stream().mapToInt(Integer::intValue).toArray()));
      }
    }
    return new Structure(parents.length, sums);
  }

  /**
   * Groups that may cross.
   *
   * @param leaves how many leaves there are: nodes 0 to {@code leaves - 1}
   * @param groups the leaves of each group; group {@code i} is node {@code leaves + i}
   */
  public static Structure groups(int leaves, List<int[]> groups) {
    List<Sum> sums = new ArrayList<>();
    for (int[] group : groups) {
      sums.add(new Sum(leaves + sums.size(), group));
    }
    return new Structure(leaves + groups.size(), sums);
  }

  /**
   * One total, node 0, that is broken down in several ways which have nothing else in common.
   *
   * @param parts how many parts each breakdown has, at least one; those of the first are the nodes
   *     from 1 on, those of the next follow
   */
  public static Structure breakdowns(int... parts) {
    List<Sum> sums = new ArrayList<>();
    int from = 1;
    for (int count : parts) {
      sums.add(new Sum(0, IntStream.range(from, from + count).toArray()));
      from += count;
    }
    return new Structure(from, sums);
  }

  /** How many series there are. */
  public int nodes() {
    return nodes;
  }

  /** Every sum that must hold. */
  public List<Sum> sums() {
    return sums;
  }

  /** Whether a node is no sum of others. */
  public boolean isLeaf(int node) {
    return first[node] < 0;
  }

  /** How many leaves each node comes down to; 1 for a leaf. */
  public int[] leafCounts() {
    return leafCounts.clone();
  }

  /** The first sum of each node that has one, parts before what they are part of. */
  int[] order() {
    return order.clone();
  }

  /** Further sums whose parts stand for themselves, and follow the parent. */
  int[] adjusted() {
    return adjusted.clone();
  }

  /** The sums without those that follow from the others. */
  List<Sum> independent() {
    return independent;
  }

  /** Of every independent sum, the parent less its parts: zero when values are coherent. */
  double[] gaps(double[] values) {
    double[] gaps = new double[independent.size()];
    for (int i = 0; i < gaps.length; i++) {
      Sum sum = independent.get(i);
      double gap = values[sum.parent()];
      for (int part : sum.parts()) {
        gap -= values[part];
      }
      gaps[i] = gap;
    }
    return gaps;
  }

  /** The transpose of {@link #gaps}: what multipliers of the sums come to at each node. */
  double[] spread(double[] multipliers) {
    double[] values = new double[nodes];
    for (int i = 0; i < multipliers.length; i++) {
      Sum sum = independent.get(i);
      values[sum.parent()] += multipliers[i];
      for (int part : sum.parts()) {
        values[part] -= multipliers[i];
      }
    }
    return values;
  }

  private int[] firstSums() {
    int[] sumOf = new int[nodes];
    Arrays.fill(sumOf, -1);
    for (int i = sums.size() - 1; i >= 0; i--) {
      Sum sum = sums.get(i);
      require(sum.parts().length > 0, "Cannot sum no parts: node " + sum.parent());
      requireNode(sum.parent());
      for (int part : sum.parts()) {
        requireNode(part);
      }
      sumOf[sum.parent()] = i;
    }
    return sumOf;
  }

  private void requireNode(int node) {
    require(
        node >= 0 && node < nodes, "Cannot sum node: " + node + ". There are " + nodes + " nodes.");
  }

  /** Kahn's order: a sum comes when all its parts have come. */
  private int[] sorted() {
    int[] open = new int[nodes];
    List<List<Integer>> above = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      above.add(new ArrayList<>(1));
    }
    int[] ready = new int[nodes];
    int known = 0;
    for (int node = 0; node < nodes; node++) {
      if (first[node] >= 0) {
        int[] parts = sums.get(first[node]).parts();
        open[node] = parts.length;
        for (int part : parts) {
          above.get(part).add(node);
        }
      } else {
        ready[known++] = node;
      }
    }
    int[] sorted = new int[(int) Arrays.stream(first).filter(sum -> sum >= 0).count()];
    int done = 0;
    for (int next = 0; next < known; next++) {
      for (int parent : above.get(ready[next])) {
        if (--open[parent] == 0) {
          ready[known++] = parent;
          sorted[done++] = first[parent];
        }
      }
    }
    require(done == sorted.length, "Cannot sum a node that is a part of itself.");
    return sorted;
  }

  private int[] counted() {
    int[] counts = new int[nodes];
    Arrays.fill(counts, 1);
    for (int i : order()) {
      Sum sum = sums.get(i);
      int[] leaves = leaves(sum);
      for (int k = 1; k < leaves.length; k++) {
        require(
            leaves[k] != leaves[k - 1],
            "Cannot count a node twice: " + leaves[k] + " in node " + sum.parent() + ".");
      }
      counts[sum.parent()] = leaves.length;
    }
    return counts;
  }

  private int[] disjoint() {
    int[] memberships = new int[nodes];
    for (Sum sum : sums) {
      for (int part : sum.parts()) {
        memberships[part]++;
      }
    }
    List<Integer> further = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      Sum sum = sums.get(i);
      if (first[sum.parent()] == i) {
        continue;
      }
      if (Arrays.stream(sum.parts()).allMatch(part -> isLeaf(part) && memberships[part] == 1)) {
        further.add(i);
      } else {
        require(
            Arrays.equals(leaves(sum), leaves(sums.get(first[sum.parent()]))),
            "Cannot sum node "
                + sum.parent()
                + " in two ways: they neither come down to the same leaves, nor is the second one of"
                + " parts in no other sum.");
      }
    }
    return further.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The leaves that a sum comes down to, sorted. */
  private int[] leaves(Sum sum) {
    int[] stack = sum.parts().clone();
    int size = stack.length;
    int[] leaves = new int[size];
    int found = 0;
    while (size > 0) {
      int node = stack[--size];
      if (isLeaf(node)) {
        leaves = found < leaves.length ? leaves : Arrays.copyOf(leaves, 2 * found);
        leaves[found++] = node;
      } else {
        int[] parts = sums.get(first[node]).parts();
        if (size + parts.length > stack.length) {
          stack = Arrays.copyOf(stack, 2 * (size + parts.length));
        }
        System.arraycopy(parts, 0, stack, size, parts.length);
        size += parts.length;
      }
    }
    leaves = Arrays.copyOf(leaves, found);
    Arrays.sort(leaves);
    return leaves;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
