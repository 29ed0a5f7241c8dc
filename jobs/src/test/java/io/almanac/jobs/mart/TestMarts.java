package io.almanac.jobs.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestMarts {
  @Test
  void everyKeyAndPartitionIsAColumnAndNoColumnIsTwice() {
    for (Mart mart : Marts.ALL) {
      assertThat(mart.columnNames()).as(mart.name()).doesNotHaveDuplicates();
      assertThat(mart.columnNames()).as(mart.name()).containsAll(mart.key());
      assertThat(mart.columnNames())
          .as(mart.name())
          .endsWith(mart.partitionColumns().toArray(String[]::new));
    }
  }

  @Test
  void columnsOutsideChargesAreSnakeCase() {
    for (Mart mart : Marts.ALL) {
      if (!mart.equals(CostMarts.CHARGES)) {
        assertThat(mart.columnNames()).allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
      }
    }
  }

  @Test
  void focusColumnsAreThoseOfTheSpecification() throws IOException {
    Path list = Path.of("../../shared/reference/focus-columns.tsv");
    assumeTrue(Files.exists(list), "needs ../shared/reference/focus-columns.tsv");
    List<String> expected =
        Files.readAllLines(list).stream()
            .map(line -> line.split("\t", -1))
            .filter(fields -> fields[0].equals("CostAndUsage"))
            .map(fields -> fields[1])
            .filter(name -> !List.of("ProviderName", "PublisherName").contains(name))
            .toList();
    assertThat(FocusColumns.ALL.stream().map(MartColumn::name)).containsExactlyElementsOf(expected);
  }
}
