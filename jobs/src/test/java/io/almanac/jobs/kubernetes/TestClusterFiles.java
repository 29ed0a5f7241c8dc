package io.almanac.jobs.kubernetes;

import static io.almanac.jobs.kubernetes.ClusterFixture.allocation;
import static io.almanac.jobs.kubernetes.ClusterFixture.answer;
import static io.almanac.jobs.kubernetes.ClusterFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.almanac.jobs.config.KubernetesSetting;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small exports, each divided by hand: the parts of a bill of 100 on a day. */
class TestClusterFiles extends ClusterFileTest {
  private static final String CSV =
      "Date,Namespace,ControllerKind,ControllerName,Pod,Container,GPUs,"
          + "CPUCost,RAMCost,NetworkCost,PVCost,GPUCost,TotalCost";

  @Test
  void aDayIsDividedByCostsAndIdleIsAWorkloadOfItsOwn() {
    // 3 + 1 + 0.5 = 4.5, 2.5 and 3: of 10.
    files.file(
        "day.json",
        answer(
            step(
                allocation("vision", "\"cpuCost\":3,\"ramCost\":1,\"gpuCost\":0.5"),
                allocation("speech", "\"cpuCost\":2.5"),
                allocation("__idle__", "\"cpuCost\":1,\"ramCost\":2"))));

    assertThat(files.parts("2026-10-01", "100"))
        .containsExactly("__idle__ 30", "speech 25", "vision 45");
    assertThat(files.parts("2026-10-02", "100")).isEmpty();
    assertThat(files.cluster().cost(LocalDate.of(2026, 10, 1))).isEqualByComparingTo("10");
  }

