package io.almanac.jobs.charges;

import static io.almanac.jobs.charges.RecordFiles.text;
import static io.almanac.jobs.charges.RecordFiles.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.charges.JsonRecord.BrokenRecordException;
import io.almanac.jobs.charges.source.NestedValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestJsonLinesFile {
  private static final String CHARGE =
      "\"cost\":1,\"currency\":\"USD\",\"usage_start_time\":\"2026-09-06T00:00:00Z\","
          + "\"usage_end_time\":\"2026-09-06T01:00:00Z\",\"invoice\":{\"month\":\"202609\"},"
          + "\"cost_type\":\"regular\"";
  private static final String ANSWER =
      "{\"code\":200,\"status\":\"success\",\"data\":[{\"kube-system/x\":{\"name\":\"x\","
          + "\"properties\":{},\"totalCost\":1.5}}]}";

  @TempDir private Path folder;

  @Test
  void scalarsKeepTheirTextAndNestedValuesTheirs() throws BrokenRecordException {
    assertThat(
            JsonRecord.parse(
                "{\"a\": 1.50, \"b\":\"x\\u00e9\", \"c\":null, \"d\" : { \"k\" : 1E+9 } ,"
                    + " \"e\":[1, 2],\"f\":true, \"g\":1E+999999999}"))
        .containsEntry("a", "1.50")
        .containsEntry("b", "x\u00e9")
        .containsEntry("c", null)
        .containsEntry("d", new NestedValue("{ \"k\" : 1E+9 }"))
        .containsEntry("e", new NestedValue("[1, 2]"))
        .containsEntry("f", "true")
        .containsEntry("g", "1E+999999999");
    assertThat(JsonRecord.parse("{\"a\":\"" + "x".repeat(100_000) + "\", \"b\": {\"k\":[1]} }"))
        .containsEntry("b", new NestedValue("{\"k\":[1]}"));
  }

  @Test
  void fieldsThatComeLaterAreReadAndAbsentOnesAreNull() {
    List<Row> rows =
        read(
            "{" + CHARGE + "}",
            "{" + CHARGE + ",\"labels\":[{\"key\":\"team\",\"value\":\"nlp\"}]}",
            "{" + CHARGE + ",\"new_field\":\"kept\"}",
            "{" + CHARGE + "}");

    assertThat(rows).hasSize(4).allMatch(row -> text(row, ChargeRows.REJECT_REASON) == null);
    assertThat(rows.get(1)).matches(row -> text(row, "Tags").equals("{\"team\":\"nlp\"}"));
    assertThat(text(rows.get(2), "x_OtherColumns")).contains("\"new_field\":\"kept\"");
    assertThat(text(rows.get(3), "Tags")).isNull();
    assertThat(text(rows.get(3), "x_OtherColumns")).doesNotContain("new_field");
  }

  @Test
  void hostileLinesCostThemselvesAlone() {
    String[] lines = {
      "\uFEFF{" + CHARGE + "}",
      "{" + CHARGE + ",\"deep\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
      "{" + CHARGE.replace("\"cost\":1,", "\"cost\":1E+999999999,") + "}",
      "{" + CHARGE + ",\"credits\":[{\"amount\":1E-999999999},{\"amount\":-1E+999999999}]}",
      "\0",
      "{" + CHARGE + ",\"note\":\"" + "x".repeat(1 << 20) + "\"}",
      "{" + CHARGE.replace("202609", "209913") + "}",
      "{" + CHARGE.replace("\"cost\":1,", "\"cost\":NaN,") + "}",
      "{" + CHARGE + "}"
    };
    List<Row> rows = read(lines);

    assertThat(rows).hasSize(lines.length);
    assertThat(RecordFiles.charges(rows))
        .extracting(row -> value(row, "x_SourceRow"))
        .containsExactly(1L, 6L, 9L);
  }

  @Test
  void fieldsWithoutEndAreRejectedAtABound() {
    String[] lines = new String[2_100];
    Arrays.setAll(lines, i -> "{" + CHARGE + ",\"f" + i + "\":1}");
    List<Row> rejects = RecordFiles.rejects(read(lines));

    assertThat(rejects).hasSizeBetween(100, 120);
    assertThat(text(rejects.get(0), ChargeRows.REJECT_REASON)).contains("2000 different fields");
  }

  @Test
  void aFileCutOffInItsMiddleStopsTheRead() throws IOException {
    Path file = folder.resolve("x.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 20_000; i++) {
        out.write(("{" + CHARGE + ",\"i\":" + i + "}\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length / 2));

    assertThatThrownBy(() -> RecordFiles.rows("gcp-billing", file))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessageContaining("x.jsonl.gz")
        .hasMessageEndingWith("Deliver it again.");
  }

  @Test
  void aHeaderIsWhatTheFirstRecordsHave() {
    Exports.write(folder, "a-lacks.jsonl", "broken\n{\"cost\":1}\n{\"currency\":\"USD\"}\n");
    Exports.write(folder, "b-array.json", "[{" + CHARGE + "},\n{" + CHARGE + "}\n]\n");
    Exports.write(folder, "c-text.json", "no json at all\n");
    Exports.write(folder, "d-answer.json", ANSWER);
    Exports.write(folder, "e-answer.json", ANSWER.replace(",", ",\n"));
    Exports.write(folder, "f-blank.jsonl", "\n \n");
    Exports.write(folder, "g-empty.jsonl", "");

    assertThat(
            ChargeLoad.headerProblems(
                "bill", "gcp-billing", SourceFiles.list(folder, "gcp-billing")))
        .satisfiesExactly(
            lacks ->
                assertThat(lacks)
                    .contains(
                        "a-lacks.jsonl. invoice.month is missing, usage_start_time is missing,"
                            + " usage_end_time is missing."),
            array ->
                assertThat(array)
                    .endsWith("It is one JSON document, not JSON lines: export one object a line."),
            words -> assertThat(words).contains("Its first lines are no JSON objects ("),
            line -> assertThat(line).contains("It looks like an OpenCost or Kubecost allocation"),
            pretty ->
                assertThat(pretty)
                    .endsWith(
                        "It looks like an OpenCost or Kubecost allocation, which splits a bill and"
                            + " is none: leave it out of this source's path, and name it under"
                            + " kubernetes to divide the bill by it."));
  }

  @Test
  void otherFormatsPassJsonOverAndNameAllocations() throws IOException {
    Exports.write(folder, "bill.csv", "x\n");
    Exports.write(folder, "manifest.json", "{\"reportKeys\":[]}");
    Exports.write(folder, "allocation.json", ANSWER);
    Exports.write(folder, "lines.jsonl", "{}\n");

    assertThat(SourceFiles.list(folder, "focus"))
        .extracting(SourceFile::relativePath)
        .containsExactly("bill.csv");
    assertThat(SourceFiles.passedOver(folder, "focus"))
        .satisfiesExactly(
            allocation ->
                assertThat(allocation)
                    .contains("allocation.json. It looks like an OpenCost or Kubecost allocation"),
            lines ->
                assertThat(lines)
                    .endsWith("lines.jsonl. Only .csv, .csv.gz and .parquet are read."));
    assertThatThrownBy(() -> SourceFiles.list(folder.resolve("allocation.json"), "focus"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("leave it out of this source's path");
  }

  private List<Row> read(String... lines) {
    return RecordFiles.rows(
        "gcp-billing", Exports.write(folder, "x.jsonl", String.join("\n", lines) + "\n"));
  }
}
