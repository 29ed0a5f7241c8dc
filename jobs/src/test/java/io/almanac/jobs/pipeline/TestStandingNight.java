package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.Progress;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.sample.SampleCompany;
import io.almanac.jobs.sample.SampleFormat;
import io.almanac.jobs.sample.SampleOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestStandingNight {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 20);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-10-21T03:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private final List<String> ran = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private Path bill;
  private Path rules;

  @BeforeEach
  void writeInputs() throws IOException {
    bill = Files.createDirectories(folder.resolve("in")).resolve("october.csv");
    Files.writeString(bill, "BilledCost\n1\n");
    rules = folder.resolve("rules.yaml");
    Files.writeString(rules, rules("vision"));
    Files.writeString(
        folder.resolve("almanac.yaml"),
        """
        company: Example
        sources:
          - { name: bill, format: focus, path: in }
        allocation-rules: rules.yaml
        output: { marts: marts, reports: reports }
        """);
  }

  @Test
  void standsWhenNothingHasChangedAndTellsTheSameFigures() throws IOException {
    NightSummary first = night();
    NightSummary second = night();

    assertThat(ran).hasSize(1);
    assertThat(second).isEqualTo(first);
    assertThat(said).containsExactly("nothing has changed since this night ran: its results stand");
    assertThat(Files.readString(folder.resolve("marts/journal.jsonl")))
        .contains("\"runId\":\"run-1\"", "\"outcome\":\"unchanged\"");
  }

  @Test
  void runsAnewWhenAskedAndStandsAfterwards() {
    night();
    standing("program").anew().run(config(), DAY, said::add);
    assertThat(ran).hasSize(2);
    night();
    assertThat(ran).hasSize(2);
  }

  @Test
  void runsForEveryChangeOfItsInputs() throws IOException {
    night();
    FileTime delivered = Files.getLastModifiedTime(bill);

    Files.writeString(bill, "2\n", StandardOpenOption.APPEND);
    runs("a longer bill");
    Files.setLastModifiedTime(bill, FileTime.fromMillis(delivered.toMillis() + 5000));
    runs("a bill that was written again");
    Files.writeString(folder.resolve("in/november.csv"), "BilledCost\n3\n");
    runs("a new bill");
    Files.delete(folder.resolve("in/november.csv"));
    runs("a bill that was taken back");
    FileTime written = Files.getLastModifiedTime(rules);
    Files.writeString(rules, rules("voices"));
    Files.setLastModifiedTime(rules, written);
    runs("rules of the same size and time");
    Path settings = folder.resolve("almanac.yaml");
    Files.writeString(settings, Files.readString(settings).replace("Example", "Sample"));
    runs("another name of the company");
    standing("program").run(config(), DAY.plusDays(1), said::add);
    assertThat(ran).hasSize(8);
    night();
    assertThat(ran).as("the day before").hasSize(9);
    standing("other program").run(config(), DAY, said::add);
    assertThat(ran).as("another program").hasSize(10);
  }

  @Test
  void runsWhenWhatItMadeIsNotAsItWas() throws IOException {
    Path report = night().reports().get(0);

    Files.writeString(report, "edited");
    runs("an edited report");
    Files.delete(report);
    runs("a report that is gone");
    Path version = new MartStore(folder.resolve("marts")).published().orElseThrow().folder();
    Files.writeString(version.resolve("charges.parquet"), "cut");
    runs("a damaged mart");
    publish(folder.resolve("marts"), 9);
    runs("marts that something else published, such as a closing");
    Files.writeString(folder.resolve("marts/last-night.json"), "{\"state\":");
    runs("a record that cannot be read");
  }

  @Test
  void runsAlwaysWhenTheProgramCannotBeTold() {
    StandingNight unknown = new StandingNight(this::run, Optional.empty(), CLOCK);
    unknown.run(config(), DAY, said::add);
    unknown.run(config(), DAY, said::add);
    assertThat(ran).hasSize(2);
  }

  @Test
  void leavesWhatIsWrongWithTheInputsToTheNight() throws IOException {
    night();
    Files.delete(bill);
    Files.delete(bill.getParent());
    Night failing =
        (config, day, progress) -> {
          throw AlmanacException.input("Cannot find cost export: in.");
        };
    StandingNight night = new StandingNight(failing, Optional.of("program"), CLOCK);

    assertThatThrownBy(() -> night.run(config(), DAY, said::add))
        .hasMessage("Cannot find cost export: in.");
    assertThat(said).isEmpty();
  }

  @Test
  void countsEveryFileThatTheSettingsOfACompanyName() throws IOException {
    Path company = folder.resolve("company");
    SampleCompany.write(new SampleOptions(company, 200L, SampleFormat.NATIVE, true), line -> {});
    Path settings = company.resolve("almanac.yaml");
    AlmanacConfig config = ConfigLoader.load(settings);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(company)) {
      files =
          walk.filter(Files::isRegularFile)
              .filter(file -> !file.equals(settings))
              .sorted()
              .toList();
    }
    assertThat(files).hasSizeGreaterThan(15);

    String before = NightState.of(config, DAY, "program").orElseThrow();
    assertThat(NightState.of(config, DAY, "program")).contains(before);
    for (Path file : files) {
      Files.writeString(file, "\n", StandardOpenOption.APPEND);
      String after = NightState.of(config, DAY, "program").orElseThrow();
      assertThat(after).as(file.toString()).isNotEqualTo(before);
      before = after;
    }
  }

  private void runs(String why) {
    int before = ran.size();
    night();
    assertThat(ran).as(why).hasSize(before + 1);
    night();
    assertThat(ran).as("twice: " + why).hasSize(before + 1);
  }

  private NightSummary night() {
    return standing("program").run(config(), DAY, said::add);
  }

  private StandingNight standing(String program) {
    return new StandingNight(this::run, Optional.of(program), CLOCK);
  }

  private AlmanacConfig config() {
    return ConfigLoader.load(folder.resolve("almanac.yaml"));
  }

  private static String rules(String team) {
    return "version: 1\nrules:\n  - name: all\n    when: { region: \"*\" }\n    owner: { team: "
        + team
        + " }\n";
  }

  /** A night that publishes one mart and one report. */
  private NightSummary run(AlmanacConfig config, LocalDate day, Progress progress) {
    ran.add(day.toString());
    try {
      publish(config.output().marts(), ran.size());
      Path report = config.output().reports().resolve("report.xlsx");
      Files.createDirectories(report.getParent());
      Files.writeString(report, "report of " + day);
      return new NightSummary(
          day,
          null,
          new MartStore(config.output().marts()).current(),
          List.of(report),
          "USD",
          new NightSummary.Line("total", new BigDecimal("1234.50"), null, BigDecimal.ZERO),
          List.of(new NightSummary.Line("vision", null, new BigDecimal("1E-9"), null)),
          List.of(
              new NightSummary.IdleGpu(
                  "host", "GPU-1", null, new BigDecimal("3.0"), BigDecimal.ONE)),
          91,
          1,
          List.of("a note\nof two lines"),
          new NightSummary.Invoices(1, 2, 3, List.of("Invoice A differs")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void publish(Path marts, int number) throws IOException {
    Path version = marts.resolve("versions").resolve("v00000" + number);
    Files.createDirectories(version);
    Files.writeString(version.resolve("charges.parquet"), "charges");
    Manifest manifest =
        new Manifest(
            Manifest.LAYOUT,
            "test",
            "run-" + number,
            DAY.toString(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of());
    Files.writeString(version.resolve(Manifest.FILE), manifest.toJson());
    Files.deleteIfExists(marts.resolve("current"));
    Files.createSymbolicLink(marts.resolve("current"), marts.relativize(version));
  }
}
