package io.almanac.jobs.charges.source;

import static io.almanac.jobs.charges.source.Drafts.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TestGcpReader {
  @ParameterizedTest
  @MethodSource("creditTexts")
  void creditsAreReadInEveryNotation(Object credits, String net) {
    ChargeDraft draft = read("credits", credits);
    assertThat(draft.faults()).isNull();
    assertThat((BigDecimal) value(draft, "BilledCost")).isEqualByComparingTo(net);
  }

  static List<Object[]> creditTexts() {
    return List.of(
        new Object[] {"", "10"},
        new Object[] {"[]", "10"},
        new Object[] {null, "10"},
        new Object[] {"NULL", "10"},
        new Object[] {"[{'amount': -1.5}]", "8.5"},
        new Object[] {"[{\"amount\": \"-1.5\"}, {\"amount\": 0}]", "8.5"},
        new Object[] {"[{'name': 'a \\'b\\' [c]', 'amount': -1e-3, 'x': None}]", "9.999"},
        new Object[] {new NestedValue("[{\"amount\":-2.0E-6}]"), "9.999998"},
        new Object[] {new NestedValue("{\"list\":[{\"element\":{\"amount\":-3}}]}"), "7"});
  }

  @ParameterizedTest
  @CsvSource({"'[{''amount'': None}]'", "'[{''name'': ''x''}]'", "-5", "'{''amount'': -5}'"})
  void creditsThatCannotBeReadRejectTheRow(String credits) {
    ChargeDraft draft = read("credits", credits);
    assertThat(draft.faults()).contains("Cannot read credits: ");
    assertThat(value(draft, "BilledCost")).isNull();
  }

  @Test
  void amountsOfDoublesAreTheirShortestDecimals() {
    ChargeDraft draft =
        read("cost", 0.1, "credits", new NestedValue("[{\"amount\":-0.3}]"), "cost_at_list", 0.7);
    assertThat((BigDecimal) value(draft, "BilledCost")).isEqualByComparingTo("-0.2");
    assertThat((BigDecimal) value(draft, "ListCost")).isEqualByComparingTo("0.7");
    assertThat(draft.flags()).doesNotContain("RoundedNumber");
  }

  @Test
  void anInvoiceMonthIsAMonthWhicheverWayItIsWritten() {
    for (Object month : new Object[] {"202612", "2026-12", 202612L}) {
      ChargeDraft draft = read("invoice.month", month);
      assertThat(value(draft, "BillingPeriodStart"))
          .isEqualTo(Instant.parse("2026-12-01T00:00:00Z").getEpochSecond() * 1_000_000);
      assertThat(value(draft, "BillingPeriodEnd"))
          .isEqualTo(Instant.parse("2027-01-01T00:00:00Z").getEpochSecond() * 1_000_000);
    }
  }

  @Test
  void whatStandsInStructsIsTheSameAsWhatStandsInColumns() {
    ChargeDraft columns =
        read("sku.id", "S", "project.id", "007", "location.region", "eu", "resource.name", "r");
    ChargeDraft structs =
        read(
            "sku",
            new NestedValue("{\"id\":\"S\"}"),
            "project",
            new NestedValue("{\"id\":\"007\",\"labels\":[]}"),
            "location",
            "{\"region\":\"eu\"}",
            "resource",
            "{'name': 'r', 'global_name': None}");
    for (String column : ChargeDraft.COLUMNS) {
      assertThat(value(structs, column)).as(column).isEqualTo(value(columns, column));
    }
    assertThat(value(structs, "SubAccountId")).isEqualTo("007");
  }

  @Test
  void labelsThatCannotBeReadAreKeptAndFlagged() {
    ChargeDraft draft = read("labels", "[{'key': 'team'", "project.labels", "[{'key':'a'}]");
    assertThat(draft.faults()).isNull();
    assertThat(draft.flags()).contains("TagNotJson");
    assertThat(value(draft, "Tags")).isEqualTo("{\"a\":\"\"}");
    assertThat(draft.otherColumns()).contains("\"labels\":\"[{'key': 'team'\"");
  }

  @Test
  void aListInPlaceOfAScalarIsNoValueIsFlaggedAndIsKept() {
    ChargeDraft draft = read("sku", new NestedValue("{\"id\":[1,2],\"description\":\"x\"}"));
    assertThat(draft.faults()).isNull();
    assertThat(value(draft, "SkuId")).isNull();
    assertThat(value(draft, "SkuMeter")).isEqualTo("x");
    assertThat(draft.flags()).contains("NestedValue");
    assertThat(draft.otherColumns()).contains("\"sku.id\":\"[1,2]\"");
  }

  @Test
  void pythonTextBecomesJson() {
    assertThat(PythonText.json("{'a': None, \"b\": [True, False, 5e-06]}"))
        .isEqualTo("{\"a\": null, \"b\": [true, false, 5e-06]}");
    assertThat(PythonText.json("'None \"True\" \\x41 \\\\ \\n'"))
        .isEqualTo("\"None \\\"True\\\" \\u0041 \\\\ \\n\"");
    assertThat(PythonText.json("['open")).isNull();
  }

  private static ChargeDraft read(Object... namesAndValues) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("cost", "10");
    record.put("currency", "USD");
    record.put("invoice.month", "202609");
    record.put("usage_start_time", "2026-09-01 00:00:00 UTC");
    record.put("usage_end_time", "2026-09-01 01:00:00 UTC");
    record.put("cost_type", "regular");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      record.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return Drafts.read("gcp-billing", record);
  }
}
