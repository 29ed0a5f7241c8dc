package io.almanac.jobs.allocation.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes conditions and charges from few values, so that they meet often. */
public final class RandomConditions {
  /** The columns of the charges. */
  public static final List<String> COLUMNS = List.of("A", "B");

  private static final List<String> TEXTS = List.of("a", "ab", "abc", "b", "ba", "cab");
  private static final List<Attribute> ATTRIBUTES =
      List.of(
          Attribute.field("a", List.of("A")),
          Attribute.field("b", List.of("B")),
          Attribute.field("either", List.of("A", "B")),
          Attribute.tag("t"));
  private static final List<Function<String, TextTest>> TESTS =
      List.of(
          TextTest::exactly,
          TextTest::exactly,
          TextTest::exactly,
          TextTest::prefix,
          TextTest::suffix,
          TextTest::contains,
          text -> TextTest.glob("a*" + text),
          text -> TextTest.glob("*"),
          text -> TextTest.expression(text + ".*"));

  private final Random random;

  public RandomConditions(long seed) {
    random = new Random(seed);
  }

  /** A condition of at most a depth. */
  public Condition condition(int depth) {
    int kind = depth == 0 ? 9 : random.nextInt(10);
    if (kind < 3) {
      return new Condition.All(several(depth));
    }
    if (kind < 5) {
      return new Condition.Any(several(depth));
    }
    if (kind < 6) {
      return new Condition.Not(condition(depth - 1));
    }
    List<TextTest> tests = new ArrayList<>();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      tests.add(one(TESTS).apply(one(TEXTS)));
    }
    return new Condition.Matches(one(ATTRIBUTES), tests);
  }

  private List<Condition> several(int depth) {
    List<Condition> several = new ArrayList<>();
    for (int count = random.nextInt(3); count >= 0; count--) {
      several.add(condition(depth - 1));
    }
    return several;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Every charge there can be of two columns and a tag, each absent or one of the texts. */
  public static List<Example> charges() {
    List<String> values = new ArrayList<>(TEXTS);
    values.add(null);
    values.add("bxa");
    List<Example> charges = new ArrayList<>();
    for (String a : values) {
      for (String b : values) {
        for (String tag : values) {
          Map<String, String> charge = new TreeMap<>();
          put(charge, "A", a);
          put(charge, "B", b);
          put(charge, "tag:t", tag);
          charges.add(new Example(charge));
        }
      }
    }
    return charges;
  }

  private static void put(Map<String, String> charge, String slot, String value) {
    if (value != null) {
      charge.put(slot, value);
    }
  }
}
