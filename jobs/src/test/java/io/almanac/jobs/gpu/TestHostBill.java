package io.almanac.jobs.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestHostBill {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 5);

  @Test
  void theOwnerOfASharedMachineIsWhoHadItBefore() {
    List<Row> rows =
        List.of(
            row("plain", "a", null, null, null),
            row("given", "b", "shared", "x by cost", "shared"),
            row("given-on", "b", "kept", "x by cost > y by gpu-hours", "shared"),
            row("stays", "shared", "kept", "y by gpu-hours", null));
    HostBill bill =
        HostBill.read(
            SparkTest.spark().createDataFrame(rows, CostMarts.ALLOCATED_COSTS.schema()),
            Set.of("plain", "given", "given-on", "stays"),
            DAY,
            DAY.plusDays(1));

    assertThat(owner(bill, "plain")).isEqualTo("a prod");
    assertThat(owner(bill, "given")).isEqualTo("shared null");
    assertThat(owner(bill, "given-on")).isEqualTo("shared null");
    assertThat(owner(bill, "stays")).isEqualTo("shared prod");
  }

  private static String owner(HostBill bill, String host) {
    List<String> owner = bill.find(host, DAY).orElseThrow().owner();
    return owner.get(0) + " " + owner.get(2);
  }

  private static Row row(String host, String team, String sharing, String path, String from) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", "aws");
    values.put("billing_period", "2026-10");
    values.put("billing_currency", "USD");
    values.put("charge_date", DAY);
    values.put("charge_category", "Usage");
    values.put("is_gpu", true);
    values.put("resource_id", host);
    values.put("effective_cost", BigDecimal.TEN);
    values.put("team", team);
    values.put("environment", "prod");
    values.put("sharing", sharing);
    values.put("split_path", path);
    values.put("shared_from_team", from);
    return RowFactory.create(
        CostMarts.ALLOCATED_COSTS.columnNames().stream().map(values::get).toArray());
  }
}
