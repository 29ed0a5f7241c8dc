package io.almanac.jobs.mart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestMartSums {
  private static final Mart OLDER =
      Mart.named("sample", "A row.")
          .text("name", "A text.")
          .money("cost", "A cost.")
          .instant("moment", "An instant.")
          .partitionedBy(Partitions.SOURCE, Partitions.BILLING_PERIOD);
  private static final Mart MART =
      Mart.named("sample", "A row.")
          .text("name", "A text.")
          .money("cost", "A cost.")
          .instant("moment", "An instant.")
          .text("newer", "A text that older files lack.")
          .partitionedBy(Partitions.SOURCE, Partitions.BILLING_PERIOD);
  private static final BigDecimal HUGE = new BigDecimal("99999999999999999999");

  @TempDir Path folder;

  @Test
  void sumsAreThoseOfAllRowsWhateverTheFiles() throws IOException {
    Map<String, BigDecimal> expected = new TreeMap<>();
    Map<String, Long> rows = new TreeMap<>();
    Random random = new Random(3);
    for (int file = 0; file < 5; file++) {
      boolean isOlder = file < 2;
      try (TaskFiles task = new TaskFiles(isOlder ? OLDER : MART, folder, file + "-0")) {
        for (int i = 0; i < 700; i++) {
          String name = random.nextInt(4) == 0 ? null : "n" + random.nextInt(9);
          BigDecimal cost =
              random.nextInt(3) == 0 ? null : BigDecimal.valueOf(random.nextLong(), 12);
          // From 1969 on, to the microsecond before midnight.
          LocalDate day = LocalDate.of(1969, 12, 30).plusDays(random.nextInt(4));
          Instant moment =
              day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000);
          String newer = isOlder || random.nextBoolean() ? null : "yes";
          String source = random.nextBoolean() ? "a" : "b=/ c";
          List<Object> values = new ArrayList<>();
          values.add(name);
          values.add(cost);
          values.add(micros(moment));
          if (!isOlder) {
            values.add(newer);
          }
          values.add(source);
          values.add("2026-10");
          task.write(values.toArray());
          String key = source + "|" + name + "|" + day + "|" + newer;
          rows.merge(key, 1L, Long::sum);
          if (cost != null) {
            expected.merge(key, cost, BigDecimal::add);
          }
        }
      }
    }
    Map<String, BigDecimal> found = new TreeMap<>();
    Map<String, Long> foundRows = new TreeMap<>();
    for (Row row : read(new MartSums(keys(), List.of("cost"))).collectAsList()) {
      String key =
          row.getString(0)
              + "|"
              + row.getString(1)
              + "|"
              + LocalDate.ofEpochDay(row.getInt(2))
              + "|"
              + row.getString(3);
      foundRows.merge(key, row.<Long>getAs(MartSums.ROWS), Long::sum);
      assertThat(row.isNullAt(4)).isEqualTo(row.getLong(5) == 0);
      if (!row.isNullAt(4)) {
        found.merge(key, row.getDecimal(4).stripTrailingZeros(), BigDecimal::add);
      }
    }
    assertThat(foundRows).isEqualTo(rows);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((key, sum) -> assertThat(sum).isEqualByComparingTo(expected.get(key)));
  }

  @Test
  void aSumThatNoColumnHoldsFailsUnlessItMayBeMissing() throws IOException {
    try (TaskFiles task = new TaskFiles(MART, folder, "0-0")) {
      for (int i = 0; i < 2; i++) {
        task.write(new Object[] {"n", HUGE, 0L, null, "a", "2026-10"});
      }
    }
    Row wide = read(new MartSums(keys(), List.of(), List.of("cost"))).collectAsList().get(0);
    assertThat(wide.isNullAt(4)).isTrue();
    assertThat(wide.getLong(5)).isEqualTo(2);
    assertThatThrownBy(() -> read(new MartSums(keys(), List.of("cost"))).collectAsList())
        .hasStackTraceContaining("Cannot sum cost: 199999999999999999998");
  }

  @Test
  void aMartWithoutFilesHasNoSums() {
    assertThat(read(new MartSums(keys(), List.of("cost"))).count()).isZero();
  }

  private Dataset<Row> read(MartSums sums) {
    return sums.read(SparkTest.spark(), MART, folder, Folders.parquetFiles(folder));
  }

  private static List<SumKey> keys() {
    return List.of(
        SumKey.text("source"),
        SumKey.text("the_name", "name"),
        SumKey.day("day", "moment"),
        SumKey.text("newer"));
  }

  private static long micros(Instant moment) {
    return moment.getEpochSecond() * 1_000_000L + moment.getNano() / 1_000;
  }
}
