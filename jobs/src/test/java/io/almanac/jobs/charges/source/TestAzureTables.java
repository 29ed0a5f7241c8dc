package io.almanac.jobs.charges.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our tables of Azure's services, regions and units, beside the ones that others publish. */
class TestAzureTables {
  @Test
  void everyCategoryIsOneOfFocus() {
    Set<String> categories = Set.copyOf(FocusValues.ENUMS.get("ServiceCategory").values());
    assertThat(categories).containsAll(AzureServices.all().values());
  }

  @Test
  void categoriesAgreeWithOneOfTwoPublishedTables() throws IOException {
    Map<String, Set<String>> published = new HashMap<>();
    for (CSVRecord row : records("mappings/azure_category_mapping.csv")) {
      add(published, row.get("ConsumedService"), row.get("ServiceCategory"));
    }
    for (CSVRecord row : records("mappings/Services.csv")) {
      add(published, row.get("ServiceName"), row.get("ServiceCategory"));
      add(published, row.get("ConsumedService"), row.get("ServiceCategory"));
    }
    Map<String, String> differing = new TreeMap<>();
    int compared = 0;
    for (Map.Entry<String, String> own : AzureServices.all().entrySet()) {
      Set<String> others = published.get(own.getKey());
      if (others != null) {
        compared++;
        if (!others.contains(own.getValue())) {
          differing.put(own.getKey(), own.getValue() + " and not " + others);
        }
      }
    }
    assertThat(differing).isEmpty();
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void regionsAndTheirOtherNamesAreThePublishedOnes() throws IOException {
    Map<String, String> names = new HashMap<>();
    for (CSVRecord row : records("mappings/Regions.csv")) {
      names.put(row.get("RegionId"), row.get("RegionName"));
    }
    AzurePlaces.regionNames()
        .forEach((id, name) -> assertThat(names).as(id).containsEntry(id, name));
    assertThat(AzurePlaces.regionNames()).hasSizeGreaterThan(60);
    int known = 0;
    for (CSVRecord row : records("mappings/Regions.csv")) {
      String id = AzurePlaces.region(row.get("OriginalValue"));
      if (id != null && AzurePlaces.regionNames().containsKey(id)) {
        known++;
        assertThat(id).as(row.get("OriginalValue")).isEqualTo(row.get("RegionId"));
      }
    }
    assertThat(known).isGreaterThan(150);
  }

  @Test
  void noPlaceIsNoRegion() {
    assertThat(AzurePlaces.region("Unassigned")).isNull();
    assertThat(AzurePlaces.region(" ")).isNull();
    assertThat(AzurePlaces.region(null)).isNull();
    assertThat(AzurePlaces.region("Mars East 7")).isEqualTo("marseast7");
  }

  @Test
  void blocksOfUnitsAreThePublishedOnes() throws IOException {
    Map<String, String> differing = new TreeMap<>();
    for (CSVRecord row : records("mappings/PricingUnits.csv")) {
      String text = row.get("UnitOfMeasure");
      AzureUnit unit = AzureUnit.of(text);
      if (unit.block().compareTo(new BigDecimal(row.get("PricingBlockSize"))) != 0) {
        differing.put(text, unit + " and not " + row.get("PricingBlockSize"));
      }
    }
    // "1 1 Hour", "10000 1" and the like begin with their block; 10000s is no block of the table.
    assertThat(differing.keySet()).isSubsetOf("10000s");
  }

  @ParameterizedTest
  @CsvSource({
    "1 Hour, 1, Hours, Hours",
    "100 Hours, 100, Hours, 100 Hours",
    "10K, 10000, Units, 10000 Units",
    "1M/Month, 1000000, Units/Month, 1000000 Units/Month",
    "1/Month, 1, Units/Month, Units/Month",
    "1 GB/Month, 1, GB/Month, GB/Month",
    "1 GB Hour, 1, GB-Hours, GB-Hours",
    "1 IOPS/Month, 1, IOPS/Month, IOPS/Month",
    "10000 Transactions, 10000, Transactions, 10000 Transactions",
    "1/3 Months, 1, Units/3 Months, Units/3 Months",
    "Unassigned, 1, Units, Units",
  })
  void unitsAreSpelledAsFocusWantsThem(String text, String block, String base, String pricing) {
    AzureUnit unit = AzureUnit.of(text);
    assertThat(unit.block()).isEqualByComparingTo(block);
    assertThat(unit.base()).isEqualTo(base);
    assertThat(unit.pricing()).isEqualTo(pricing);
  }

  private static void add(Map<String, Set<String>> categories, String name, String category) {
    categories
        .computeIfAbsent(name.toLowerCase(Locale.ROOT), unseen -> new TreeSet<>())
        .add(category);
  }

  private static List<CSVRecord> records(String path) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(shared(path), StandardCharsets.UTF_8, format)) {
      return parser.getRecords();
    }
  }

  static Path shared(String path) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data/cost").resolve(path);
      if (Files.exists(file)) {
        return file;
      }
    }
    return Assumptions.abort("needs ../shared/data/cost/" + path);
  }
}
