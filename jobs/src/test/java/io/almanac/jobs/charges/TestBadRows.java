package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.Exports.FOCUS_HEADER;
import static io.almanac.jobs.charges.PlainRows.billed;
import static io.almanac.jobs.charges.PlainRows.flags;
import static io.almanac.jobs.charges.PlainRows.reject;
import static io.almanac.jobs.charges.PlainRows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated bad rows and bad files: each is a reject with a reason, a charge, or one clear
 * sentence. Seeds are fixed and named in the message of a failure.
 */
class TestBadRows {
  private static final List<String> NAMES = List.of(FOCUS_HEADER.strip().split(",", -1));
  private static final List<String> GOOD = List.of(Exports.FOCUS_ROW.strip().split(",", -1));
  private static final Pattern MONTH = Pattern.compile("(199|2[01]\\d)\\d-(0[1-9]|1[0-2])");
  private static final Pattern FLAG = Pattern.compile("[A-Z][A-Za-z]+");
  private static final BigDecimal LIMIT = new BigDecimal("1E15");

  /** What a cell may hold in place of what belongs there. */
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "NULL",
          "(null)",
          "None",
          "N/A",
          "NaN",
          "Infinity",
          "-Infinity",
          "1E308",
          "1E-400",
          "-0",
          "1e15",
          "999999999999999.999999999999999999",
          "1E+999999999",
          "1E-2147483647",
          "--5",
          "1,5",
          "$1",
          "1900-01-01",
          "9999-12-31T23:59:59Z",
          "2024-09-31",
          "5/1/25",
          "13/13/13",
          "24:00",
          "2024-09-01T00:00:00+99:00",
          "{}",
          "{",
          "{\"a\":1,\"a\":2}",
          "{\"A\":1,\"a\":{\"b\":[]}}",
          "[]",
          "\"",
          "\"a\":\"b\"",
          "\u0000",
          "\uFEFF",
          "\uFFFD",
          "\uD800",
          "\u202E",
          "=cmd|' /C calc'!A0",
          "../../etc/passwd",
          "${jndi:ldap://x}",
          "USD",
          "usd ",
          "\u00a0",
          "1\u00a0000",
          "\u0660",
          "x".repeat(5000),
          "9".repeat(300),
          "Usage",
          "usage-based",
          "-5.59E-05");

  private static final List<Object> NASTY_TYPED =
      List.of(
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.MAX_VALUE,
          Double.MIN_VALUE,
          -0.0,
          Long.MIN_VALUE,
          Integer.MAX_VALUE,
          true,
          new BigDecimal("1E+999999999"),
          new BigDecimal("1E-999999999"),
          new BigDecimal("123456789012345678901234567890.5"),
          Instant.MIN,
          Instant.MAX,
          Instant.parse("1900-01-01T00:00:00Z"));

  @TempDir private Path folder;

  @Test
  void tenThousandRowsOfAnyTextAreEachAChargeOrARejectWithAReason() {
    ChargeRows maker = PlainRows.maker("focus", NAMES);
    for (long seed = 0; seed < 10_000; seed++) {
      check(seed, maker.row("a.csv", seed, cells(new Random(seed), GOOD)));
    }
  }

  @Test
  void fiveThousandRowsOfAnyTypesAreEachAChargeOrARejectWithAReason() {
    ChargeRows maker = PlainRows.maker("focus", NAMES);
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Object[] values = cells(random, GOOD);
      for (int i = 0; i < values.length; i++) {
        int choice = random.nextInt(NASTY_TYPED.size() * 3);
        if (choice < NASTY_TYPED.size()) {
          values[i] = NASTY_TYPED.get(choice);
        } else if (choice == NASTY_TYPED.size()) {
          values[i] = null;
        }
      }
      check(seed, maker.row("a.csv", seed, values));
    }
  }

  @Test
  void fiveThousandLineItemsOfAnyTextAreEachAChargeOrARejectWithAReason() {
    List<String> names =
        List.of(
            "lineItem/UnblendedCost",
            "lineItem/CurrencyCode",
            "lineItem/LineItemType",
            "bill/BillingPeriodStartDate",
            "lineItem/UsageStartDate",
            "lineItem/UsageEndDate",
            "savingsPlan/SavingsPlanEffectiveCost",
            "reservation/EffectiveCost",
            "pricing/publicOnDemandCost",
            "lineItem/UsageAmount",
            "lineItem/ResourceId",
            "resourceTags/user:x");
    List<String> good =
        List.of(
            "1",
            "USD",
            "Usage",
            "2024-09-01",
            "2024-09-02",
            "2024-09-03",
            "1",
            "1",
            "1",
            "2",
            "arn:aws:ec2:r:1:instance/i-1",
            "t");
    ChargeRows maker = PlainRows.maker("aws-cur", names);
    for (long seed = 0; seed < 5_000; seed++) {
      check(seed, maker.row("a.csv", seed, cells(new Random(seed), good)));
    }
  }

  @Test
  void fiveHundredDamagedFilesAreEachRowsOrOneSentence() throws IOException {
    Path file = folder.resolve("bad.csv");
    for (long seed = 0; seed < 500; seed++) {
      byte[] bytes = damaged(new Random(seed));
      Files.write(file, bytes);
      SourceFile source = new SourceFile(file.toString(), "bad.csv", bytes.length, 0);
      List<String> problems = ChargeLoad.headerProblems("bill", "focus", List.of(source));
      try {
        if (problems.isEmpty() && bytes.length > 0) {
          long own = seed;
          CsvFile.rows("bill", "focus", source, LeftOut.UNHEARD)
              .forEachRemaining(row -> check(own, row));
        }
      } catch (AlmanacException e) {
        problems = e.problems();
        assertThat(problems).as("seed %s", seed).hasSize(1);
      }
      for (String problem : problems) {
        assertThat(problem)
            .as("seed %s", seed)
            .startsWith("Cannot read file")
            .hasSizeLessThan(2000)
            .doesNotContain("\u0000", "\u001b");
      }
    }
  }

  @Test
  void noLetterOfATextIsLostBetweenRecords() throws IOException {
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append("aaa,\"\r\n \u0000".charAt(random.nextInt(9)));
      }
      long letters = 0;
      try (CsvRecords records = new CsvRecords(new StringReader(text.toString()))) {
        for (CsvRecords.CsvRecord one = records.next(); one != null; one = records.next()) {
          letters += letters(one.raw() == null ? String.join("", one.fields()) : one.raw());
        }
      }
      assertThat(letters).as("seed %s", seed).isEqualTo(letters(text.toString()));
    }
  }

  private static long letters(String text) {
    return text.chars().filter(letter -> letter == 'a').count();
  }

  private static void check(long seed, Row row) {
    String reason = reject(row);
    BigDecimal cost = billed(row);
    boolean sound =
        reason != null
            ? reason.startsWith("Cannot ") && text(row, ChargeRows.RAW_ROW) != null
            : cost != null
                && text(row, "BillingCurrency") != null
                && text(row, "BillingPeriodStart") != null
                && text(row, "ChargePeriodStart") != null
                && text(row, "ChargePeriodEnd") != null
                && MONTH.matcher(text(row, "billing_period")).matches()
                && flags(row).stream().allMatch(flag -> FLAG.matcher(flag).matches());
    boolean fits = cost == null || cost.abs().compareTo(LIMIT) < 0;
    if (!sound || !fits) {
      throw new AssertionError("Not one clear answer, seed " + seed + ": " + row);
    }
  }

  /** What belongs there in two of three cells, so that rows are bad in a few places at a time. */
  private static Object[] cells(Random random, List<String> good) {
    Object[] cells = new Object[good.size()];
    for (int i = 0; i < cells.length; i++) {
      int choice = random.nextInt(6);
      cells[i] =
          choice > 1
              ? good.get(i)
              : choice == 1 ? NASTY.get(random.nextInt(NASTY.size())) : anyText(random);
    }
    return cells;
  }

  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(
          (char)
              (random.nextBoolean()
                  ? "0123456789.-+eE:/T Z".charAt(random.nextInt(20))
                  : random.nextInt(0x10000)));
    }
    return text.toString();
  }

  /** A good file with some bytes cut, added or changed. */
  private static byte[] damaged(Random random) {
    byte[] bytes = (FOCUS_HEADER + Exports.FOCUS_ROW.repeat(4)).getBytes(StandardCharsets.UTF_8);
    int from = random.nextInt(4) == 0 ? 0 : FOCUS_HEADER.length();
    for (int i = random.nextInt(6); i >= 0 && bytes.length > from; i--) {
      int at = from + random.nextInt(bytes.length - from);
      byte[] more = {(byte) random.nextInt(256)};
      switch (random.nextInt(5)) {
        case 0 -> bytes = Arrays.copyOf(bytes, at);
        case 1 -> bytes = spliced(bytes, at, more);
        case 2 ->
            bytes = spliced(bytes, at, new byte[] {(byte) "\",\n\r\0".charAt(random.nextInt(5))});
        case 3 -> {
          String text = NASTY.get(random.nextInt(NASTY.size()));
          bytes = spliced(bytes, at, text.getBytes(StandardCharsets.UTF_8));
        }
        default -> bytes[at] = more[0];
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] more) {
    byte[] result = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(bytes, at, result, at + more.length, bytes.length - at);
    System.arraycopy(more, 0, result, at, more.length);
    return result;
  }
}
