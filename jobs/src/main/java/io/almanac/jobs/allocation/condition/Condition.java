package io.almanac.jobs.allocation.condition;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be true of a charge. */
public sealed interface Condition extends Serializable {
  /** True of every charge. */
  Condition ALWAYS = new All(List.of());

  /** True of no charge. */
  Condition NEVER = new Any(List.of());

  /** Whether it is true of the charge. */
  boolean holds(ChargeView charge);

  /** The condition as people read it. */
  String words();

  /** All of some conditions, and of those inside them that ask for all. */
  static Condition all(List<Condition> conditions) {
    List<Condition> flat =
        conditions.stream()
            .flatMap(part -> part instanceof All all ? all.of().stream() : Stream.of(part))
            .distinct()
            .toList();
    return flat.size() == 1 ? flat.get(0) : new All(flat);
  }

  /** Any of some conditions; the one itself when there is one. */
  static Condition any(List<Condition> conditions) {
    return conditions.size() == 1 ? conditions.get(0) : new Any(conditions);
  }

  /** The tag or field has a value. */
  static Condition exists(Attribute attribute) {
    return new Matches(attribute, List.of(TextTest.ANYTHING));
  }

  /** All of them are true; of none, always. */
  record All(List<Condition> of) implements Condition {
    /** Copies the list. */
    public All {
      of = List.copyOf(of);
    }

    @Override
    public boolean holds(ChargeView charge) {
      for (Condition condition : of) {
        if (!condition.holds(charge)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String words() {
      return of.isEmpty() ? "always" : joined(of, " and ");
    }
  }

  /** At least one of them is true; of none, never. */
  record Any(List<Condition> of) implements Condition {
    /** Copies the list. */
    public Any {
      of = List.copyOf(of);
    }

    @Override
    public boolean holds(ChargeView charge) {
      for (Condition condition : of) {
        if (condition.holds(charge)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String words() {
      return of.isEmpty() ? "never" : joined(of, " or ");
    }
  }

  /** It is not true. */
  record Not(Condition of) implements Condition {
    @Override
    public boolean holds(ChargeView charge) {
      return !of.holds(charge);
    }

    @Override
    public String words() {
      return "not (" + of.words() + ")";
    }
  }

  /** A value of the attribute passes one of the tests; an absent one passes none. */
  record Matches(Attribute attribute, List<TextTest> tests) implements Condition {
    /** How many tests are put into words. */
    private static final int SHOWN = 6;

    /** Copies the list. */
    public Matches {
      tests = List.copyOf(tests);
    }

    @Override
    public boolean holds(ChargeView charge) {
      return attribute.any(charge, this::passes);
    }

    private boolean passes(String value) {
      for (TextTest test : tests) {
        if (test.matches(value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String words() {
      if (tests.equals(List.of(TextTest.ANYTHING))) {
        return attribute.name() + " exists";
      }
      String shown =
          tests.stream().limit(SHOWN).map(TextTest::words).collect(Collectors.joining(", "));
      int more = tests.size() - SHOWN;
      return attribute.name()
          + (tests.size() == 1 ? " is " : " is one of ")
          + shown
          + (more > 0 ? " and " + more + " more" : "");
    }
  }

  private static String joined(List<Condition> of, String word) {
    return of.stream()
        .map(
            condition ->
                condition instanceof All || condition instanceof Any
                    ? "(" + condition.words() + ")"
                    : condition.words())
        .collect(Collectors.joining(word));
  }
}
