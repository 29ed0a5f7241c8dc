package io.almanac.jobs.restatement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Explains what moved in one line of a bill: one source, billing period, currency, service, charge
 * category, charge class and unit, with what every team has of it before and now.
 *
 * <p>In this order:
 *
 * <ol>
 *   <li>A line that is the same as a whole (charges, quantity and costs) but not for its teams has
 *       passed from team to team: all of it is {@link Reason#RE_TAG}, or {@link Reason#RULE_CHANGE}
 *       when the rules are other ones.
 *   <li>A team with the same charges and quantity at another cost: {@link Reason#PRICE}.
 *   <li>Where some teams have fewer charges than before and others more, the smaller of what the
 *       ones lost and the others gained has passed from team to team as above, shared among the
 *       teams of the larger side in proportion to what they moved.
 *   <li>The rest is a {@link Reason#CREDIT} or a {@link Reason#LATE_CORRECTION} where the line is
 *       one; {@link Reason#PRICE} where no charge is left to explain it; {@link Reason#OPEN_PERIOD}
 *       in an open period; otherwise {@link Reason#LATE_ROWS} or {@link Reason#WITHDRAWN_ROWS}.
 * </ol>
 *
 * <p>The parts of a team sum to what it moved, to the last decimal.
 */
final class LineMoves {
  private static final int MONEY_DIGITS = 18;

  /**
   * What all teams of the line have in common.
   *
   * @param category the charge category, may be null
   * @param chargeClass the charge class, may be null
   * @param isOpen whether the billing period is open
   * @param rulesChanged whether the allocation rules are other ones than before
   */
  record Line(String category, String chargeClass, boolean isOpen, boolean rulesChanged) {}

  /** One team's side of the line; the team is null where nobody owns it. */
  record Move(String team, Figures moved) {}

  /** How much of a team's move has one reason. Quantity is not told. */
  record Part(String team, Reason reason, BigDecimal billed, BigDecimal effective, long rows) {}

  private final Line line;
  private final List<Move> moves;
  private final List<Part> parts = new ArrayList<>();

  private LineMoves(Line line, List<Move> moves) {
    this.line = line;
    this.moves = moves;
  }

  /**
   * The parts of all moves.
   *
   * @param moves one a team, in any order; teams that did not move may be left out
   */
  static List<Part> explain(Line line, List<Move> moves) {
    List<Move> sorted = new ArrayList<>(moves);
    sorted.sort(Comparator.comparing(Move::team, Comparator.nullsFirst(Comparator.naturalOrder())));
    LineMoves explained = new LineMoves(line, sorted);
    explained.run();
    return List.copyOf(explained.parts);
  }

  private void run() {
    Figures whole = moves.stream().map(Move::moved).reduce(Figures.NONE, Figures::plus);
    Reason passed = line.rulesChanged() ? Reason.RULE_CHANGE : Reason.RE_TAG;
    if (whole.isNothing()) {
      moves.forEach(move -> add(move.team(), passed, move.moved()));
      return;
    }
    List<Move> losers = moves.stream().filter(move -> move.moved().rows() < 0).toList();
    List<Move> gainers = moves.stream().filter(move -> move.moved().rows() > 0).toList();
    List<Figures> lost = passed(losers, gainers);
    List<Figures> gained = passed(gainers, losers);
    boolean sameQuantity = whole.quantity().signum() == 0;
    for (Move move : moves) {
      Figures rest = move.moved();
      if (losers.contains(move) || gainers.contains(move)) {
        Figures part =
            losers.contains(move)
                ? lost.get(losers.indexOf(move))
                : gained.get(gainers.indexOf(move));
        add(move.team(), passed, part);
        rest = rest.minus(part);
      }
      add(move.team(), reason(move.moved(), rest, sameQuantity), rest);
    }
  }

  /** What each of {@code own} passed on to, or took from, {@code others}. */
  private static List<Figures> passed(List<Move> own, List<Move> others) {
    List<BigDecimal> billed = passed(own, others, Figures::billed, MONEY_DIGITS);
    List<BigDecimal> effective = passed(own, others, Figures::effective, MONEY_DIGITS);
    List<BigDecimal> rows = passed(own, others, figures -> BigDecimal.valueOf(figures.rows()), 0);
    List<Figures> all = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      all.add(
          new Figures(
              billed.get(i), effective.get(i), BigDecimal.ZERO, rows.get(i).longValueExact()));
    }
    return all;
  }

  private static List<BigDecimal> passed(
      List<Move> own,
      List<Move> others,
      java.util.function.Function<Figures, BigDecimal> measure,
      int digits) {
    List<BigDecimal> moved = own.stream().map(move -> measure.apply(move.moved())).toList();
    BigDecimal mine = moved.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal theirs =
        others.stream()
            .map(move -> measure.apply(move.moved()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (mine.signum() * theirs.signum() >= 0) {
      return moved.stream().map(amount -> BigDecimal.ZERO).toList();
    }
    return mine.abs().compareTo(theirs.abs()) <= 0
        ? moved
        : share(theirs.negate(), moved, mine, digits);
  }

  /** Shares a total in proportion to weights, exactly: the heaviest takes what rounding leaves. */
  private static List<BigDecimal> share(
      BigDecimal total, List<BigDecimal> weights, BigDecimal sum, int digits) {
    List<BigDecimal> shares = new ArrayList<>();
    BigDecimal left = total;
    int heaviest = 0;
    for (int i = 0; i < weights.size(); i++) {
      BigDecimal share = total.multiply(weights.get(i)).divide(sum, digits, RoundingMode.DOWN);
      shares.add(share);
      left = left.subtract(share);
      if (weights.get(i).abs().compareTo(weights.get(heaviest).abs()) > 0) {
        heaviest = i;
      }
    }
    shares.set(heaviest, shares.get(heaviest).add(left));
    return shares;
  }

  private Reason reason(Figures moved, Figures rest, boolean sameQuantity) {
    if ("Credit".equals(line.category())) {
      return Reason.CREDIT;
    }
    if ("Correction".equals(line.chargeClass())) {
      return Reason.LATE_CORRECTION;
    }
    if (moved.isCostAlone() || (moved.rows() != 0 && rest.rows() == 0 && sameQuantity)) {
      return Reason.PRICE;
    }
    if (line.isOpen()) {
      return Reason.OPEN_PERIOD;
    }
    boolean more = moved.rows() > 0 || (moved.rows() == 0 && moved.quantity().signum() > 0);
    return more ? Reason.LATE_ROWS : Reason.WITHDRAWN_ROWS;
  }

  private void add(String team, Reason reason, Figures part) {
    if (part.billed().signum() != 0 || part.effective().signum() != 0 || part.rows() != 0) {
      parts.add(new Part(team, reason, part.billed(), part.effective(), part.rows()));
    }
  }
}
