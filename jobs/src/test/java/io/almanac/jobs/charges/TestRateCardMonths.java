package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.ratecard.RateCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRateCardMonths {
  private static final String HEADER = String.join(",", RateCard.COLUMNS) + "\n";

  private static final String NODE =
      "gpu-01,NVIDIA H100,8,cluster-a,berlin,2026-01-15,,,360000,36000,36,"
          + "10,1.3,0.20,310,99.99,,0.7,EUR,team=vision;environment=prod\n"
          + "gpu-02,NVIDIA H100,8,cluster-a,berlin,2026-03-01,,2026-03-20,1000.01,0,7,"
          + ",,,,,,,USD,\n";

  private static final LocalDate UNTIL = LocalDate.of(2026, 3, 5);

  @TempDir Path folder;

  @Test
  void chargesAreThoseOfTheCommandToTheLastDigit() throws IOException {
    Path card = card(HEADER + NODE);
    Path out = folder.resolve("out");
    long written = RateCard.load(card).write(out, UNTIL).charges();

    List<String> byCommand = rows("focus", SourceFiles.list(out));
    List<String> bySource = rows("rate-card", RateCardMonths.files("owned", card, UNTIL));
    assertThat(bySource).hasSize((int) written).containsExactlyElementsOf(byCommand);
    // 360,000 less 36,000 over 36 months is 9,000.00 in February, 28 days of it.
    assertThat(bySource).anyMatch(row -> row.contains("321.428571"));
    assertThat(ChargeLoad.headerProblems("owned", "rate-card", months(card, UNTIL))).isEmpty();
    assertThat(ChargeLoad.checkHeaders("owned", "rate-card", months(card, UNTIL)))
        .isEqualTo(months(card, UNTIL));
  }

  @Test
  void onlyMonthsThatChangeLookChanged() throws IOException {
    Path card = card(HEADER + NODE);
    List<SourceFile> before = months(card, UNTIL);
    assertThat(before)
        .extracting(SourceFile::relativePath)
        .containsExactly("card.csv/2026-01", "card.csv/2026-02", "card.csv/2026-03");
    assertThat(changed(before, months(card, UNTIL))).isEmpty();
    // A day later there is one more day of March.
    assertThat(changed(before, months(card, UNTIL.plusDays(1))))
        .containsExactly("card.csv/2026-03");
    // Power is dearer from the middle of February on.
    card(
        HEADER
            + NODE.replace("2026-01-15,,,", "2026-01-15,,2026-02-15,")
            + NODE.lines()
                .findFirst()
                .orElseThrow()
                .replace("2026-01-15,,,", "2026-01-15,2026-02-15,,")
                .replace("0.20", "0.21")
            + "\n");
    assertThat(changed(before, months(card, UNTIL)))
        .containsExactly("card.csv/2026-02", "card.csv/2026-03");
    // A node that was bought later has no charges in January.
    card(HEADER + NODE.replace("2026-01-15", "2026-02-01"));
    assertThat(months(card, UNTIL))
        .extracting(SourceFile::relativePath)
        .containsExactly("card.csv/2026-02", "card.csv/2026-03");
  }

  @Test
  void aFileThatIsNoRateCardIsCalledWhatItIs() throws IOException {
    Path card = card(HEADER + NODE);
    Path out = folder.resolve("out");
    RateCard.load(card).write(out, LocalDate.of(2026, 2, 1));
    assertThatThrownBy(() -> months(out, UNTIL))
        .hasMessageContaining("Cannot read file of source owned as rate-card: ")
        .hasMessageContaining("gpu_model is missing")
        .hasMessageContaining("It looks like FOCUS cost and usage: set format to \"focus\".");
    assertThat(ChargeLoad.headerProblems("bill", "focus", SourceFiles.list(card)))
        .singleElement()
        .asString()
        .contains("It looks like a rate card of owned nodes: set format to \"rate-card\".");
  }

  @Test
  void faultsOfACardAreToldWithTheirLines() throws IOException {
    Path card = card(HEADER + NODE.replace("360000", "much").replace("USD", "XXY"));
    assertThatThrownBy(() -> months(card, UNTIL))
        .hasMessageContaining("line 2: much.")
        .hasMessageContaining("line 3: XXY.");
    Files.writeString(card, "");
    assertThatThrownBy(() -> months(card, UNTIL)).hasMessageContaining("Cannot read rate card");
    assertThatThrownBy(() -> months(folder.resolve("none.csv"), UNTIL))
        .hasMessageContaining("Cannot find cost export: ");
    Files.writeString(folder.resolve("second.csv"), HEADER);
    assertThatThrownBy(() -> months(folder, UNTIL))
        .hasMessageContaining("It has 2 files; name one CSV file");
  }

  /** The values of all rows but for the names of format, file and source. */
  private static List<String> rows(String format, List<SourceFile> files) {
    List<String> texts = new ArrayList<>();
    for (SourceFile file : files) {
      CsvFile.rows("owned", format, file, LeftOut.UNHEARD)
          .forEachRemaining(
              row -> {
                assertThat(row.isNullAt(ChargeRows.SCHEMA.fieldIndex("x_RejectReason"))).isTrue();
                texts.add(text(row));
              });
    }
    return texts;
  }

  private static String text(Row row) {
    return Arrays.stream(ChargeRows.SCHEMA.fieldNames())
        .filter(name -> !name.equals("x_SourceFormat") && !name.equals("x_SourceFile"))
        .map(name -> name + "=" + row.get(ChargeRows.SCHEMA.fieldIndex(name)))
        .collect(Collectors.joining("|"));
  }

  private static List<String> changed(List<SourceFile> before, List<SourceFile> now) {
    return now.stream()
        .filter(
            file ->
                before.stream()
                    .noneMatch(
                        other ->
                            other.relativePath().equals(file.relativePath())
                                && other.size() == file.size()
                                && other.modifiedMillis() == file.modifiedMillis()))
        .map(SourceFile::relativePath)
        .toList();
  }

  private static List<SourceFile> months(Path card, LocalDate until) {
    return RateCardMonths.files("owned", card, until);
  }

  private Path card(String text) throws IOException {
    return Files.writeString(folder.resolve("card.csv"), text);
  }
}
