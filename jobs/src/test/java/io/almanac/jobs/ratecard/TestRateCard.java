package io.almanac.jobs.ratecard;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.charges.ChargeLoad;
import io.almanac.jobs.charges.LeftOut;
import io.almanac.jobs.charges.SourceFiles;
import io.almanac.jobs.ratecard.DayCharge.Part;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestRateCard {
  private static final String HEADER = String.join(",", RateCardFile.COLUMNS) + "\n";

  /** 9,000.00 a month from 15 January, 62.40 of power a day, 310.00 of space a month. */
  private static final String NODE =
      "gpu-01,NVIDIA H100,8,cluster-a,berlin,2026-01-15,,,360000,36000,36,"
          + "10,1.3,0.20,310,,,0.7,EUR,team=vision;environment=prod\n";

  @TempDir Path folder;

  @Test
  void aDaysChargesAreWhatOneComputesByHand() throws IOException {
    // 1 of 28 days of 9,000.00 and of 310.00; 10 kW x 1.3 x 24 h x 0.20 = 62.40;
    // (321.4285714 + 11.0714286 + 62.40) / (8 x 24 x 0.7) = 394.90 / 134.4 = 2.9382.
    List<DayCharge> first =
        card(NODE).charges(YearMonth.of(2026, 2), LocalDate.of(2026, 3, 1)).stream()
            .filter(charge -> charge.day().equals(LocalDate.of(2026, 2, 1)))
            .toList();
    assertThat(first)
        .extracting(DayCharge::part)
        .containsExactly(Part.DEPRECIATION, Part.POWER, Part.SPACE);
    assertThat(first)
        .extracting(charge -> charge.cost().stripTrailingZeros().toPlainString())
        .containsExactly("321.428571", "62.4", "11.071429");
    assertThat(first.get(0).arithmetic())
        .isEqualTo(
            "Depreciation of gpu-01: (360000 - 36000) / 36 months = 9000.00 in month 2;"
                + " 1 of 28 days = 321.428571; all parts come to 2.9382 for each of 134.4 planned"
                + " GPU hours a day");
    assertThat(first.get(1).arithmetic())
        .isEqualTo("Power of gpu-01: 10 kW x PUE 1.3 x 24 h x 0.20 per kWh = 62.40");
  }

  @Test
  void theFirstMonthIsSharedByTheDaysInService() throws IOException {
    List<DayCharge> january = card(NODE).charges(YearMonth.of(2026, 1), LocalDate.of(2026, 2, 1));
    assertThat(january).extracting(DayCharge::day).contains(LocalDate.of(2026, 1, 15));
    assertThat(january).allMatch(charge -> charge.day().getDayOfMonth() >= 15);
    assertThat(sum(january, Part.DEPRECIATION)).isEqualByComparingTo("9000");
    // Space is 10.00 for each of the 17 days: the other 14 days were not this node's.
    assertThat(sum(january, Part.SPACE)).isEqualByComparingTo("170");
  }

  @Test
  void depreciationSumsToPriceLessResidualHoweverItIsRounded() throws IOException {
    for (String price : List.of("0.01", "99999.99", "123456.78", "250000")) {
      for (int months : List.of(1, 7, 36, 60)) {
        RateCard card =
            card(
                "n,H100,8,,,2024-02-29,,,%s,0.01,%s,,,,,,,,USD,\n"
                    .formatted(price, Integer.toString(months)));
        BigDecimal sum = BigDecimal.ZERO;
        for (YearMonth month = YearMonth.of(2024, 2);
            month.isBefore(YearMonth.of(2030, 1));
            month = month.plusMonths(1)) {
          sum = sum.add(sum(card.charges(month, LocalDate.of(2030, 1, 1)), Part.DEPRECIATION));
        }
        assertThat(sum)
            .isEqualByComparingTo(new BigDecimal(price).subtract(new BigDecimal("0.01")));
      }
    }
  }

  @Test
  void aNewPriceOfPowerIsAnotherLineOfTheSameNode() throws IOException {
    RateCard card =
        card(
            NODE.replace("2026-01-15,,,", "2026-01-15,,2026-02-11,")
                + NODE.replace("2026-01-15,,,", "2026-01-15,2026-02-11,,").replace("0.20", "0.30"));
    List<DayCharge> february = card.charges(YearMonth.of(2026, 2), LocalDate.of(2026, 3, 1));
    assertThat(sum(february, Part.DEPRECIATION)).isEqualByComparingTo("9000");
    // 10 days at 62.40 and 18 at 93.60.
    assertThat(sum(february, Part.POWER)).isEqualByComparingTo("2308.8");
  }

  @Test
  void theNightReadsThemAsChargesWithoutAFault() throws IOException {
    Path out = folder.resolve("owned");
    RateCard.Written written = card(NODE).write(out, LocalDate.of(2026, 3, 1));
    assertThat(written).isEqualTo(new RateCard.Written((17 + 28) * 3, 2, 0));
    Dataset<Row> read =
        ChargeLoad.read(
                SparkTest.spark(),
                "owned",
                "focus",
                SourceFiles.list(out),
                LeftOut.heard(SparkTest.spark()))
            .cache();
    assertThat(read.where(ChargeLoad.isRejected()).count()).isZero();
    Row totals =
        read.selectExpr(
                "sum(BilledCost)",
                "sum(EffectiveCost)",
                "sum(case when ConsumedUnit = 'Hours' then ConsumedQuantity end)",
                "count(distinct get_json_object(Tags, '$.team'))",
                "min(BillingCurrency)",
                "count(distinct billing_period)")
            .first();
    // 2 x 9,000.00, 45 x 62.40, 310.00 and 17 x 10.00.
    assertThat(totals.getDecimal(0)).isEqualByComparingTo("21288");
    assertThat(totals.getDecimal(1)).isEqualByComparingTo("21288");
    assertThat(totals.getDecimal(2)).isEqualByComparingTo(Integer.toString(45 * 24));
    assertThat(totals.getLong(3)).isEqualTo(1);
    assertThat(totals.getString(4)).isEqualTo("EUR");
    assertThat(totals.getLong(5)).isEqualTo(2);
    assertThat(read.where(col("x_OtherColumns").contains("x_RateCardLine\":\"2")).count())
        .isEqualTo(read.count());
    read.unpersist();
  }

  @Test
  void monthsThatStayTheSameAreNotTouchedAndThoseThatGoAreRemoved() throws IOException {
    Path out = folder.resolve("owned");
    card(NODE).write(out, LocalDate.of(2026, 2, 10));
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(out.resolve("rate-card-2026-01.csv"), longAgo);
    assertThat(card(NODE).write(out, LocalDate.of(2026, 2, 11)))
        .extracting(RateCard.Written::changed, RateCard.Written::unchanged)
        .containsExactly(1, 1);
    assertThat(Files.getLastModifiedTime(out.resolve("rate-card-2026-01.csv"))).isEqualTo(longAgo);
    card(NODE.replace("2026-01-15,,,", "2026-02-01,,,")).write(out, LocalDate.of(2026, 2, 11));
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("rate-card-2026-02.csv");
    }
  }

  @Test
  void everyFaultIsToldAtOnceWithItsLine() {
    assertThatThrownBy(
            () ->
                card(
                    NODE
                        + "GPU-01,H100,8,,,2026-01-15,2026-02-01,,1,0,1,,,,,,,,EUR,\n"
                        + "gpu-02,H100,0,,,soon,,,10,20,36,1,0.9,,,,,1.5,XXY,team\n"))
        .isInstanceOf(AlmanacException.class)
        .satisfies(
            failure ->
                assertThat(((AlmanacException) failure).problems())
                    .anyMatch(p -> p.contains("line 3: GPU-01. Write days that line 2 does not"))
                    .anyMatch(p -> p.contains("Cannot use gpus") && p.contains("line 4: 0."))
                    .anyMatch(p -> p.contains("Cannot use in_service") && p.contains("soon"))
                    .anyMatch(p -> p.contains("Cannot use residual_value") && p.contains("20"))
                    .anyMatch(p -> p.contains("Cannot use pue") && p.contains("0.9"))
                    .anyMatch(p -> p.contains("Cannot use price_per_kwh"))
                    .anyMatch(p -> p.contains("Cannot use utilisation") && p.contains("1.5"))
                    .anyMatch(p -> p.contains("Cannot use currency") && p.contains("XXY"))
                    .anyMatch(p -> p.contains("Cannot use tags") && p.contains("team"))
                    .hasSize(9));
  }

  private RateCard card(String lines) throws IOException {
    return RateCard.load(Files.writeString(folder.resolve("card.csv"), HEADER + lines));
  }

  private static BigDecimal sum(List<DayCharge> charges, Part part) {
    return charges.stream()
        .filter(charge -> charge.part() == part)
        .map(DayCharge::cost)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