  @Test
  void idleIsSpreadWhereThatIsAskedForUnlessNothingElseIsThere() {
    files
        .with("UTC", true, KubernetesSetting.COSTS)
        .file(
            "days.json",
            answer(
                step(
                    allocation("vision", "\"cpuCost\":3"),
                    allocation("speech", "\"cpuCost\":1"),
                    allocation("__idle__", "\"cpuCost\":6")),
                step(allocation("__idle__", "2026-10-02", "2026-10-03", "\"cpuCost\":6"))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("speech 25", "vision 75");
    assertThat(files.parts("2026-10-02", "100")).containsExactly("__idle__ 100");
  }

  @Test
  void whatHasNoNamespaceKeepsTheNameThatOpenCostGivesIt() {
    files.file(
        "day.json",
        answer(
            step(
                allocation("__unallocated__", "\"cpuCost\":1"),
                allocation("__unmounted__", "\"pvCost\":2"),
                allocation("__idle__", "\"cpuCost\":3"),
                "\"one/node-7/__idle__\":{\"properties\":{},"
                    + "\"window\":{\"start\":\"2026-10-01T00:00:00Z\","
                    + "\"end\":\"2026-10-02T00:00:00Z\"},\"cpuCost\":4}")));

    assertThat(files.parts("2026-10-01", "100"))
        .containsExactly("__idle__ 70", "__unallocated__ 10", "__unmounted__ 20");
  }

  @Test
  void adjustmentsCountAlsoThoseBelowZeroAndOutsideCostsDoNot() {
    // vision 10 - 4 = 6; speech 1 + 2 (network) + 1 (shared) = 4; the 90 are outside of the
    // cluster.
    files.file(
        "day.json",
        answer(
            step(
                allocation("vision", "\"cpuCost\":10,\"cpuCostAdjustment\":-4,\"totalCost\":6"),
                allocation(
                    "speech",
                    "\"cpuCost\":1,\"networkCost\":1,\"networkCostAdjustment\":1,"
                        + "\"sharedCost\":1,\"externalCost\":90,\"totalCost\":94"))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("speech 40", "vision 60");
  }

  @Test
  void onlyTheCostsAskedForWeigh() {
    files
        .with("UTC", false, List.of("gpu"))
        .file(
            "day.json",
            answer(
                step(
                    allocation("vision", "\"cpuCost\":90,\"gpuCost\":1,\"gpuCount\":1"),
                    allocation("speech", "\"cpuCost\":1,\"gpuCost\":4,\"gpuCount\":1"),
                    allocation("web", "\"cpuCost\":5,\"gpuCost\":0,\"gpuCount\":0"))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("speech 80", "vision 20");
  }

  @Test
  void anAccumulatedAnswerIsSpreadOverTheTimeThatWorkloadsRan() {
    // vision: 40 over four days, 10 a day; speech ran on the 2nd alone, with all of its 30.
    files.file(
        "accumulated.json",
        answer(
            step(
                allocation("vision", "2026-10-01", "2026-10-05", "\"cpuCost\":40"),
                "\"speech\":{\"properties\":{\"namespace\":\"speech\"},"
                    + "\"window\":{\"start\":\"2026-10-01T00:00:00Z\","
                    + "\"end\":\"2026-10-05T00:00:00Z\"},\"start\":\"2026-10-02T00:00:00Z\","
                    + "\"end\":\"2026-10-02T12:00:00Z\",\"cpuCost\":30}")));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("vision 100");
    assertThat(files.parts("2026-10-02", "100")).containsExactly("speech 75", "vision 25");
    assertThat(files.parts("2026-10-04", "100")).containsExactly("vision 100");
    assertThat(files.cluster().oddities())
        .anyMatch(note -> note.contains("4 days from 2026-10-01 to 2026-10-04 stand in windows"));
  }

  @Test
  void hoursOfADayAddUpAlsoFromSeveralPackedFiles() {
    String hour =
        "{\"%s\":{\"properties\":{\"namespace\":\"%s\"},\"window\":{\"start\":"
            + "\"2026-10-01T%s:00:00Z\",\"end\":\"2026-10-01T%s:00:00Z\"},\"cpuCost\":%s}}";
    files
        .packed("morning.json.gz", answer(hour.formatted("a", "a", "00", "06", "1")))
        .packed(
            "later.json",
            answer(
                hour.formatted("a", "a", "06", "12", "2"),
                hour.formatted("b", "b", "12", "18", "7")));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("a 30", "b 70");
  }

  @Test
  void ofTwoFilesOfOneDayTheNewestHolds() {
    files
        .file(
            "z-first.json",
            answer(
                step(allocation("old", "\"cpuCost\":5")),
                step(allocation("old", "2026-10-02", "2026-10-03", "\"cpuCost\":5"))))
        .file("a-second.json", answer(step(allocation("new", "\"cpuCost\":1"))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("new 100");
    assertThat(files.parts("2026-10-02", "100")).containsExactly("old 100");
  }

  @Test
  void numbersThatAreNoneCountAsNothingAndAreTold() {
    // speech has a total that stands in for its broken part; of web nothing is known.
    files.file(
        "day.json",
        answer(
            step(
                allocation("vision", "\"cpuCost\":2,\"gpuCost\":null"),
                allocation("speech", "\"cpuCost\":1,\"gpuCost\":NaN,\"totalCost\":6"),
                allocation("web", "\"cpuCost\":\"NaN\",\"ramCost\":1e400"),
                allocation("inf", "\"cpuCost\":Infinity"))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("speech 75", "vision 25");
    assertThat(files.cluster().oddities())
        .anyMatch(
            note ->
                note.contains(
                    "cluster prod: 3 allocations have a cost that is no number, which counts as"
                        + " nothing."));
  }

  @Test
  void labelsTellWorkloadsApartWhereRulesAskForThem() {
    String window =
        "\"window\":{\"start\":\"2026-10-01T00:00:00Z\",\"end\":\"2026-10-02T00:00:00Z\"}";
    files.file(
        "day.json",
        answer(
            "{\"a\":{\"properties\":{\"namespace\":\"ml-x\",\"controller\":\"train\","
                + "\"labels\":{\"team\":\"a\",\"hash\":\"1\"}},"
                + window
                + ",\"cpuCost\":1},"
                + "\"b\":{\"properties\":{\"namespace\":\"ml-x\",\"controller\":\"train\","
                + "\"labels\":{\"Team\":\"b\",\"hash\":\"2\"},"
                + "\"namespaceLabels\":{\"team\":\"n\"}},"
                + window
                + ",\"cpuCost\":2},"
                + "\"c\":{\"properties\":{\"namespace\":\"ml-x\",\"controller\":\"train\","
                + "\"labels\":{\"team\":\"a\",\"hash\":\"3\"}},"
                + window
                + ",\"cpuCost\":5}}"));

    // The hash tells nothing that a rule asks for: a and c are one workload.
    assertThat(files.parts("2026-10-01", "100"))
        .containsExactly(
            "ml-x {Team=b, kubernetes:controller=train} 25",
            "ml-x {kubernetes:controller=train, team=a} 75");
  }

  @Test
  void aCsvWithColumnsOfLaterLabelsIsReadByDay() {
    files.file(
        "export.csv",
        "\uFEFF"
            + CSV
            + ",Labels,Label_team\r\n"
            + "2026-10-01,ml-x,deployment,train,p,c,0,1,0.5,,0,,1.5,,\r\n"
            + "2026-10-01,ml-x,deployment,train,p,d,0,1,0.5,0,0,0,1.5,\"{\"\"team\"\":\"\"a\"\"}\",\r\n"
            + "2026-10-02,web,,,p,c,0,1,0,0,0,0,1,,b\r\n"
            + "2026-10-02,web,,,q,c,0,2,0,0,0,1,3,\"{\"\"team\"\":\"\"a\"\"}\",c\r\n");

    assertThat(files.parts("2026-10-01", "100"))
        .containsExactly(
            "ml-x {kubernetes:controller=train, team=a} 50",
            "ml-x {kubernetes:controller=train} 50");
    assertThat(files.parts("2026-10-02", "100"))
        .containsExactly("web {team=b} 25", "web {team=c} 75");
    assertThat(files.cluster().oddities())
        .anyMatch(note -> note.contains("nothing idle"))
        .anyMatch(note -> note.contains("1 allocation has a cost of GPUs and no GPU"));
  }

  @Test
  void aCsvOfAnotherTimeZoneIsSpreadOverUtcDays() {
    // The day of +12:00 begins at noon in UTC the day before.
    files
        .with("+12:00", false, KubernetesSetting.COSTS)
        .file(
            "export.csv",
            "Date,Namespace,TotalCost\n2026-10-02,a,4\n2026-10-03,b,12\n2026-10-03,a,0\n");

    assertThat(files.parts("2026-10-01", "100")).containsExactly("a 100");
    assertThat(files.parts("2026-10-02", "100")).containsExactly("a 25", "b 75");
    assertThat(files.parts("2026-10-03", "100")).containsExactly("b 100");
  }

  @Test
  void theLongDayThatEndsSummerTimeIsOneDay() {
    files
        .with("Europe/Berlin", true, KubernetesSetting.COSTS)
        .file("export.csv", "Date,Namespace,TotalCost\n2026-10-25,a,25\n");

    // It begins at 22:00 in UTC and has 25 hours.
    assertThat(files.cluster().cost(LocalDate.of(2026, 10, 24))).isEqualByComparingTo("2");
    assertThat(files.cluster().cost(LocalDate.of(2026, 10, 25))).isEqualByComparingTo("23");
    assertThat(files.cluster().oddities()).isEmpty();
  }

  @Test
  void linesOfAllocationsAndListsWithoutAnAnswerAreReadAsWell() {
    String line =
        "{\"name\":\"%s\",\"properties\":{\"namespace\":\"%s\"},\"window\":{\"start\":"
            + "\"2026-10-01T00:00:00Z\",\"end\":\"2026-10-02T00:00:00+00:00\"},\"totalCost\":%s}\n";
    files
        .file("lines.jsonl", line.formatted("a", "a", "1") + line.formatted("b", "b", "3"))
        .file(
            "list.json",
            "["
                + step(allocation("c", "2026-10-02", "2026-10-03", "\"totalCost\":1"))
                + ",null,{}]");

    assertThat(files.parts("2026-10-01", "100")).containsExactly("a 25", "b 75");
    assertThat(files.parts("2026-10-02", "100")).containsExactly("c 100");
  }

  @Test
  void oneClusterIsTakenFromFilesOfSeveral() {
    files
        .clusterId("two")
        .file(
            "day.json",
            answer(
                step(
                    allocation("a", "\"cpuCost\":1"),
                    allocation("b", "\"cpuCost\":1").replace("\"one\"", "\"two\""))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("b 100");
  }

  @Test
  void amountsOfEverySignAreDividedToTheLastDigit() {
    files.file(
        "day.json",
        answer(
            step(
                allocation("a", "\"cpuCost\":1"),
                allocation("b", "\"cpuCost\":1"),
                allocation("c", "\"cpuCost\":1"))));
    DayShares shares = files.cluster().day(LocalDate.of(2026, 10, 1));

    assertThat(shares.divide(new BigDecimal("-0.000000000000000002")))
        .extracting(BigDecimal::toPlainString)
        .containsExactly("-0.000000000000000001", "-0.000000000000000001", "0.000000000000000000");
    assertThat(shares.divide(new BigDecimal("1")))
        .extracting(BigDecimal::toPlainString)
        .containsExactly("0.333333333333333334", "0.333333333333333333", "0.333333333333333333");
    assertThat(shares.divide(null)).containsExactly(null, null, null);
  }

  @Test
  void theRealExportIsReadWhereItLies() {
    Path file =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve("shared/data/cost/opencost/export-sample.csv"))
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    assumeTrue(file != null, "needs ../shared/data/cost/opencost/export-sample.csv");
    files.path(file);

    Cluster cluster = files.cluster();
    assertThat(cluster.cost(LocalDate.of(2023, 1, 1))).isEqualByComparingTo("0.010493746736011505");
    assertThat(cluster.daysInWords()).isEqualTo("2 days from 2023-01-01 to 2023-01-02");
    assertThat(files.parts("2023-01-02", "7"))
        .containsExactly("opencost {kubernetes:controller=opencost, team=my-team} 7");
  }
}
