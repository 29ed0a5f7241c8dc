package io.almanac.jobs.charges.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in a row, it becomes a charge or a reject with a reason, and never a failure. */
class TestAzureHostileRows {
  private static final int ROWS = 20_000;

  private static final List<Object> VALUES =
      List.of(
          "",
          " ",
          "NULL",
          "N/A",
          "NaN",
          "Infinity",
          "1E+2147483647",
          "-1E-2147483647",
          "1" + "0".repeat(400),
          "99999999999999999999.999999999999999999",
          "0.0000000000000000000000001",
          "-5.59E-05",
          "1,5",
          "12/31/9999",
          "31/12/1900",
          "00/00/0000",
          "0000-01-01",
          "9999-12-31T23:59:59.999999999Z",
          "+999999999-01-01",
          "2026-02-30",
          "9/2/23",
          "10/02/2026 00:00",
          "{",
          "{}",
          "\"a\": \"b\"",
          "\"a\": \"b\",\"A\": 1e999999",
          "{\"a\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}",
          "[1]",
          "Usage",
          "Purchase",
          "Refund",
          "UnusedReservation",
          "UnusedSavingsPlan",
          "Reservation",
          "SavingsPlan",
          "Marketplace",
          "0 Hours",
          "999999999999B",
          "1/",
          "/providers/",
          "//providers//",
          "/providers/Microsoft.Capacity/",
          "\u0000\uFFFF\uD800",
          "../../etc/passwd",
          "=cmd()",
          new BigDecimal("1e-400"),
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          1.5,
          Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS),
          Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS),
          Instant.EPOCH,
          new NestedValue("{\"currency\":\"USD\"}"),
          Boolean.TRUE,
          7L);

  @Test
  void everyRowIsAChargeARejectOrLeftOut() {
    List<String> names = new ArrayList<>();
    for (AzureColumn column : AzureColumn.values()) {
      names.add(column.title());
    }
    Header header = Header.of(names);
    Random random = new Random(20261001);
    int charges = 0;
    int rejects = 0;
    for (String format : List.of("azure-actual", "azure-amortized", "azure-cost-details")) {
      for (DateOrder order : new DateOrder[] {null, DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST}) {
        ChargeReader reader = ChargeReaders.named(format);
        ChargeMapping mapping = reader.mapping(header, new FileTraits(order, CostView.ACTUAL));
        FileSurvey survey = reader.survey(header, "a.csv", FileTraits.NONE).orElseThrow();
        ChargeNormaliser normaliser = new ChargeNormaliser();
        ChargeDraft draft = new ChargeDraft();
        for (int i = 0; i < ROWS / 9; i++) {
          Object[] row = row(names.size(), random);
          survey.see(row);
          draft.clear();
          mapping.fill(row, draft);
          if (draft.isLeftOut()) {
            continue;
          }
          normaliser.normalise(draft);
          if (draft.faults() == null) {
            charges++;
            assertThat(draft.value(ChargeDraft.position("BilledCost")))
                .isInstanceOf(BigDecimal.class);
          } else {
            rejects++;
            assertThat(draft.faults()).startsWith("Cannot ");
          }
        }
        assertThat(survey.problems()).allSatisfy(problem -> assertThat(problem).isNotBlank());
      }
    }
    assertThat(charges).isGreaterThan(100);
    assertThat(rejects).isGreaterThan(1_000);
  }

  /** A good row with some values replaced, so that many rows get far. */
  private static Object[] row(int width, Random random) {
    Object[] row = new Object[width];
    row[AzureColumn.COST.ordinal()] = "1.5";
    row[AzureColumn.CURRENCY.ordinal()] = "USD";
    row[AzureColumn.DATE.ordinal()] = "2026-10-02";
    row[AzureColumn.METER_CATEGORY.ordinal()] = "Storage";
    row[AzureColumn.CHARGE_TYPE.ordinal()] = "Usage";
    for (int i = random.nextInt(12); i >= 0; i--) {
      row[random.nextInt(width)] = VALUES.get(random.nextInt(VALUES.size()));
    }
    return row;
  }
}
