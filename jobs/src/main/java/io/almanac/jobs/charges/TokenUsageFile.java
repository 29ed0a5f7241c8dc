package io.almanac.jobs.charges;

import io.almanac.jobs.charges.CsvRecords.CsvRecord;
import io.almanac.jobs.charges.source.Header;
import io.almanac.jobs.charges.source.TokenReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Reads one file of token usage: a record becomes a row for each kind of tokens that it counts,
 * with the price of the day.
 */
final class TokenUsageFile {
  private TokenUsageFile() {}

  /** The rows of all records, read while they are asked for. */
  static Iterator<Row> rows(String source, SourceFile file, TokenPrices prices) {
    return new Rows(source, file, prices);
  }

  /**
   * Which tokens of a file have no price on their day, as one sentence; empty when all have one.
   *
   * @throws UnfitFileException when the file is no CSV
   */
  static Optional<String> missingPrices(String source, SourceFile file, TokenPrices prices)
      throws IOException {
    if (file.isParquet()) {
      throw new UnfitFileException("It is Parquet: write token usage as CSV");
    }
    TreeMap<String, TreeMap<LocalDate, Long>> missing = new TreeMap<>();
    try (CsvRecords records = new CsvRecords(FileText.open(file))) {
      Header header = header(records.next());
      for (CsvRecord record = records.next(); record != null; record = records.next()) {
        String[] fields = record.fields();
        if (fields != null && fields.length == header.names().size()) {
          TokenUsage usage = TokenUsage.of(header, fields);
          for (TokenKind kind : usage.tokens().keySet()) {
            if (prices.find(usage.provider(), usage.model(), kind, usage.day()) == null) {
              missing
                  .computeIfAbsent(
                      usage.provider() + " " + usage.model() + " " + kind.text(),
                      unseen -> new TreeMap<>())
                  .merge(usage.day(), 1L, Long::sum);
            }
          }
        }
      }
    }
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    List<String> named = new ArrayList<>();
    missing.forEach(
        (tokens, days) ->
            named.add(
                days.size() == 1
                    ? tokens + " on " + days.firstKey()
                    : tokens + " from " + days.firstKey() + " to " + days.lastKey()));
    return Optional.of(
        "Cannot find prices of tokens of source %s: %s (%s). Add them to %s."
            .formatted(source, String.join(", ", named), file.path(), file.traits().prices()));
  }

  private static Header header(CsvRecord first) {
    return first == null || first.fields() == null
        ? Header.of(List.of())
        : Header.of(List.of(first.fields()));
  }

  private static final class Rows extends RecordRows {
    private final TokenPrices prices;
    private final CsvRecords records;
    private final Header header;
    private final ChargeRows rows;

    Rows(String source, SourceFile file, TokenPrices prices) {
      super(file);
      this.prices = prices;
      try {
        this.records = new CsvRecords(FileText.open(file));
        this.header = header(records.next());
        List<String> names = new ArrayList<>(header.names());
        names.addAll(TokenReader.PRICED);
        this.rows =
            new ChargeRows(
                source, TokenReader.FORMAT, Header.of(names), file.traits(), LeftOut.UNHEARD);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    boolean read() throws IOException {
      CsvRecord record = records.next();
      if (record != null) {
        read(record);
      }
      return record != null;
    }

    @Override
    void close() throws IOException {
      records.close();
    }

    private void read(CsvRecord record) {
      String[] fields = record.fields();
      if (fields == null) {
        broken(record.raw(), record.fault());
      } else if (fields.length != header.names().size()) {
        broken(
            String.join(",", fields),
            "Cannot read record: %s fields stand below %s columns"
                .formatted(fields.length, header.names().size()));
      } else {
        TokenUsage usage = TokenUsage.of(header, fields);
        if (usage.fault() != null) {
          broken(String.join(",", fields), usage.fault());
        }
        usage.tokens().forEach((kind, tokens) -> add(row(record, usage, kind, tokens)));
      }
    }

    private Row row(CsvRecord usageRecord, TokenUsage usage, TokenKind kind, BigDecimal tokens) {
      String[] fields = usageRecord.fields();
      TokenPrice price = prices.find(usage.provider(), usage.model(), kind, usage.day());
      if (price == null) {
        return rows.broken(
            file().relativePath(),
            number(),
            String.join(",", fields),
            "Cannot find price: %s %s %s on %s"
                .formatted(usage.provider(), usage.model(), kind.text(), usage.day()));
      }
      Object[] priced = {
        kind.text(),
        tokens,
        price.price(),
        price.per(),
        price.quantity(tokens),
        price.cost(tokens),
        price.currency(),
        price.validFrom().toString()
      };
      Object[] record = new Object[fields.length + priced.length];
      System.arraycopy(fields, 0, record, 0, fields.length);
      System.arraycopy(priced, 0, record, fields.length, priced.length);
      return usageRecord.undecodable()
          ? rows.row(file().relativePath(), number(), record, CsvRecords.UNDECODABLE)
          : rows.row(file().relativePath(), number(), record);
    }

    private void broken(String raw, String reason) {
      add(rows.broken(file().relativePath(), number(), raw, reason));
    }
  }
}
