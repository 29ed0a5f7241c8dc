package io.almanac.jobs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSampleTelemetry {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path folder;
  private static Company company;

  @BeforeAll
  static void write() throws IOException {
    company = Company.load();
    new GpuTelemetry(company).write(folder);
  }

  @Test
  void writesOneRangeQueryAnswerADayThatOverlapsTheNextAtMidnight() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(14);
    }
    List<Long> first = times(host("2026-10-05", "lang-p5-1"));
    List<Long> second = times(host("2026-10-06", "lang-p5-1"));

    assertThat(first).contains(1_791_158_400L).hasSizeGreaterThan(97);
    assertThat(second).contains(first.stream().mapToLong(t -> t).max().orElseThrow());
  }

  @Test
  void showsAMachineThatNobodyAsksFor() throws IOException {
    for (JsonNode series : host("2026-10-08", "res-p4d-1")) {
      assertThat(series.path("metric").path("pod").asText()).isEmpty();
      if (name(series).equals(GpuTelemetry.GPU_UTIL)) {
        assertThat(values(series)).containsOnly("0");
      }
    }
  }

  @Test
  void showsAJobThatHoldsItsMachineAndDoesNothing() throws IOException {
    for (JsonNode series : host("2026-10-12", "perc-p4d-2")) {
      assertThat(series.path("metric").path("exported_pod").asText())
          .isEqualTo("scene-pretrain-v7-worker-0");
      switch (name(series)) {
        case GpuTelemetry.FB_USED -> assertThat(values(series)).containsOnly("33178");
        case GpuTelemetry.POWER_USAGE -> assertThat(values(series)).allMatch(v -> v.length() == 2);
        default -> assertThat(values(series)).containsOnly("0");
      }
    }
  }

  @Test
  void hasGapsWhileAnExporterWasDown() throws IOException {
    List<Long> times = times(host("2026-10-12", "man-nd-1"));
    long from = 1_791_763_200L + (3 * 3600);

    assertThat(times).isNotEmpty().noneMatch(time -> time >= from && time < from + (11 * 3600));
  }

  @Test
  void hasBlankValues() throws IOException {
    List<String> all = new ArrayList<>();
    for (JsonNode series : host("2026-10-06", "man-nd-1")) {
      all.addAll(values(series));
    }

    assertThat(all).contains("9223372036854775794", "2147483632");
  }

  @Test
  void measuresMigSlicesByTheirEngineAlone() throws IOException {
    List<JsonNode> slices = host("2026-10-06", "res-a100-1");

    assertThat(slices).noneMatch(series -> name(series).equals(GpuTelemetry.GPU_UTIL));
    assertThat(slices)
        .extracting(series -> series.path("metric").path("GPU_I_ID").asText())
        .contains("1", "2");
  }

  private static List<JsonNode> host(String day, String resource) throws IOException {
    Resource host = company.resource(resource);
    List<JsonNode> found = new ArrayList<>();
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve(day + ".json.gz")))) {
      JsonNode answer = MAPPER.readTree(in);
      assertThat(answer.path("status").asText()).isEqualTo("success");
      for (JsonNode series : answer.path("data").path("result")) {
        JsonNode labels = series.path("metric");
        String name = labels.path("Hostname").asText(labels.path("hostname").asText());
        if (name.equals(host.id()) || name.equals(host.name())) {
          found.add(series);
        }
      }
    }
    return found;
  }

  private static String name(JsonNode series) {
    return series.path("metric").path("__name__").asText();
  }

  private static List<String> values(JsonNode series) {
    List<String> values = new ArrayList<>();
    series.path("values").forEach(pair -> values.add(pair.get(1).asText()));
    return values;
  }

  private static List<Long> times(List<JsonNode> host) {
    List<Long> times = new ArrayList<>();
    host.forEach(s -> s.path("values").forEach(pair -> times.add(pair.get(0).asLong())));
    return times;
  }
}
