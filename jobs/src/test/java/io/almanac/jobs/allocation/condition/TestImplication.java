package io.almanac.jobs.allocation.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TestImplication {
  private static final List<Example> CHARGES = RandomConditions.charges();
  private static final Attribute A = Attribute.field("a", List.of("A"));
  private static final Attribute EITHER = Attribute.field("either", List.of("A", "B"));

  @Property(tries = 1000)
  void claimsNothingThatAChargeDisproves(@ForAll long seed) {
    RandomConditions random = new RandomConditions(seed);
    Condition first = random.condition(2);
    Condition second = random.condition(2);
    Condition third = random.condition(1);
    boolean implies = Implication.implies(first, second);
    boolean impliesAny = Implication.impliesAny(first, List.of(second, third));
    boolean disjoint = Implication.areDisjoint(first, second);
    boolean never = Implication.isNever(first);
    for (Example charge : CHARGES) {
      boolean one = first.holds(charge);
      boolean other = second.holds(charge);
      boolean disproved =
          (implies && one && !other)
              || (impliesAny && one && !other && !third.holds(charge))
              || (disjoint && one && other)
              || (never && one);
      if (disproved) {
        fail("%s and %s of %s", first, second, charge);
      }
    }
  }

  @Property(tries = 300)
  void anExampleFulfilsWhatItIsFor(@ForAll long seed) {
    RandomConditions random = new RandomConditions(seed);
    List<Condition> conditions = List.of(random.condition(2), random.condition(1));
    Example.of(conditions)
        .ifPresent(
            example -> assertThat(conditions).allMatch(condition -> condition.holds(example)));
  }

  @Test
  void provesWhatPeopleSee() {
    Condition ab = is(A, TextTest.exactly("ab"));
    Condition startsWithA = is(A, TextTest.prefix("a"));
    Condition abOrB = is(A, TextTest.exactly("ab"), TextTest.exactly("b"));
    assertThat(Implication.implies(ab, startsWithA)).isTrue();
    assertThat(Implication.implies(startsWithA, ab)).isFalse();
    assertThat(Implication.implies(ab, is(EITHER, TextTest.exactly("AB ")))).isTrue();
    assertThat(Implication.implies(is(EITHER, TextTest.exactly("ab")), ab)).isFalse();
    assertThat(Implication.implies(ab, Condition.exists(A))).isTrue();
    assertThat(Implication.implies(ab, new Condition.Not(is(A, TextTest.exactly("b"))))).isTrue();
    assertThat(Implication.implies(is(A, TextTest.glob("ab*c")), startsWithA)).isTrue();
    assertThat(Implication.impliesAny(abOrB, List.of(ab, is(A, TextTest.suffix("b"))))).isTrue();
    assertThat(Implication.impliesAny(abOrB, List.of(ab))).isFalse();
    assertThat(Implication.areDisjoint(ab, is(A, TextTest.prefix("b")))).isTrue();
    assertThat(Implication.isNever(new Condition.All(List.of(ab, new Condition.Not(startsWithA)))))
        .isTrue();
  }

  private static Condition is(Attribute attribute, TextTest... tests) {
    return new Condition.Matches(attribute, List.of(tests));
  }
}
