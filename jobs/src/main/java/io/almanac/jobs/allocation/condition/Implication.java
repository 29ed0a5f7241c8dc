package io.almanac.jobs.allocation.condition;

import io.almanac.jobs.allocation.condition.Condition.All;
import io.almanac.jobs.allocation.condition.Condition.Any;
import io.almanac.jobs.allocation.condition.Condition.Matches;
import io.almanac.jobs.allocation.condition.Condition.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What follows from a condition whatever the charge. Every yes is a proof; a no means that no proof
 * was found, not that there is none.
 */
public final class Implication {
  private static final int MOST_SPLIT = 200;

  /** Stands for any text in a glob; a character that no text has. */
  private static final String ANY_TEXT = "\uFFFF";

  private Implication() {}

  /** Whether every charge of the first condition is one of the second. */
  public static boolean implies(Condition first, Condition second) {
    if (first.equals(second) || isNever(first)) {
      return true;
    }
    if (second instanceof All all) {
      return all.of().stream().allMatch(part -> implies(first, part));
    }
    if (first instanceof Any any) {
      return any.of().stream().allMatch(part -> implies(part, second));
    }
    if (second instanceof Any any && any.of().stream().anyMatch(part -> implies(first, part))) {
      return true;
    }
    if (first instanceof All all && all.of().stream().anyMatch(part -> implies(part, second))) {
      return true;
    }
    if (second instanceof Not not && areDisjoint(first, not.of())) {
      return true;
    }
    if (first instanceof Not one && second instanceof Not other) {
      return implies(other.of(), one.of());
    }
    return first instanceof Matches one
        && second instanceof Matches other
        && other.attribute().slots().containsAll(one.attribute().slots())
        && one.tests().stream()
            .allMatch(test -> other.tests().stream().anyMatch(wide -> covers(wide, test)));
  }

  /** Whether every charge of the first condition is one of at least one of the others. */
  public static boolean impliesAny(Condition first, List<Condition> others) {
    if (others.stream().anyMatch(other -> implies(first, other))) {
      return true;
    }
    return cases(first).stream()
        .anyMatch(
            cases ->
                cases.stream()
                    .allMatch(one -> others.stream().anyMatch(other -> implies(one, other))));
  }

  /**
   * Ways to say a condition as several: a list of values is any of them, and each may be taken by
   * another condition. Of each way the cases together are the condition.
   */
  public static List<List<Condition>> cases(Condition condition) {
    List<List<Condition>> ways = new ArrayList<>();
    List<Condition> parts = condition instanceof All all ? all.of() : List.of(condition);
    for (int place = 0; place < parts.size(); place++) {
      List<Condition> split = split(parts.get(place));
      if (split.size() > 1 && split.size() <= MOST_SPLIT) {
        List<Condition> cases = new ArrayList<>();
        for (Condition one : split) {
          List<Condition> narrow = new ArrayList<>(parts);
          narrow.set(place, one);
          cases.add(Condition.all(narrow));
        }
        ways.add(cases);
      }
    }
    return ways;
  }

  /** Whether no charge can be one of both conditions. */
  public static boolean areDisjoint(Condition first, Condition second) {
    if (first instanceof Any any) {
      return any.of().stream().allMatch(part -> areDisjoint(part, second));
    }
    if (second instanceof Any any) {
      return any.of().stream().allMatch(part -> areDisjoint(first, part));
    }
    if (first instanceof Not not && implies(second, not.of())) {
      return true;
    }
    if (second instanceof Not not && implies(first, not.of())) {
      return true;
    }
    if (first instanceof All all) {
      return all.of().stream().anyMatch(part -> areDisjoint(part, second));
    }
    if (second instanceof All all) {
      return all.of().stream().anyMatch(part -> areDisjoint(first, part));
    }
    return first instanceof Matches one
        && second instanceof Matches other
        // Of two columns one may have the one value and the other the other.
        && one.attribute().slots().size() == 1
        && one.attribute().slots().equals(other.attribute().slots())
        && one.tests().stream()
            .allMatch(test -> other.tests().stream().allMatch(text -> excludes(test, text)));
  }

  /** Whether no charge can fulfil the condition. */
  public static boolean isNever(Condition condition) {
    if (condition instanceof Any any) {
      return any.of().stream().allMatch(Implication::isNever);
    }
    if (condition instanceof All all) {
      List<Condition> parts = all.of();
      for (int first = 0; first < parts.size(); first++) {
        if (isNever(parts.get(first))) {
          return true;
        }
        for (int second = first + 1; second < parts.size(); second++) {
          if (areDisjoint(parts.get(first), parts.get(second))) {
            return true;
          }
        }
      }
      return false;
    }
    return condition instanceof Not not && not.of().equals(Condition.ALWAYS);
  }

  private static List<Condition> split(Condition condition) {
    if (condition instanceof Any any) {
      return any.of();
    }
    if (condition instanceof Matches matches) {
      return matches.tests().stream()
          .<Condition>map(test -> new Matches(matches.attribute(), List.of(test)))
          .toList();
    }
    return List.of(condition);
  }

  /** Whether every text that passes the narrow test passes the wide one. */
  static boolean covers(TextTest wide, TextTest narrow) {
    if (wide.equals(narrow) || wide.equals(TextTest.ANYTHING)) {
      return true;
    }
    if (narrow instanceof TextTest.Exactly one) {
      return wide.matches(one.text());
    }
    // Where a star of the wide one takes what the narrow one's star stands for, it takes any text.
    return wide instanceof TextTest.Glob general
        && narrow instanceof TextTest.Glob special
        && !special.words().contains(ANY_TEXT)
        && !general.words().contains(ANY_TEXT)
        && general.matches(String.join(ANY_TEXT, special.parts()));
  }

  /** Whether no text passes both. */
  static boolean excludes(TextTest first, TextTest second) {
    if (first instanceof TextTest.Exactly one) {
      return !second.matches(one.text());
    }
    if (second instanceof TextTest.Exactly one) {
      return !first.matches(one.text());
    }
    return first instanceof TextTest.Glob one
        && second instanceof TextTest.Glob other
        && (differ(one.prefix(), other.prefix(), String::startsWith)
            || differ(one.suffix(), other.suffix(), String::endsWith));
  }

  private static boolean differ(
      String one, String other, BiPredicate<String, String> beginsOrEndsWith) {
    return !beginsOrEndsWith.test(one, other) && !beginsOrEndsWith.test(other, one);
  }
}
