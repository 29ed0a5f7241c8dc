package io.almanac.jobs.restatement;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.restatement.LineMoves.Line;
import io.almanac.jobs.restatement.LineMoves.Move;
import io.almanac.jobs.restatement.LineMoves.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TestLineMoves {
  private static final Line USAGE = new Line("Usage", null, false, false);

  @Test
  void aLineThatOnlyChangedTeamsWasReTaggedOrTheRulesChanged() {
    List<Move> moves = List.of(move("a", "-6", "-3", -3), move("b", "6", "3", 3));
    assertThat(parts(USAGE, moves)).containsExactly("a re-tag -6 -3", "b re-tag 6 3");
    assertThat(parts(new Line("Usage", null, false, true), moves))
        .containsExactly("a rule-change -6 -3", "b rule-change 6 3");
    assertThat(parts(new Line("Credit", null, true, false), moves))
        .containsExactly("a re-tag -6 -3", "b re-tag 6 3");
  }

  @Test
  void theSameChargesAndQuantityAtAnotherCostArePrice() {
    assertThat(parts(USAGE, List.of(move("a", "1.25", "0", 0)))).containsExactly("a price 1.25 0");
  }

  @Test
  void moreChargesAreLateAndFewerWithdrawn() {
    assertThat(parts(USAGE, List.of(move("a", "5", "2", 1)))).containsExactly("a late-rows 5 1");
    assertThat(parts(USAGE, List.of(move("a", "5", "2", 0)))).containsExactly("a late-rows 5 0");
    assertThat(parts(USAGE, List.of(move("a", "-5", "-2", -1))))
        .containsExactly("a withdrawn-rows -5 -1");
    assertThat(parts(USAGE, List.of(move("a", "-5", "-2", 0))))
        .containsExactly("a withdrawn-rows -5 0");
    assertThat(parts(new Line("Usage", null, true, false), List.of(move("a", "-5", "-2", -1))))
        .containsExactly("a open-period -5 -1");
  }

  @Test
  void creditsAndCorrectionsAreNamedAsSuchAlsoInAnOpenPeriod() {
    List<Move> came = List.of(move("a", "-7", "0", 1));
    assertThat(parts(new Line("Credit", null, true, false), came)).containsExactly("a credit -7 1");
    assertThat(parts(new Line("Usage", "Correction", true, false), came))
        .containsExactly("a late-correction -7 1");
    assertThat(parts(new Line("Credit", "Correction", false, false), came))
        .containsExactly("a credit -7 1");
  }

  @Test
  void reTagAndLateRowsOfOneLineAreToldApart() {
    // 3 charges of 6 pass from b to a, and 5 more of 10 come for a.
    assertThat(parts(USAGE, List.of(move("a", "16", "8", 8), move("b", "-6", "-3", -3))))
        .containsExactly("a re-tag 6 3", "a late-rows 10 5", "b re-tag -6 -3");
  }

  @Test
  void whatPassesIsSharedInProportionAndExactly() {
    // 10 pass from c to a and b, which gained 20 and 10 in all.
    List<String> parts =
        parts(
            USAGE,
            List.of(move("a", "20", "2", 2), move("b", "10", "1", 1), move("c", "-10", "-1", -1)));
    assertThat(parts)
        .containsExactly(
            "a re-tag 6.666666666666666667 1",
            "a late-rows 13.333333333333333333 1",
            "b re-tag 3.333333333333333333 0",
            "b late-rows 6.666666666666666667 1",
            "c re-tag -10 -1");
  }

  @Test
  void aTeamWithoutANameIsATeam() {
    assertThat(parts(USAGE, List.of(move("a", "4", "0", 1), move(null, "-4", "0", -1))))
        .containsExactly("null re-tag -4 -1", "a re-tag 4 1");
  }

  @Property
  void partsSumToWhatEveryTeamMovedWhateverTheOrder(
      @ForAll("moves") List<Move> moves,
      @ForAll boolean open,
      @ForAll boolean rules,
      @ForAll boolean credit) {
    Line line = new Line(credit ? "Credit" : "Usage", null, open, rules);
    List<Part> parts = LineMoves.explain(line, moves);
    for (Move move : moves) {
      List<Part> own = parts.stream().filter(part -> part.team().equals(move.team())).toList();
      assertThat(sum(own, Part::billed)).isEqualByComparingTo(move.moved().billed());
      assertThat(sum(own, Part::effective)).isEqualByComparingTo(move.moved().effective());
      assertThat(own.stream().mapToLong(Part::rows).sum()).isEqualTo(move.moved().rows());
    }
    List<Part> passed =
        parts.stream()
            .filter(p -> p.reason() == Reason.RE_TAG || p.reason() == Reason.RULE_CHANGE)
            .toList();
    assertThat(sum(passed, Part::billed)).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(sum(passed, Part::effective)).isEqualByComparingTo(BigDecimal.ZERO);
    List<Move> turned = new ArrayList<>(moves);
    Collections.reverse(turned);
    assertThat(LineMoves.explain(line, turned)).isEqualTo(parts);
  }

  @Provide
  static Arbitrary<List<Move>> moves() {
    Arbitrary<BigDecimal> amounts =
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-1000"), new BigDecimal("1000"))
            .ofScale(18);
    Arbitrary<Figures> figures =
        Combinators.combine(
                amounts,
                amounts,
                Arbitraries.integers().between(-3, 3).map(BigDecimal::valueOf),
                Arbitraries.longs().between(-4, 4))
            .as(Figures::new);
    return figures
        .list()
        .ofMaxSize(6)
        .map(
            all -> {
              List<Move> moves = new ArrayList<>();
              for (int i = 0; i < all.size(); i++) {
                moves.add(new Move("team-" + i, all.get(i)));
              }
              return moves;
            });
  }

  private static BigDecimal sum(
      List<Part> parts, java.util.function.Function<Part, BigDecimal> amount) {
    return parts.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A move whose effective cost is its billed cost. */
  private static Move move(String team, String cost, String quantity, long rows) {
    BigDecimal amount = new BigDecimal(cost);
    return new Move(team, new Figures(amount, amount, new BigDecimal(quantity), rows));
  }

  private static List<String> parts(Line line, List<Move> moves) {
    return LineMoves.explain(line, moves).stream()
        .map(
            part -> {
              assertThat(part.effective()).isEqualByComparingTo(part.billed());
              return part.team()
                  + " "
                  + part.reason().text()
                  + " "
                  + part.billed().stripTrailingZeros().toPlainString()
                  + " "
                  + part.rows();
            })
        .toList();
  }
}
