package io.almanac.jobs.allocation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.mart.Owners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Evaluates the rules on the columns they ask for. Answers are remembered per thread for a bounded
 * number of combinations, because a bill repeats few combinations many times; that is why no column
 * goes in that no rule asks for, and the charge date counts only as far as rules change.
 */
final class OwnerFunction implements UDF2<Row, Integer, Row> {
  /** What comes out: the owner columns, and the rule's name with its set's name and version. */
  static final StructType RESULT = result();

  private static final long serialVersionUID = 1L;
  private static final String TAGS = "Tags";
  private static final int MOST_REMEMBERED = 50_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AllocationRules rules;
  private final ArrayList<String> inputs;
  private final long[] changes;
  private final Row unallocated;
  private transient ThreadLocal<List<Map<Row, Row>>> remembered;

  OwnerFunction(AllocationRules rules) {
    this.rules = rules;
    this.inputs = new ArrayList<>(inputs(rules));
    this.changes = rules.changes();
    Object[] nobody = new Object[RESULT.size()];
    nobody[RESULT.size() - 1] = rules.version();
    this.unallocated = RowFactory.create(nobody);
  }

  /** The columns that go in, in order; at least one. */
  static List<String> inputs(AllocationRules rules) {
    List<String> inputs = new ArrayList<>(rules.columns());
    if (rules.asksForTags() || inputs.isEmpty()) {
      inputs.add(TAGS);
    }
    return inputs;
  }

  /**
   * Who owns a charge, by the column {@code charge_date} and the {@link #inputs}.
   *
   * @param prefix what stands before the names of the inputs
   */
  static Column of(AllocationRules rules, String prefix) {
    Column inputs =
        struct(inputs(rules).stream().map(name -> col(prefix + name)).toArray(Column[]::new));
    Column day = rules.changes().length == 0 ? lit(0) : unix_date(col("charge_date"));
    return udf(new OwnerFunction(rules), RESULT).apply(inputs, day);
  }

  @Override
  public Row call(Row input, Integer epochDay) {
    Map<Row, Row> memo = memo().get().get(era(epochDay));
    Row known = memo.get(input);
    if (known == null) {
      known = decide(input, epochDay);
      if (memo.size() >= MOST_REMEMBERED) {
        memo.clear();
      }
      memo.put(input.copy(), known);
    }
    return known;
  }

  /** Between which changes a day lies; days of one era have the same answers. */
  private int era(Integer epochDay) {
    if (epochDay == null) {
      return changes.length + 1;
    }
    int era = 0;
    while (era < changes.length && changes[era] <= epochDay) {
      era++;
    }
    return era;
  }

  private synchronized ThreadLocal<List<Map<Row, Row>>> memo() {
    if (remembered == null) {
      remembered =
          ThreadLocal.withInitial(
              () ->
                  Stream.<Map<Row, Row>>generate(HashMap::new).limit(changes.length + 2L).toList());
    }
    return remembered;
  }

  private Row decide(Row input, Integer epochDay) {
    AllocationRules.Decision decision = rules.decide(facts(rules, inputs, input, epochDay));
    if (decision == null) {
      return unallocated;
    }
    List<Object> values = new ArrayList<>();
    Owners.NAMES.forEach(name -> values.add(decision.owner().get(name)));
    values.add(decision.rule());
    values.add(decision.by().set().name());
    values.add(decision.by().set().version());
    return RowFactory.create(values.toArray());
  }

  /** A row of {@link #inputs(AllocationRules)} as rules see it. */
  static ChargeFacts facts(
      AllocationRules rules, List<String> inputs, Row input, Integer epochDay) {
    int tags = inputs.indexOf(TAGS);
    return new ChargeFacts(
        column -> input.getString(inputs.indexOf(column)),
        rules.tagNames().normalised(tags < 0 ? Map.of() : tags(input.getString(tags))),
        epochDay);
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

  private static StructType result() {
    StructType type = new StructType();
    for (String name : Owners.NAMES) {
      type = type.add(name, DataTypes.StringType);
    }
    return type.add("rule_name", DataTypes.StringType)
        .add("rule_set", DataTypes.StringType)
        .add("rule_version", DataTypes.StringType);
  }
}
