package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.allocation.condition.Condition;
import io.almanac.jobs.mart.Owners;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An owner's value as a rule states it: one or more ways to come to it, of which the first that
 * gives a value counts.
 *
 * @param name one of {@link Owners#NAMES}
 * @param ways each a sequence of parts that are put together
 */
record OwnerTemplate(String name, List<List<Part>> ways) implements Serializable {
  OwnerTemplate {
    ways = ways.stream().map(List::copyOf).toList();
  }

  /** A part of a value. */
  sealed interface Part extends Serializable {
    /** The part's text for a charge; null when it has none. */
    String text(ChargeFacts charge, String name);

    /** As the rule file writes it. */
    String words();
  }

  /** Text as it is. */
  record Literal(String text) implements Part {
    @Override
    public String text(ChargeFacts charge, String name) {
      return text;
    }

    @Override
    public String words() {
      return text;
    }
  }

  /** The value of a tag. */
  record TagValue(String key) implements Part {
    @Override
    public String text(ChargeFacts charge, String name) {
      String value = charge.rawTag(key);
      return value == null ? null : value.strip();
    }

    @Override
    public String words() {
      return "${tag:" + key + "}";
    }
  }

  /** The value of a field, of several columns the first that has one. */
  record FieldValue(RuleField field) implements Part {
    @Override
    public String text(ChargeFacts charge, String name) {
      for (String column : field.columns()) {
        String value = charge.rawColumn(column);
        if (value != null) {
          return value.strip();
        }
      }
      return null;
    }

    @Override
    public String words() {
      return "${field:" + field.key() + "}";
    }
  }

  /** What a table of owners says. */
  record TableValue(OwnerTable table, String column) implements Part {
    @Override
    public String text(ChargeFacts charge, String name) {
      return table.value(charge, column);
    }

    @Override
    public String words() {
      return "${table:" + table.name() + ":" + column.replace('_', '-') + "}";
    }
  }

  /** The value in its one spelling, see {@link Owners#normalised}; null when no way gives one. */
  String resolve(ChargeFacts charge) {
    for (List<Part> way : ways) {
      String value = resolve(way, charge);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private String resolve(List<Part> way, ChargeFacts charge) {
    StringBuilder resolved = new StringBuilder();
    for (Part part : way) {
      String text = part.text(charge, name);
      if (text == null) {
        return null;
      }
      resolved.append(text);
    }
    return Owners.normalised(name, resolved.toString());
  }

  /** True of every charge that gets a value, and maybe of more. */
  Condition mayResolve() {
    return guard(false);
  }

  /** True only of charges that do get a value, and maybe not of all of them. */
  Condition surelyResolves() {
    return guard(true);
  }

  private Condition guard(boolean surely) {
    List<Condition> any = new ArrayList<>();
    for (List<Part> way : ways) {
      List<Condition> all = new ArrayList<>();
      for (Part part : way) {
        if (part instanceof TagValue tag) {
          all.add(Condition.exists(Attribute.tag(tag.key())));
        } else if (part instanceof FieldValue value) {
          all.add(Condition.exists(value.field().attribute()));
        } else if (part instanceof TableValue value) {
          all.add(
              surely
                  ? value.table().surelyHas(value.column())
                  : value.table().mayHave(value.column()));
        }
      }
      any.add(Condition.all(all));
    }
    return Condition.any(any);
  }

  /** Every value that is known before charges are seen: fixed texts, and those of tables. */
  Set<String> knownValues() {
    Set<String> known = new TreeSet<>();
    for (List<Part> way : ways) {
      if (way.stream().allMatch(part -> part instanceof Literal)) {
        known.add(resolve(way, null));
      } else if (way.size() == 1 && way.get(0) instanceof TableValue value) {
        value.table().lines().values().stream()
            .flatMap(List::stream)
            .map(line -> Owners.normalised(name, line.owner().get(value.column())))
            .filter(text -> text != null)
            .forEach(known::add);
      }
    }
    return known;
  }

  /** As the rule file writes it. */
  String words() {
    return ways.stream()
        .map(way -> way.stream().map(Part::words).collect(Collectors.joining()))
        .collect(Collectors.joining(", else "));
  }
}
