package io.almanac.jobs.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.mart.Owners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Evaluates the rules on the columns they may ask for. Answers are remembered per thread for a
 * bounded number of combinations, because a bill repeats few combinations many times.
 */
final class OwnerFunction implements UDF1<Row, Row> {
  /** The columns that go in, in order; the tags last. */
  static final List<String> INPUTS = inputs();

  /** What comes out: the owner columns and the rule's name. */
  static final StructType RESULT = result();

  private static final long serialVersionUID = 1L;
  private static final int MOST_REMEMBERED = 50_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Row UNALLOCATED = RowFactory.create(new Object[Owners.NAMES.size() + 1]);

  private final AllocationRules rules;
  private transient ThreadLocal<Map<Row, Row>> remembered;

  OwnerFunction(AllocationRules rules) {
    this.rules = rules;
  }

  @Override
  public Row call(Row input) {
    Map<Row, Row> memo = memo().get();
    Row known = memo.get(input);
    if (known == null) {
      known = decide(input);
      if (memo.size() >= MOST_REMEMBERED) {
        memo.clear();
      }
      memo.put(input.copy(), known);
    }
    return known;
  }

  private synchronized ThreadLocal<Map<Row, Row>> memo() {
    if (remembered == null) {
      remembered = ThreadLocal.withInitial(HashMap::new);
    }
    return remembered;
  }

  private Row decide(Row input) {
    Map<String, String> tags = tags(input.getString(INPUTS.size() - 1));
    AllocationRules.Decision decision =
        rules.decide(column -> input.getString(INPUTS.indexOf(column)), tags);
    if (decision == null) {
      return UNALLOCATED;
    }
    List<Object> values = new ArrayList<>();
    Owners.NAMES.forEach(name -> values.add(decision.owner().get(name)));
    values.add(decision.rule());
    return RowFactory.create(values.toArray());
  }

  /**
   * Tags by trimmed lower-case key. Where keys differ only in case or blanks, the first that is not
   * blank decides, in the order of their spelling.
   */
  static Map<String, String> tags(String json) {
    Map<String, String> tags = new HashMap<>();
    if (json == null || json.isBlank()) {
      return tags;
    }
    Map<String, String> sorted = new TreeMap<>();
    try {
      JsonNode root = JSON.readTree(json);
      root.properties()
          .forEach(
              tag -> {
                if (tag.getValue().isValueNode() && !tag.getValue().isNull()) {
                  sorted.put(tag.getKey(), tag.getValue().asText());
                }
              });
    } catch (JsonProcessingException e) {
      // Readers write JSON; what is not JSON has no tags, and so shows up as unallocated.
      return tags;
    }
    sorted.forEach(
        (key, value) -> {
          if (!value.isBlank()) {
            tags.putIfAbsent(key.strip().toLowerCase(Locale.ROOT), value);
          }
        });
    return tags;
  }

  private static List<String> inputs() {
    LinkedHashSet<String> columns = new LinkedHashSet<>();
    for (RuleField field : RuleField.values()) {
      columns.addAll(field.columns());
    }
    columns.add("Tags");
    return List.copyOf(columns);
  }

  private static StructType result() {
    StructType type = new StructType();
    for (String name : Owners.NAMES) {
      type = type.add(name, DataTypes.StringType);
    }
    return type.add("rule_name", DataTypes.StringType);
  }
}
