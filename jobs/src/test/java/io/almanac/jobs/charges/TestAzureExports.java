package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.charges.AzureExports.Read;
import io.almanac.jobs.charges.source.DateOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure cost details from whole files, real ones and our own, to the last decimal. */
class TestAzureExports {
  @TempDir private Path folder;

  /** Expected sums are written as the costs of the rows that count, to be checked by eye. */
  @ParameterizedTest
  @CsvSource({
    "2019-pay-as-you-go, azure-actual, 3, EUR,"
        + " 73.44 0.00004 -0.0000559, 73.44 0.00004 -0.0000559",
    "2019-camel-case-bom, azure-actual, 2, EUR, 73.44 0.00004, 73.44 0.00004",
    "2019-localised-day-first, azure-actual, 2, EUR, 1.0 1.5, 1.0 1.5",
    "ea-v2-actual, azure-actual, 9, USD, 54.4 9 -0.004 120 -20 36.5 15.25, 54.4 9 -0.004 15.25",
    "ea-v2-amortized, azure-amortized, 8, USD,"
        + " 54.4 9 -0.004 15.25, 54.4 9 -0.004 0.4 0.7 15.25 0.8 0.3",
    "c360-without-pricing-model-actual, azure-actual, 3, USD, 54.4 120, 54.4",
    "c360-without-pricing-model-amortized, azure-amortized, 3, USD, 54.4, 54.4 0.4 0.8",
    "mca-actual, azure-actual, 6, EUR, 16.2 0.18 65.7 -2.5 3.4, 16.2 0.18 -2.5 3.4",
    "mca-amortized, azure-amortized, 5, EUR, 16.2 0.18 -2.5 3.4, 16.2 0.18 1.26 -2.5 3.4",
  })
  void everyGenerationOfHeadersSumsToItsRows(
      String name, String format, int rows, String currency, String billed, String effective) {
    Read read = AzureExports.read(format, AzureExports.copy(folder, name + ".csv"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.rejects()).isEmpty();
    assertThat(read.charges()).hasSize(rows);
    assertThat(read.all("BillingCurrency")).containsOnly(currency);
    assertThat(read.sum("BilledCost")).isEqualByComparingTo(sum(billed));
    assertThat(read.sum("EffectiveCost")).isEqualByComparingTo(sum(effective));
  }

  @ParameterizedTest
  @CsvSource({"ea-v2, 11, 215.146, 80.846", "mca, 6, 82.98, 18.54"})
  void bothDataSetsTogetherAreBilledAsActualAndEffectiveAsAmortizedCost(
      String name, int rows, String billed, String effective) {
    Path actual = AzureExports.copy(folder, name + "-actual.csv");
    Path amortized = AzureExports.copy(folder, name + "-amortized.csv");

    Read read = AzureExports.read("azure-cost-details", folder);

    assertThat(read.rejects()).isEmpty();
    assertThat(read.charges()).hasSize(rows);
    assertThat(read.sum("BilledCost"))
        .isEqualByComparingTo(billed)
        .isEqualByComparingTo(AzureExports.read("azure-actual", actual).sum("BilledCost"));
    assertThat(read.sum("EffectiveCost"))
        .isEqualByComparingTo(effective)
        .isEqualByComparingTo(AzureExports.read("azure-amortized", amortized).sum("EffectiveCost"));
    // No charge is without its effective cost, which actual cost alone does not know.
    assertThat(read.all("EffectiveCost")).doesNotContainNull();
  }

  @Test
  void theRealFilesSumToTheLastDecimal() throws IOException {
    for (String[] one :
        new String[][] {
          {"azure-actual", "azure/EA_ActualCost_Small.csv", "Cost", "BilledCost"},
          {"azure-amortized", "azure/EA_AmortizedCost_Small.csv", "Cost", "EffectiveCost"},
          {
            "azure-actual",
            "azure/sample-anonymous-ea-export-dataset.csv",
            "CostInBillingCurrency",
            "BilledCost"
          }
        }) {
      Path file = Exports.shared(one[1]);
      List<CSVRecord> records = Exports.records(file);
      Read read = AzureExports.read(one[0], file);

      assertThat(read.problems()).as(one[1]).isEmpty();
      assertThat(read.rejects()).as(one[1]).isEmpty();
      assertThat(read.charges()).as(one[1]).hasSameSizeAs(records);
      // A cost has 18 decimals at most; some of Azure's have up to 24.
      assertThat(read.sum(one[3]))
          .as(one[1])
          .isEqualByComparingTo(
              records.stream()
                  .map(row -> new BigDecimal(row.get(one[2])).setScale(18, RoundingMode.HALF_EVEN))
                  .reduce(BigDecimal.ZERO, BigDecimal::add));
      assertThat(read.all("BillingPeriodStart")).containsOnly(LocalDate.of(2023, 9, 1));
      assertThat(read.all("BillingPeriodEnd")).containsOnly(LocalDate.of(2023, 10, 1));
      assertThat(read.all("ServiceCategory")).as(one[1]).doesNotContainNull();
      for (int i = 0; i < records.size(); i++) {
        LocalDate day = LocalDate.of(2023, 9, day(records.get(i).get("Date")));
        assertThat(read.all("ChargePeriodStart").get(i)).isEqualTo(day);
        assertThat(read.all("ChargePeriodEnd").get(i)).isEqualTo(day.plusDays(1));
      }
    }
  }

  @Test
  void theRealFilesTogetherCountTheReservationOnce() throws IOException {
    Files.copy(Exports.shared("azure/EA_ActualCost_Small.csv"), folder.resolve("actual.csv"));
    Files.copy(Exports.shared("azure/EA_AmortizedCost_Small.csv"), folder.resolve("amortized.csv"));
    Read amortized = AzureExports.read("azure-amortized", folder.resolve("amortized.csv"));

    Read read = AzureExports.read("azure-cost-details", folder);

    assertThat(read.charges()).hasSize(29);
    // What is added is the reservation that was bought for 3.25, and only to what is billed.
    assertThat(read.sum("EffectiveCost")).isEqualByComparingTo(amortized.sum("EffectiveCost"));
    assertThat(read.sum("BilledCost"))
        .isEqualByComparingTo(amortized.sum("BilledCost").add(new BigDecimal("3.25")));
    assertThat(read.sum("EffectiveCost").subtract(amortized.sum("BilledCost")))
        .isEqualByComparingTo("0.499152000468");
  }

  @Test
  void filesWithoutRowsAreRead() {
    Path file = Exports.shared("azure/EA_NoRows.csv");
    for (String format : List.of("azure-actual", "azure-amortized", "azure-cost-details")) {
      Read read = AzureExports.read(format, file);
      assertThat(read.problems()).isEmpty();
      assertThat(read.charges()).isEmpty();
    }
  }

  @Test
  void theHeadersAndValuesOfOpenCostsTestsAreRead() {
    Read enterprise =
        AzureExports.read(
            "azure-actual", Exports.shared("opencost/azure-headersets/Enterprise.csv"));
    assertThat(enterprise.charges()).hasSize(1);
    assertThat(enterprise.all("ChargePeriodStart")).containsExactly(LocalDate.of(2021, 2, 2));
    assertThat(enterprise.all("PricingCategory")).containsExactly("Committed");

    Read bom =
        AzureExports.read("azure-actual", Exports.shared("opencost/azure-headersets/BOM.csv"));
    assertThat(bom.problems()).isEmpty();
    assertThat(bom.rejects()).hasSize(1);
    assertThat(AzureExports.value(bom.rejects().get(0), ChargeRows.REJECT_REASON))
        .isEqualTo("Cannot find BilledCost; Cannot find BillingCurrency");

    Read brackets =
        AzureExports.read(
            "azure-actual", Exports.shared("opencost/azure-values/MissingBrackets.csv"));
    assertThat(brackets.problems())
        .singleElement()
        .asString()
        .contains("BillingCurrencyCode is missing", "Azure cost details");
  }

  @Test
  void theOrderOfDatesIsEachFilesOwn() {
    AzureExports.copy(folder, "2019-localised-day-first.csv");
    AzureExports.copy(folder, "ea-v2-actual.csv");
    AzureExports.copy(folder, "2019-pay-as-you-go.csv");

    Read read = AzureExports.read("azure-actual", folder);

    assertThat(read.problems()).isEmpty();
    assertThat(read.all("ChargePeriodStart"))
        .startsWith(LocalDate.of(2019, 11, 13), LocalDate.of(2019, 11, 5))
        .contains(LocalDate.of(2019, 12, 1), LocalDate.of(2026, 10, 2));
    assertThat(read.all("billing_period")).containsOnly("2019-11", "2019-12", "2026-10");
  }

  @Test
  void datesThatSayNoOrderAreAnErrorUntilTheSettingsDo() {
    Path file = AzureExports.copy(folder, "all-dates-ambiguous.csv");

    assertThat(AzureExports.read("azure-actual", file).problems())
        .singleElement()
        .asString()
        .contains(
            "all-dates-ambiguous.csv",
            "05/11/2019 in Date",
            "set date-order of the source to mdy or dmy");

    Read dayFirst = AzureExports.read("azure-actual", file, DateOrder.DAY_FIRST);
    assertThat(dayFirst.all("ChargePeriodStart"))
        .containsExactly(LocalDate.of(2019, 11, 5), LocalDate.of(2019, 11, 6));
    assertThat(dayFirst.sum("BilledCost")).isEqualByComparingTo("0.75");
    Read monthFirst = AzureExports.read("azure-actual", file, DateOrder.MONTH_FIRST);
    assertThat(monthFirst.all("ChargePeriodStart"))
        .containsExactly(LocalDate.of(2019, 5, 11), LocalDate.of(2019, 6, 11));
  }

  @Test
  void aDateOrderThatTheFileContradictsIsAnError() {
    Path file = AzureExports.copy(folder, "ea-v2-actual.csv");
    assertThat(AzureExports.read("azure-actual", file, DateOrder.DAY_FIRST).problems())
        .singleElement()
        .asString()
        .contains("date-order of the source is dmy", "10/31/2026", "month first");
  }

  @Test
  void datesInTwoOrdersInOneFileAreAnError() {
    Path file =
        Exports.write(
            folder,
            "mixed.csv",
            "Date,MeterCategory,Cost,BillingCurrency\n"
                + "13/01/2026,Storage,1,USD\n"
                + "01/14/2026,Storage,1,USD\n");
    assertThat(AzureExports.read("azure-actual", file).problems())
        .singleElement()
        .asString()
        .contains("13/01/2026 in Date of record 1", "01/14/2026 in Date of record 2");
  }

  @Test
  void aDateInTheOtherOrderFarDownIsARejectAndNotAnotherDay() {
    StringBuilder text = new StringBuilder("Date,MeterCategory,Cost,BillingCurrency\n");
    for (int i = 0; i < 1_500; i++) {
      text.append("01/14/2026,Storage,1,USD\n");
    }
    text.append("15/01/2026,Storage,1,USD\n");
    Read read =
        AzureExports.read("azure-actual", Exports.write(folder, "long.csv", text.toString()));
    assertThat(read.charges()).hasSize(1_500);
    assertThat(read.rejects()).hasSize(1);
    assertThat(AzureExports.value(read.rejects().get(0), ChargeRows.REJECT_REASON).toString())
        .contains("Cannot read ChargePeriodStart: 15/01/2026");
  }

  @Test
  void theWrongDataSetIsRecognised() {
    Path actual = AzureExports.copy(folder, "ea-v2-actual.csv");
    Path amortized = AzureExports.copy(folder, "ea-v2-amortized.csv");

    assertThat(AzureExports.read("azure-amortized", actual).problems())
        .singleElement()
        .asString()
        .contains(
            "Record 6 is the purchase of a reservation for 120, which only actual cost has",
            "Set format to \"azure-actual\", or to \"azure-cost-details\"");
    assertThat(AzureExports.read("azure-actual", amortized).problems())
        .singleElement()
        .asString()
        .contains(
            "Record 4 is usage covered by a reservation for 0.4, which only amortized cost has",
            "Set format to \"azure-amortized\"");
    assertThat(AzureExports.read("focus", actual).problems())
        .singleElement()
        .asString()
        .contains(
            "BilledCost is missing", "It looks like Azure cost details", "azure-cost-details");
    Path focus = Exports.write(folder, "focus.csv", Exports.FOCUS_HEADER + Exports.FOCUS_ROW);
    assertThat(AzureExports.read("azure-actual", focus).problems())
        .singleElement()
        .asString()
        .contains("It looks like FOCUS cost and usage: set format to \"focus\"");
  }

  @Test
  void oneDataSetWithoutTheOtherIsAnErrorThatNamesTheMonth() {
    AzureExports.copy(folder, "ea-v2-actual.csv");
    assertThat(AzureExports.read("azure-cost-details", folder).problems())
        .singleElement()
        .asString()
        .contains(
            "Cannot find amortized cost of 2026-10 beside the actual cost in ea-v2-actual.csv");

    AzureExports.copy(folder, "ea-v2-amortized.csv");
    AzureExports.copy(folder, "mca-amortized.csv");
    assertThat(AzureExports.read("azure-cost-details", folder).problems())
        .singleElement()
        .asString()
        .contains("Cannot find actual cost of 2026-09", "mca-amortized.csv");
  }

  @Test
  void aMonthFarDownInTheOtherFileIsFound() {
    String header = "Date,MeterCategory,Cost,BillingCurrency,ChargeType\n";
    StringBuilder amortized = new StringBuilder(header);
    for (int i = 0; i < 1_200; i++) {
      amortized.append("2026-09-30,Storage,1,USD,Usage\n");
    }
    Exports.write(folder, "amortized.csv", amortized + "2026-10-01,Storage,1,USD,Usage\n");
    Exports.write(
        folder,
        "actual.csv",
        header + "2026-09-30,Storage,1200,USD,Usage\n2026-10-01,Storage,1,USD,Usage\n");
    assertThat(AzureExports.read("azure-cost-details", folder).problems()).isEmpty();
  }

  @Test
  void filesThatDoNotSayTheirDataSetAreToldByTheirRowsOrAnError() throws IOException {
    Files.copy(AzureExports.copy(folder, "ea-v2-actual.csv"), folder.resolve("one.csv"));
    Files.copy(AzureExports.copy(folder, "ea-v2-amortized.csv"), folder.resolve("two.csv"));
    Files.delete(folder.resolve("ea-v2-actual.csv"));
    Files.delete(folder.resolve("ea-v2-amortized.csv"));
    Read told = AzureExports.read("azure-cost-details", folder);
    assertThat(told.problems()).isEmpty();
    assertThat(told.sum("BilledCost")).isEqualByComparingTo("215.146");

    AzureExports.copy(folder, "2019-pay-as-you-go.csv");
    assertThat(AzureExports.read("azure-cost-details", folder).problems())
        .singleElement()
        .asString()
        .contains("2019-pay-as-you-go.csv", "actual or amortized cost", "into the name");
  }

  @Test
  void aNameThatTheRowsContradictIsAnError() throws IOException {
    Files.copy(AzureExports.copy(folder, "ea-v2-actual.csv"), folder.resolve("amortized.csv"));
    assertThat(AzureExports.read("azure-cost-details", folder).problems())
        .singleElement()
        .asString()
        .contains("amortized.csv", "which only actual cost has", "rename the file");
  }

  /** Months of random deals: each row of a month written as either export shows it. */
  @Test
  void whateverIsBoughtAndUsedIsBilledOnceAndEffectiveOnce() throws IOException {
    String header = "Date,MeterCategory,Cost,BillingCurrency,ChargeType,PricingModel\n";
    Random random = new Random(7);
    for (int month = 0; month < 20; month++) {
      StringBuilder actual = new StringBuilder(header);
      StringBuilder amortized = new StringBuilder(header);
      BigDecimal billed = BigDecimal.ZERO;
      BigDecimal effective = BigDecimal.ZERO;
      for (int i = 0; i < 60; i++) {
        BigDecimal cost = BigDecimal.valueOf(random.nextLong(1, 1_000_000_000_000L), 10);
        String model = random.nextBoolean() ? "Reservation" : "SavingsPlan";
        String start = "2026-10-0" + (1 + random.nextInt(9)) + ",Virtual Machines,";
        switch (random.nextInt(6)) {
          case 0 -> {
            actual.append(start).append("0,USD,Usage,").append(model).append('\n');
            amortized.append(start).append(cost).append(",USD,Usage,").append(model).append('\n');
            effective = effective.add(cost);
          }
          case 1 -> {
            amortized.append(start).append(cost).append(",USD,Unused").append(model);
            amortized.append(',').append(model).append('\n');
            effective = effective.add(cost);
          }
          case 2 -> {
            actual.append(start).append(cost).append(",USD,Purchase,").append(model).append('\n');
            billed = billed.add(cost);
          }
          case 3 -> {
            actual.append(start).append('-').append(cost).append(",USD,Refund,");
            actual.append(model).append('\n');
            billed = billed.subtract(cost);
          }
          default -> {
            String type = List.of("Usage", "Purchase", "Refund", "Tax").get(random.nextInt(4));
            String row = start + cost + ",USD," + type + ",OnDemand\n";
            actual.append(row);
            amortized.append(row);
            billed = billed.add(cost);
            effective = effective.add(cost);
          }
        }
      }
      Path both = Files.createDirectory(folder.resolve("month" + month));
      Exports.write(both, "actual.csv", actual.toString());
      Exports.write(both, "amortized.csv", amortized.toString());
      Read read = AzureExports.read("azure-cost-details", both);
      assertThat(read.problems()).isEmpty();
      assertThat(read.rejects()).isEmpty();
      assertThat(read.sum("BilledCost")).isEqualByComparingTo(billed);
      assertThat(read.sum("EffectiveCost")).isEqualByComparingTo(effective);
    }
  }

  private static int day(String date) {
    return Integer.parseInt(date.substring(date.indexOf('/') + 1, date.lastIndexOf('/')));
  }

  private static BigDecimal sum(String costs) {
    return Arrays.stream(costs.strip().split(" ", -1))
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
