package io.almanac.jobs.charges.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestQualityFlags {
  private static final Object[] SOUND = {
    "HostProviderName",
    "AWS",
    "ServiceProviderName",
    "AWS",
    "ChargeCategory",
    "Usage",
    "PricingCategory",
    "Standard",
    "ListUnitPrice",
    "0.2",
    "ContractedUnitPrice",
    "0.175",
    "PricingQuantity",
    "10",
    "ConsumedQuantity",
    "10",
    "EffectiveCost",
    "1.25",
    "BilledCost",
    "1.25"
  };

  @Test
  void aSoundChargeHasNoFlag() {
    assertThat(flags()).isEmpty();
  }

  @Test
  void aPriceOfZeroIsMissingWhereAnotherPriceIsNot() {
    assertThat(flags("ListUnitPrice", "0")).containsExactly("MissingListUnitPrice");
    assertThat(flags("ListUnitPrice", null)).containsExactly("MissingListUnitPrice");
    assertThat(flags("ContractedUnitPrice", "0")).containsExactly("MissingContractedUnitPrice");
    assertThat(
            flags(
                "ListUnitPrice",
                "0",
                "ContractedUnitPrice",
                "0",
                "EffectiveCost",
                "0",
                "BilledCost",
                "0",
                "ContractedCost",
                "0",
                "ListCost",
                "0"))
        .isEmpty();
  }

  @Test
  void aCostOfZeroIsMissingWhereAnotherCostIsNot() {
    assertThat(flags("ListCost", "0")).containsExactly("MissingListCost");
    assertThat(flags("ContractedCost", "0")).containsExactly("MissingContractedCost");
    assertThat(flags("ListCost", null)).containsExactly("MissingListCost");
  }

  @Test
  void discountsDoNotRaiseACost() {
    assertThat(flags("ListCost", "1.7")).containsExactly("ListCostLessThanContractedCost");
    assertThat(flags("ContractedCost", "1.2"))
        .containsExactly("ContractedCostLessThanEffectiveCost");
    assertThat(
            flags(
                "ListCost",
                "-2",
                "ContractedCost",
                "-1.75",
                "EffectiveCost",
                "-1.25",
                "BilledCost",
                "-1.25"))
        .as("a refund in the same proportions")
        .isEmpty();
    assertThat(flags("ListCost", "-1", "ContractedCost", "-1.75", "EffectiveCost", "-1.25"))
        .contains("ListCostLessThanContractedCost");
  }

  @Test
  void pricesThatDifferByLessThanATenThousandthAreRounded() {
    // 1.2509 / 10 and 1.25 / 10 differ by 0.00009, 1.251 / 10 and 1.25 / 10 by 0.0001.
    assertThat(flags("BilledCost", "1.2509")).containsExactly("EffectiveUnitPriceRoundingError");
    assertThat(flags("BilledCost", "1.251")).isEmpty();
    assertThat(flags("ContractedCost", "1.2509"))
        .containsExactly("EffectiveUnitPriceRoundingError");
  }

  @Test
  void aQuantityOfZeroIsMissingWhereMoneyIsPaid() {
    assertThat(flags("PricingQuantity", "0")).containsExactly("MissingPricingQuantity");
    assertThat(flags("ConsumedQuantity", "0")).containsExactly("MissingConsumedQuantity");
    assertThat(flags("ConsumedQuantity", null)).isEmpty();
  }

  @Test
  void aCommitmentIsToldAsOne() {
    assertThat(flags("CommitmentDiscountId", "sp-1"))
        .containsExactly("PricingCategoryShouldBeCommitted");
    assertThat(flags("CommitmentDiscountId", "sp-1", "PricingCategory", "Committed")).isEmpty();
    assertThat(
            flags(
                "CommitmentDiscountId",
                "sp-1",
                "ChargeCategory",
                "Purchase",
                "ChargeFrequency",
                "usage-based",
                "ResourceName",
                "n"))
        .containsExactly(
            "EnumCaseFixed",
            "InvalidChargeFrequency",
            "InvalidEffectiveCost",
            "MissingResourceId",
            "MissingResourceType");
    assertThat(
            flags(
                "CommitmentDiscountId",
                "sp-1",
                "ChargeCategory",
                "Purchase",
                "ChargeFrequency",
                "One-Time",
                "ResourceName",
                "n",
                "ResourceId",
                "i",
                "ResourceType",
                "t",
                "EffectiveCost",
                "0"))
        .isEmpty();
  }

  @Test
  void namesOfProvidersAreNeeded() {
    assertThat(flags("HostProviderName", null, "ServiceProviderName", ""))
        .containsExactly("MissingProviderName", "MissingPublisherName");
  }

  @Test
  void azureTellsTermsInWordsAndBilledPricesOfZero() {
    assertThat(flags("x_SkuTerm", "3Years")).containsExactly("SkuTermShouldBeAnInteger");
    assertThat(flags("x_SkuTerm", "36")).isEmpty();
    assertThat(flags("x_BilledUnitPrice", "0")).containsExactly("MissingBilledUnitPrice");
    assertThat(flags("x_BilledUnitPrice", "0", "BilledCost", "-1")).isEmpty();
  }

  @Test
  void everyFlagIsInTheManual() throws IOException {
    String manual = Files.readString(Path.of("../docs/charge-flags.md"));
    Pattern flag = Pattern.compile("\\.flag\\(\\s*\"([A-Za-z]+)\"\\)");
    List<String> missing = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/almanac/jobs/charges"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Matcher found = flag.matcher(Files.readString(source));
        while (found.find()) {
          if (!manual.contains("`" + found.group(1) + "`")) {
            missing.add(found.group(1));
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> flags(Object... namesAndValues) {
    Map<String, Object> record = Drafts.focus(SOUND);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      record.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    String flags = Drafts.read("focus", record).flags();
    return flags == null ? List.of() : Arrays.asList(flags.split(",", -1));
  }
}
