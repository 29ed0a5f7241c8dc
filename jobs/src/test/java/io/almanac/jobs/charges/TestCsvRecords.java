package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.charges.CsvRecords.CsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Test;

class TestCsvRecords {
  @Property(tries = 300)
  void readsWhatAnotherWriterWrote(@ForAll("tables") List<List<String>> table) throws IOException {
    StringWriter text = new StringWriter();
    CSVFormat format = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecords(table);
    }
    assertThat(fields(text.toString())).isEqualTo(table);
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> field =
        Arbitraries.strings().withChars("ab,\"\r\n \u0000\u00e9").ofMaxLength(6);
    return field.list().ofSize(3).list().ofMaxSize(5);
  }

  @Test
  void readsUnquotedFieldsAndEveryLineEnd() throws IOException {
    assertThat(fields("a,b\r\nc,\r,d\n\n \n\"e\",\"f\"\"g\""))
        .containsExactly(
            List.of("a", "b"), List.of("c", ""), List.of("", "d"), List.of("e", "f\"g"));
  }

  @Test
  void aBrokenQuoteCostsOneLine() throws IOException {
    List<CsvRecord> records = records("a,\"b\nc,d\n\"e\"x,f\ng,h\n");
    assertThat(records).hasSize(4);
    assertThat(records.get(0).raw()).isEqualTo("a,\"b");
    assertThat(records.get(1).fields()).containsExactly("c", "d");
    assertThat(records.get(2).fault())
        .isEqualTo("Cannot read record: text follows a closing quote");
    assertThat(records.get(3).fields()).containsExactly("g", "h");
  }

  private static List<List<String>> fields(String text) throws IOException {
    return records(text).stream().map(record -> Arrays.asList(record.fields())).toList();
  }

  private static List<CsvRecord> records(String text) throws IOException {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvRecords reader = new CsvRecords(new StringReader(text))) {
      for (CsvRecord record = reader.next(); record != null; record = reader.next()) {
        records.add(record);
      }
    }
    return records;
  }
}
