package io.almanac.jobs.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/**
 * A charge as it stands in a written file, read without the generator's own code.
 *
 * @param tags JSON text, or for AWS the team's tag alone; null without
 */
record BillLine(
    String provider,
    YearMonth month,
    LocalDate day,
    String category,
    boolean correction,
    BigDecimal billed,
    BigDecimal effective,
    String invoice,
    String subAccount,
    String resourceId,
    String resourceName,
    String commitment,
    String tags) {

  /** All lines of a company written in the providers' own formats. */
  static List<BillLine> read(Path company) {
    List<BillLine> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(company.resolve("billing"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.toString();
        if (name.endsWith(".parquet")) {
          parquet(file, lines);
        } else {
          boolean aws = name.contains("almanac-cur");
          csv(file).forEach(row -> lines.add(aws ? aws(row) : focus(row)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** The rows of a plain or gzipped CSV file. */
  static List<CSVRecord> csv(Path file) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setNullString("").get();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return format.parse(text).getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BillLine aws(CSVRecord row) {
    BigDecimal cost = new BigDecimal(row.get("lineItem/UnblendedCost"));
    return new BillLine(
        "aws",
        YearMonth.parse(row.get("bill/BillingPeriodStartDate").substring(0, 7)),
        LocalDate.parse(row.get("lineItem/UsageStartDate").substring(0, 10)),
        row.get("lineItem/LineItemType"),
        false,
        cost,
        cost,
        row.get("bill/InvoiceId"),
        row.get("lineItem/UsageAccountId"),
        row.get("lineItem/ResourceId"),
        null,
        null,
        row.get("resourceTags/user:Team"));
  }

  private static BillLine focus(CSVRecord row) {
    return new BillLine(
        "azure",
        YearMonth.parse(row.get("BillingPeriodStart").substring(0, 7)),
        LocalDate.parse(row.get("ChargePeriodStart").substring(0, 10)),
        row.get("ChargeCategory"),
        "Correction".equals(row.get("ChargeClass")),
        new BigDecimal(row.get("BilledCost")),
        new BigDecimal(row.get("EffectiveCost")),
        row.get("InvoiceId"),
        row.get("SubAccountId"),
        row.get("ResourceId"),
        row.get("ResourceName"),
        row.get("CommitmentDiscountId"),
        row.get("Tags"));
  }

  private static void parquet(Path file, List<BillLine> lines) throws IOException {
    try (ParquetReader<Group> reader = new GroupBuilder(new LocalInputFile(file)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        lines.add(
            new BillLine(
                "gcp",
                YearMonth.from(day(row, "BillingPeriodStart")),
                day(row, "ChargePeriodStart"),
                text(row, "ChargeCategory"),
                "Correction".equals(text(row, "ChargeClass")),
                decimal(row, "BilledCost"),
                decimal(row, "EffectiveCost"),
                text(row, "x_InvoiceId"),
                text(row, "SubAccountId"),
                text(row, "ResourceId"),
                text(row, "ResourceName"),
                null,
                text(row, "Tags")));
      }
    }
  }

  private static String text(Group row, String field) {
    return row.getFieldRepetitionCount(field) == 0 ? null : row.getString(field, 0);
  }

  private static BigDecimal decimal(Group row, String field) {
    return new BigDecimal(new BigInteger(row.getBinary(field, 0).getBytes()), 9);
  }

  private static LocalDate day(Group row, String field) {
    Instant time = Instant.ofEpochSecond(row.getLong(field, 0) / 1_000_000);
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static final class GroupBuilder extends ParquetReader.Builder<Group> {

    GroupBuilder(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
