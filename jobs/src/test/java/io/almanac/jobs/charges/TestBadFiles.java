package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.Exports.FOCUS_HEADER;
import static io.almanac.jobs.charges.Exports.FOCUS_PERIODS;
import static io.almanac.jobs.charges.Exports.FOCUS_ROW;
import static io.almanac.jobs.charges.PlainRows.billed;
import static io.almanac.jobs.charges.PlainRows.flags;
import static io.almanac.jobs.charges.PlainRows.reject;
import static io.almanac.jobs.charges.PlainRows.text;
import static io.almanac.jobs.charges.PlainRows.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that arrive damaged, packed, or written in another way than they should be. */
class TestBadFiles {
  private static final String TEXT = FOCUS_HEADER + FOCUS_ROW;

  @TempDir private Path folder;

  @Test
  void aTruncatedGzipIsOneSentenceThatNamesTheFile() throws IOException {
    byte[] whole = gzip(utf8(FOCUS_HEADER + numbered(5000)));
    for (int length : new int[] {3, 12, whole.length / 2, whole.length - 4}) {
      Path file = PlainRows.bytes(folder, "part.csv.gz", Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PlainRows.read("focus", file))
          .as("%s of %s bytes", length, whole.length)
          .isInstanceOfSatisfying(
              AlmanacException.class, failure -> assertThat(failure.problems()).hasSize(1))
          .hasMessageContaining("Cannot read file")
          .hasMessageContaining("part.csv.gz");
    }
  }

  @Test
  void compressionIsSeenInTheFileAndNotInItsName() throws IOException {
    assertOneCharge(PlainRows.bytes(folder, "packed.csv", gzip(utf8(TEXT))));
    assertOneCharge(PlainRows.bytes(folder, "unpacked.csv.gz", utf8(TEXT)));
  }

