package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.mart.Manifest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestMonthsWithoutFiles {
  @Test
  void namesTheMonthsOfEachSourceThatNoFileHas() {
    List<String> partitions =
        List.of(
            "source=gcp/billing_period=2026-09",
            "source=aws/billing_period=2026-09",
            "source=aws/billing_period=2026-08",
            "source=aws/billing_period=2026-07",
            "source=aws/billing_period=2026-06",
            "source=azure/billing_period=2026-09");
    List<Manifest.InputFile> inputs =
        List.of(
            new Manifest.InputFile("aws", "a.csv", 1, 1, List.of("2026-09")),
            new Manifest.InputFile("azure", "a.csv", 1, 1, List.of("2026-08", "2026-09")));

    assertThat(MonthsWithoutFiles.notes(partitions, inputs, Set.of("2026-06")))
        .extracting(note -> note.substring(0, note.indexOf(';')))
        .containsExactly(
            "No file of source aws has billing periods 2026-07, 2026-08 any more",
            "No file of source gcp has billing periods 2026-09 any more");
  }
}
