package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.charges.source.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records with letters lost, added, doubled and exchanged: each is a charge or a reject. */
class TestHostileGcpRecords {
  private static final int RECORDS = 5_000;
  private static final String LETTERS = "{}[]\",:'\\0179eE-+. xNnuT\u0000\u00e9\uD800\u2028";
  private static final Path EXPORTS = Path.of("src/test/resources/io/almanac/jobs/charges/gcp");

  @TempDir private Path folder;

  @Test
  void everyLineIsAChargeOrAReject() throws IOException {
    List<String> whole = Files.readAllLines(EXPORTS.resolve("01-detailed.jsonl"));
    whole.addAll(Files.readAllLines(EXPORTS.resolve("02-credits.jsonl")));
    Random random = new Random(4);
    List<String> lines = new ArrayList<>(whole);
    while (lines.size() < RECORDS) {
      lines.add(spoilt(whole.get(random.nextInt(whole.size())), random));
    }
    Path file = folder.resolve("x.jsonl");
    // Half a character is written as a question mark.
    Files.write(file, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));

    List<Row> rows = RecordFiles.rows("gcp-billing", file);

    assertThat(rows).hasSize(lines.size());
    assertThat(RecordFiles.rejects(rows)).hasSizeGreaterThan(RECORDS / 4);
    assertThat(RecordFiles.charges(rows))
        .hasSizeGreaterThan(RECORDS / 10)
        .allMatch(row -> RecordFiles.number(row, "BilledCost") != null);
  }

  @Test
  void everyTextOfCreditsIsNettedOrRejected() {
    String whole =
        "[{'name': \"a 'b'\", 'amount': -0.25, 'full_name': None, 'x': True},"
            + " {'amount': -1e-06, 'id': 'y\\'z', 'type': 'DISCOUNT'}]";
    ChargeRows rows =
        new ChargeRows(
            "bill",
            "gcp-billing",
            Header.of(
                List.of(
                    "cost",
                    "currency",
                    "invoice.month",
                    "usage_start_time",
                    "usage_end_time",
                    "credits")),
            FileTraits.NONE,
            LeftOut.UNHEARD);
    Random random = new Random(5);
    int netted = 0;
    for (int i = 0; i < RECORDS; i++) {
      String credits = i == 0 ? whole : spoilt(whole, random);
      Object[] record = {"1", "USD", "202609", "2026-09-01", "2026-09-02", credits};
      Row row = rows.row("x.csv", i + 1, record);
      boolean rejected = RecordFiles.text(row, ChargeRows.REJECT_REASON) != null;
      assertThat(RecordFiles.number(row, "BilledCost") == null).as(credits).isEqualTo(rejected);
      netted += rejected ? 0 : 1;
      if (i == 0) {
        assertThat(RecordFiles.number(row, "BilledCost")).isEqualByComparingTo("0.749999");
      }
    }
    assertThat(netted).isBetween(RECORDS / 10, RECORDS * 9 / 10);
  }

  private static String spoilt(String text, Random random) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(spoilt.length());
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      switch (random.nextInt(4)) {
        case 0 -> spoilt.deleteCharAt(at);
        case 1 -> spoilt.insert(at, letter);
        case 2 -> spoilt.setCharAt(at, letter);
        default -> spoilt.insert(at, text, 0, random.nextInt(text.length()));
      }
    }
    return spoilt.toString();
  }
}
