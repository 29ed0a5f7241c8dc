package io.almanac.jobs.invoices;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads invoices from CSV files, each either lines of invoices ({@link InvoiceLines}) or a FOCUS
 * invoice detail ({@link InvoiceDetails}), which the header tells.
 */
public final class InvoiceFiles {
  private InvoiceFiles() {}

  /**
   * All invoices below a path, in the order of files and lines.
   *
   * @param path a file, a folder with all it holds, or a glob
   * @throws AlmanacException with every problem of every file
   */
  public static List<Invoice> load(Path path) {
    List<String> problems = new ArrayList<>();
    Map<List<String>, Invoice> invoices = new LinkedHashMap<>();
    for (SourceFile file : SourceFiles.list(path)) {
      for (Invoice invoice : read(Path.of(file.path()), problems)) {
        Invoice first = invoices.putIfAbsent(List.of(invoice.id(), invoice.currency()), invoice);
        if (first != null) {
          problems.add(
              "Cannot use invoice: %s in %s. It stands in %s and %s; keep one."
                  .formatted(invoice.id(), invoice.currency(), first.file(), invoice.file()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
    return List.copyOf(invoices.values());
  }

  private static List<Invoice> read(Path file, List<String> problems) {
    try (CSVParser parser = CSVParser.parse(open(file), format())) {
      List<String> header =
          parser.getHeaderNames().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
      if (header.isEmpty()) {
        return List.of();
      }
      if (InvoiceDetails.COLUMNS.stream()
          .allMatch(column -> header.contains(column.toLowerCase(Locale.ROOT)))) {
        return InvoiceDetails.read(file, records(parser, header), problems);
      }
      if (header.containsAll(InvoiceLines.COLUMNS)) {
        return InvoiceLines.read(file, records(parser, header), problems);
      }
      problems.add(
          "Cannot read invoices: %s. Write the columns %s, or export the FOCUS invoice detail with %s."
              .formatted(
                  file,
                  String.join(",", InvoiceLines.COLUMNS),
                  String.join(",", InvoiceDetails.COLUMNS)));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      problems.add(
          "Cannot read invoices: %s (%s). Check that it is CSV in UTF-8."
              .formatted(file, e.getMessage()));
    }
    return List.of();
  }

  /** The records by line number, values by lower-case name of column; missing values are empty. */
  private static Map<Long, Map<String, String>> records(CSVParser parser, List<String> header) {
    Map<Long, Map<String, String>> records = new LinkedHashMap<>();
    for (CSVRecord csv : parser) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        values.put(header.get(i), i < csv.size() ? csv.get(i) : "");
      }
      records.put(parser.getCurrentLineNumber(), values);
    }
    return records;
  }

  private static CSVFormat format() {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .setIgnoreSurroundingSpaces(true)
        .setIgnoreEmptyLines(true)
        .setTrim(true)
        .get();
  }

  private static Reader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream plain =
          file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")
              ? new GZIPInputStream(bytes)
              : bytes;
      Reader reader =
          new java.io.BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
