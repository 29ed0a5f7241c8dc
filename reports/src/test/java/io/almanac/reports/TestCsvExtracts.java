package io.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCsvExtracts {

  @TempDir Path folder;

  @Test
  void keepsDecimalsExactAndUnallocatedLast() throws IOException {
    CsvExtracts.write(SampleReport.full(), folder);
    List<CSVRecord> rows = rows("by_team.csv");
    assertThat(rows).hasSize(8);
    assertThat(rows.get(0).get("actual_to_date")).isEqualTo("61240.12");
    assertThat(rows.get(0).get("charge_month")).isEqualTo("2026-10");
    assertThat(rows.get(7).get("team")).isEqualTo("unallocated");
    assertThat(rows.get(7).get("budget")).isEmpty();
    assertThat(rows("idle_gpu.csv").get(8).get("hourly_cost")).isEmpty();
  }

  @Test
  void bringsHostileTextBackHarmless() throws IOException {
    String hostile = "=cmd|' /C calc'!A0,\"x\"\nnext";
    TeamLine line =
        new TeamLine(
            hostile,
            new java.math.BigDecimal("1E+3").add(new java.math.BigDecimal("0.000000000000000001")),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    CsvExtracts.write(
        SampleReport.with(SampleReport.empty(), List.of(line), Details.none("mart")), folder);
    CSVRecord row = rows("by_team.csv").get(0);
    assertThat(row.get("team")).isEqualTo("'" + hostile);
    assertThat(row.get("actual_to_date")).isEqualTo("1000.000000000000000001");
  }

  private List<CSVRecord> rows(String file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser =
        CSVParser.parse(
            Files.newBufferedReader(folder.resolve(file), StandardCharsets.UTF_8), format)) {
      return parser.getRecords();
    }
  }
}
