package io.almanac.jobs.allocation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What rules make of one combination of what they ask for, beyond who decides. */
final class RuleUseFunction implements UDF3<Row, String, Integer, Row> {
  /** The rule's place, the team, the places of rules that wanted another team, unused tag keys. */
  static final StructType RESULT =
      new StructType()
          .add("rule", DataTypes.IntegerType)
          .add("team", DataTypes.StringType)
          .add("rivals", DataTypes.createArrayType(DataTypes.IntegerType))
          .add("unused_tags", DataTypes.createArrayType(DataTypes.StringType));

  private static final long serialVersionUID = 1L;

  private final AllocationRules rules;
  private final ArrayList<String> inputs;
  private final HashSet<String> usedTags;

  RuleUseFunction(AllocationRules rules) {
    this.rules = rules;
    this.inputs = new ArrayList<>(OwnerFunction.inputs(rules));
    this.usedTags = new HashSet<>(rules.usedTagKeys());
  }

  @Override
  public Row call(Row input, String tags, Integer epochDay) {
    ChargeFacts charge = OwnerFunction.facts(rules, inputs, input, epochDay);
    Integer[] taker = new Integer[1];
    String[] team = new String[1];
    List<Integer> rivals = new ArrayList<>();
    rules.each(
        charge,
        (decision, place) -> {
          String other = decision.owner().get("team");
          if (taker[0] == null) {
            taker[0] = place;
            team[0] = other;
          } else if (!other.equals(team[0])) {
            rivals.add(place);
          }
        });
    return RowFactory.create(taker[0], team[0], rivals.toArray(), unused(tags));
  }

  private Object[] unused(String tags) {
    Map<String, String> all = OwnerFunction.tags(tags);
    Set<String> unused = new HashSet<>(all.keySet());
    unused.removeAll(usedTags);
    return unused.stream().sorted().toArray();
  }
}
