package io.almanac.jobs.pipeline;

import io.almanac.jobs.charges.DayOverlaps;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.OverlappingDays;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a night says of deliveries that have days in common, also when it read none of them. */
final class OverlapNotes {
  private OverlapNotes() {}

  /**
   * One sentence for every two of them.
   *
   * @param files the files of each source now, by its name
   * @param inputs the same, with what was found in them when they were read
   */
  static List<String> of(Map<String, List<SourceFile>> files, List<Manifest.InputFile> inputs) {
    Map<String, Map<String, List<OverlappingDays.Amount>>> amounts = new HashMap<>();
    for (Manifest.InputFile input : inputs) {
      if (input.overlap() != null) {
        amounts
            .computeIfAbsent(input.source(), unseen -> new HashMap<>())
            .put(input.path(), input.overlap().amounts());
      }
    }
    List<String> notes = new ArrayList<>();
    files.forEach(
        (source, some) ->
            notes.addAll(DayOverlaps.read(source, some, amounts.getOrDefault(source, Map.of()))));
    return notes;
  }
}