  @Test
  void otherCompressionsAndFormatsAreNamed() throws IOException {
    assertRefused("a.csv", utf8("PK\3\4rest of an archive"), "zip archive");
    assertRefused("b.csv", utf8("BZh91AY&SY"), "bzip2");
    assertRefused("c.csv", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0}, "zstd");
    assertRefused("d.csv", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}, "xz");
    assertRefused("e.csv", utf8("PAR1....PAR1"), "name it .parquet");
    assertRefused("f.csv.gz", gzip(gzip(utf8(TEXT))), "compressed twice");
    assertRefused("g.parquet", utf8(TEXT), "g.parquet");
    assertRefused("h.parquet", new byte[] {'P', 'A', 'R', '1'}, "h.parquet");
  }

  @Test
  void mixedLineEndsAreAllLineEnds() {
    String row = FOCUS_ROW.strip();
    List<Row> rows = read(FOCUS_HEADER + row + "\r\n" + row + "\r" + row + "\n\n\r\n" + row);
    assertThat(rows).hasSize(4).allMatch(one -> reject(one) == null);
  }

  @Test
  void raggedRowsAreRejectsUnlessNothingIsLost() {
    List<Row> rows =
        read(FOCUS_HEADER + FOCUS_ROW.strip() + ",,,\n" + FOCUS_ROW.strip() + ",9\n1,2\n");
    assertThat(flags(rows.get(0)))
        .containsExactly("MissingProviderName", "MissingPublisherName", "RaggedRow");
    assertThat(reject(rows.get(1)))
        .isEqualTo("Cannot read record: 13 fields stand below 12 columns");
    assertThat(reject(rows.get(2)))
        .isEqualTo("Cannot read record: 2 fields stand below 12 columns");
  }

  @Test
  void aQuoteThatIsNeverClosedCostsOneLine() {
    List<Row> rows =
        read(FOCUS_HEADER + FOCUS_ROW.replace("{}", "\"{") + numbered(2500) + FOCUS_ROW);
    assertThat(rows).hasSize(2502);
    assertThat(rows).filteredOn(row -> reject(row) != null).hasSize(1);
    assertThat(reject(rows.get(0))).isEqualTo("Cannot read record: a quote is not closed");
    assertThatThrownBy(() -> read("BilledCost,\"EffectiveCost\n1,2\n"))
        .hasMessageContaining("a quote is not closed");
  }

  @Test
  void aCellOfFiftyMegabytesIsARejectAndTheRowsAroundItAreCharges() throws IOException {
    byte[] cell = new byte[50 << 20];
    Arrays.fill(cell, (byte) 'x');
    Path file = folder.resolve("large.csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(utf8(TEXT + "2,2,2,2,USD," + FOCUS_PERIODS + ",Usage,,"));
      out.write(cell);
      out.write(utf8("\n" + FOCUS_ROW));
    }
    List<Row> rows = PlainRows.read("focus", file);
    assertThat(rows)
        .extracting(row -> reject(row))
        .containsExactly(null, "Cannot read record: its line is too long", null);
    assertThat(text(rows.get(1), ChargeRows.RAW_ROW)).hasSizeLessThan(2 << 20);
  }

  @Test
  void utf16IsReadWithAndWithoutByteOrderMark() throws IOException {
    String text = TEXT.replace("{}", "\"{\"\"owner\"\":\"\"Jürgen \u6771\"\"}\"");
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Row row = assertOneCharge(PlainRows.bytes(folder, charset + ".csv", text.getBytes(charset)));
      assertThat(text(row, "Tags")).isEqualTo("{\"owner\":\"Jürgen \u6771\"}");
    }
    byte[] marked = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
    assertOneCharge(PlainRows.bytes(folder, "marked.csv", marked));
  }

  @Test
  void latin1IsAChargeWithAFlagBecauseALetterIsLost() throws IOException {
    String text = FOCUS_HEADER + FOCUS_ROW.strip() + "Jürgen\n" + FOCUS_ROW;
    List<Row> rows =
        PlainRows.read(
            "focus", PlainRows.bytes(folder, "l.csv", text.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(flags(rows.get(0))).contains("UndecodableText");
    assertThat(flags(rows.get(1))).doesNotContain("UndecodableText");
    assertThat(billed(rows)).isEqualByComparingTo("3");
  }

  @Test
  void nulBytesInATextAreKeptAndInANumberAreAReject() {
    List<Row> rows =
        read(FOCUS_HEADER + FOCUS_ROW.strip() + "a\0b\n" + FOCUS_ROW.replace("1.5,", "1\0.5,"));
    assertThat(text(rows.get(0), "x_OtherColumns")).contains("a\\u0000b");
    assertThat(reject(rows.get(1))).startsWith("Cannot read BilledCost: 1");
    assertThatThrownBy(() -> read("\0\0\0\0" + TEXT)).isInstanceOf(AlmanacException.class);
  }

  @Test
  void twiceTheSameColumnIsRefusedWhereItIsMoneyAndKeptApartWhereItIsNot() {
    assertThatThrownBy(() -> read(FOCUS_HEADER.replace("x_Own", "billedcost") + FOCUS_ROW))
        .hasMessageContaining("BilledCost stands there twice");
    Row row =
        read(FOCUS_HEADER.strip() + ",x_Own,x_Own,x_Own#14\n" + FOCUS_ROW.strip() + "1,2,3,4\n")
            .get(0);
    assertThat(text(row, "x_OtherColumns"))
        .isEqualTo("{\"x_Own\":\"1\",\"x_Own#13\":\"2\",\"x_Own#14\":\"3\",\"x_Own#14#15\":\"4\"}");
  }

  @Test
  void emptyFilesAndFilesWithNothingButAHeaderAreNoRows() throws IOException {
    PlainRows.bytes(folder, "empty.csv", new byte[0]);
    PlainRows.bytes(folder, "empty.csv.gz", new byte[0]);
    PlainRows.bytes(folder, "packed.csv.gz", gzip(new byte[0]));
    PlainRows.bytes(folder, "blank.csv", utf8("\n  \r\n\n"));
    PlainRows.bytes(folder, "header.csv", utf8(FOCUS_HEADER));
    PlainRows.bytes(folder, "cut.csv", utf8(FOCUS_HEADER.strip()));
    PlainRows.bytes(folder, "mark.csv", utf8("\uFEFF"));
    assertThat(PlainRows.read("focus", folder)).isEmpty();
  }

  @Test
  void numbersThatAreNoneAreRejectsAsCostsAndFlagsElsewhere() {
    for (String number :
        List.of(
            "1E308",
            "-1e308",
            "1E+999999999",
            "NaN",
            "Infinity",
            "-Infinity",
            "1e15",
            "0x1p3",
            "1,5",
            "1 000",
            "$1",
            "--1",
            "1d",
            "\u0661")) {
      String quoted = "\"" + number + "\"";
      List<Row> rows =
          read(
              FOCUS_HEADER
                  + FOCUS_ROW.replace("1.5,", quoted + ",")
                  + FOCUS_ROW.replace("1.25,", quoted + ","));
      if (number.equals("\u0661")) {
        // Java reads the digits of all scripts; so may a bill be written.
        assertThat(billed(rows.get(0))).isEqualByComparingTo("1");
        continue;
      }
      assertThat(reject(rows.get(0))).as(number).startsWith("Cannot read BilledCost: " + number);
      assertThat(reject(rows.get(1))).as(number).isNull();
      assertThat(text(rows.get(1), "EffectiveCost")).as(number).isNull();
      assertThat(flags(rows.get(1))).as(number).contains("MissingEffectiveCost");
      assertThat(text(rows.get(1), "x_OriginalValues")).as(number).contains("EffectiveCost");
    }
  }

  @Test
  void theLargestCostsOfManyRowsStillSum() {
    BigDecimal largest =
        billed(read(FOCUS_HEADER + FOCUS_ROW.replace("1.5,", "999999999999999.99,")).get(0));
    BigDecimal sum = largest.multiply(BigDecimal.valueOf(100_000));
    assertThat(sum.precision() - sum.scale()).isLessThanOrEqualTo(20);
  }

  @Test
  void datesThatStandForNoneOrNeverAreRejectsWhereTheMoneyNeedsThem() {
    for (String date : List.of("1900-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "0001-01-01")) {
      List<Row> rows =
          read(
              FOCUS_HEADER
                  + FOCUS_ROW.replace("2024-09-02T00:00:00Z", date)
                  + FOCUS_ROW.replace("2024-10-01T00:00:00Z", date));
      assertThat(reject(rows.get(0)))
          .isEqualTo("Cannot read ChargePeriodStart: " + date + " (not from 1990 to 2199)");
      assertThat(reject(rows.get(1))).isNull();
      assertThat(flags(rows.get(1))).contains("ImplausibleDate");
      assertThat(text(rows.get(1), "x_OriginalValues")).contains(date);
    }
    for (String date : List.of("2024-02-30", "2024-13-01", "24-09-02", "2024-09-02T25:00:00Z")) {
      assertThat(
              reject(read(FOCUS_HEADER + FOCUS_ROW.replace("2024-09-02T00:00:00Z", date)).get(0)))
          .isEqualTo("Cannot read ChargePeriodStart: " + date);
    }
  }

  @Test
  void namesOfFilesAreNamesWhateverTheyHold() throws IOException {
    List<String> names =
        List.of(
            "a..%2f..%2fetc.csv",
            "a b;$(x)`y`.csv",
            "[x]{y}*?.csv",
            "-rf.csv",
            "day=1\n.csv",
            "ü\u202e.csv",
            "a'\"\\b.csv");
    for (String name : names) {
      PlainRows.bytes(folder, name, utf8(TEXT));
    }
    PlainRows.bytes(folder, "_aside.csv", utf8("no bill"));
    PlainRows.bytes(folder, ".hidden.csv", utf8("no bill"));
    Path outside = Files.createDirectory(folder.resolve("sub")).resolve("..").resolve("-rf.csv");
    assertThat(PlainRows.read("focus", folder)).hasSize(names.size());
    assertThat(PlainRows.read("focus", outside)).hasSize(1);
    for (String glob : List.of("{a,b.csv", "[a.csv", "*.{csv")) {
      assertThatThrownBy(() -> SourceFiles.list(folder.resolve(glob)))
          .as(glob)
          .isInstanceOf(AlmanacException.class);
    }
  }

  @Test
  void aKeyThatAnObjectHasTwiceIsFlaggedAndAnObjectThatIsTooDeepIsKeptAsText() {
    String twice = "\"{\"\"a\"\":1,\"\"a\"\":2}\"";
    Row row = read(FOCUS_HEADER + FOCUS_ROW.replace("{}", twice)).get(0);
    assertThat(flags(row)).contains("DuplicateTagKeyIgnoringCase");
    String deep = String.join("", Collections.nCopies(5000, "{\"\"a\"\":"));
    row = read(FOCUS_HEADER + FOCUS_ROW.replace("{}", "\"" + deep + "\"")).get(0);
    assertThat(flags(row)).contains("TagNotJson");
    assertThat(text(row, "Tags")).isNull();
  }

  private List<Row> read(String text) {
    return PlainRows.read("focus", folder, "focus.csv", text);
  }

  private Row assertOneCharge(Path file) {
    List<Row> rows = PlainRows.read("focus", file);
    assertThat(rows).as(file.toString()).hasSize(1).allMatch(row -> reject(row) == null);
    assertThat(billed(rows)).isEqualByComparingTo("1.5");
    return rows.get(0);
  }

  private void assertRefused(String name, byte[] bytes, String why) throws IOException {
    Path file = PlainRows.bytes(folder, name, bytes);
    assertThatThrownBy(() -> PlainRows.read("focus", file))
        .as(name)
        .isInstanceOfSatisfying(
            AlmanacException.class, failure -> assertThat(failure.problems()).hasSize(1))
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }

  private static String numbered(int rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(FOCUS_ROW.replace("1.5,", i + "." + (i * 7919 % 9973) + ","));
    }
    return text.toString();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
