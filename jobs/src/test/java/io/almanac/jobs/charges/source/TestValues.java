package io.almanac.jobs.charges.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestValues {
  @ParameterizedTest
  @CsvSource({
    "2024-09-01T00:00:00Z, 2024-09-01T00:00:00Z, true",
    "2024-09-01T00:00:00.000Z, 2024-09-01T00:00:00Z, true",
    "2024-09-01T00:00:00.1234567Z, 2024-09-01T00:00:00.123456Z, true",
    "2024-09-01 13:04:05, 2024-09-01T13:04:05Z, false",
    "2024-09-01T07:00Z, 2024-09-01T07:00:00Z, false",
    "2024-09-01T02:00:00+02:00, 2024-09-01T00:00:00Z, false",
    "2020-11-09 23:00:00+00:00, 2020-11-09T23:00:00Z, false",
    "2024-09-01, 2024-09-01T00:00:00Z, false",
    "5/1/25, 2025-05-01T00:00:00Z, false",
    "12/31/2025 23:59, 2025-12-31T23:59:00Z, false",
  })
  void readsEveryFormOfTimeAsUtc(String text, Instant expected, boolean asSpecified) {
    TimeText.Reading reading = TimeText.parse(text);
    assertThat(Instant.ofEpochSecond(0, reading.micros() * 1000)).isEqualTo(expected);
    assertThat(reading.asSpecified()).isEqualTo(asSpecified);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-01T30:00:00Z",
        "2023-02-30",
        "13/1/25",
        "soon",
        "",
        "2024-09",
        "20240901",
        "2024-09-01T00:00:00+99:00",
        "0000000000"
      })
  void noSuchTimeIsNone(String text) {
    assertThat(TimeText.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "6.123E-7, 0.0000006123",
    "5e-06, 0.000005",
    "35.2E+7, 352000000",
    "-5.59E-05, -0.0000559",
    "+1, 1",
    "' 1.50 ', 1.5",
    "99999999999999999999.5, 99999999999999999999.5",
    "0.0000000072922557592391990000, 0.000000007292255759",
    "0.0000000000000000005, 0",
    "0.0000000000000000015, 0.000000000000000002",
    "1E-999999999, 0",
    "0E+999999999, 0",
  })
  void readsNumbersAsDecimals(String text, BigDecimal expected) {
    assertThat(NumberText.parse(text)).isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1,5",
        "$1",
        "oops",
        "NaN",
        "Infinity",
        "1E+999999999",
        "100000000000000000000"
      })
  void whatIsNoDecimalOfThatSizeIsNone(String text) {
    assertThat(NumberText.parse(text)).isNull();
  }

  @Test
  void aNumberAsLongAsAFileIsNone() {
    assertThat(NumberText.parse("1".repeat(1 << 20))).isNull();
    assertThat(NumberText.of(Double.NaN)).isNull();
    assertThat(NumberText.of(0.1)).isEqualByComparingTo("0.1");
  }

  @Test
  void instantsOfFarYearsAreNoTimesOfCharges() {
    for (String far : new String[] {"1900-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"}) {
      ChargeDraft draft = Drafts.read("focus", Drafts.focus("ChargePeriodEnd", Instant.parse(far)));
      assertThat(draft.faults())
          .isEqualTo("Cannot read ChargePeriodEnd: " + far + " (not from 1990 to 2199)");
    }
    ChargeDraft draft = Drafts.read("focus", Drafts.focus("ChargePeriodEnd", Instant.MAX));
    assertThat(draft.faults()).contains("Cannot read ChargePeriodEnd: +1000000000-12-31T23:59:59");
  }

  @Test
  void objectsHaveSortedKeysAndExactNumbers() {
    assertThat(Json.canonical("{\"b\":1.0000,\"a\":{\"d\":null,\"c\":1E-7}}").text())
        .isEqualTo("{\"a\":{\"c\":1E-7,\"d\":null},\"b\":1.0000}");
    assertThat(Json.canonical("\"k\": \"v\",\"j\": \"w\"").text())
        .isEqualTo("{\"j\":\"w\",\"k\":\"v\"}");
    assertThat(Json.canonical("{\"org\":\"a\",\" Org\":\"b\"}").clashingKeys()).isTrue();
    assertThat(Json.canonical("{} x")).isNull();
    assertThat(Json.canonical("[1]")).isNull();
    assertThat(Json.canonical("{\"a\":".repeat(5000))).isNull();
  }
}
