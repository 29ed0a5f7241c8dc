package io.almanac.jobs.sample;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** FOCUS as CSV: an empty field is null, times end in Z, numbers are plain decimals. */
final class FocusCsvWriter implements ChargeWriter {

  private final List<FocusColumn> columns;
  private final CSVPrinter csv;

  FocusCsvWriter(Provider provider, Writer out) throws IOException {
    columns = FocusColumn.of(provider);
    csv = new CSVPrinter(out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get());
    for (FocusColumn column : columns) {
      csv.print(column.name());
    }
    csv.println();
  }

  @Override
  public void write(Charge charge) throws IOException {
    for (FocusColumn column : columns) {
      Object value = column.value().apply(charge);
      csv.print(value instanceof Long amount ? Billionths.text(amount) : value);
    }
    csv.println();
  }

  @Override
  public void close() throws IOException {
    csv.close(true);
  }
}
