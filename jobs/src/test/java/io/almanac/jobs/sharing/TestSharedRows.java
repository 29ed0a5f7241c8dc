package io.almanac.jobs.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.mart.CostMarts;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TestSharedRows {
  private static final StructType SCHEMA =
      CostMarts.ALLOCATED_COSTS.schema().add(SharedRows.CONDITIONS, DataTypes.StringType);

  @Test
  void whatACostWasForStaysWhoeverBearsIt() {
    Map<String, Object> values = new HashMap<>();
    values.put("charge_rows", 3L);
    values.put("team", "platform");
    values.put("kubernetes_cluster", "prod");
    values.put("kubernetes_namespace", "__idle__");
    Row written = SharedRows.write(SharedRows.read(row(values)), "v1");

    for (String name : CostMarts.KUBERNETES) {
      assertThat(written.get(CostMarts.ALLOCATED_COSTS.columnNames().indexOf(name)))
          .isEqualTo(values.get(name));
    }
  }

  private static Row row(Map<String, Object> values) {
    return new GenericRowWithSchema(
        Stream.of(SCHEMA.fieldNames()).map(values::get).toArray(), SCHEMA);
  }
}
