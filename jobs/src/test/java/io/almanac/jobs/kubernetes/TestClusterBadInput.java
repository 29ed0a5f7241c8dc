package io.almanac.jobs.kubernetes;

import static io.almanac.jobs.kubernetes.ClusterFixture.allocation;
import static io.almanac.jobs.kubernetes.ClusterFixture.answer;
import static io.almanac.jobs.kubernetes.ClusterFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.KubernetesSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What broke the use of cluster exports for others, numbered as in the list of what breaks in
 * practice, and files that are none.
 */
class TestClusterBadInput extends ClusterFileTest {
  @Test
  void case24NegativeIdleCostWeighsNothingAndIsTold() {
    files.file(
        "day.json",
        answer(
            step(
                allocation("vision", "\"cpuCost\":3"),
                allocation("speech", "\"cpuCost\":1"),
                allocation("__idle__", "\"cpuCost\":1,\"gpuCost\":-3.5"))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("speech 25", "vision 75");
    assertThat(files.cluster().oddities())
        .containsExactly(
            "Kubernetes cluster prod: costs below zero count as nothing: -2.5 of __idle__ on 1 days"
                + " from 2026-10-01 to 2026-10-01.");
  }

  @Test
  void case24IdleOfNodesIsSummedBeforeItsSignIsLookedAt() {
    files.file(
        "day.json",
        answer(
            step(
                allocation("vision", "\"cpuCost\":3"),
                allocation("__idle__/node-1", "\"cpuCost\":-1")
                    .replace(",\"namespace\":\"__idle__\"", ""),
                allocation("__idle__/node-2", "\"cpuCost\":2")
                    .replace(",\"namespace\":\"__idle__\"", ""))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("__idle__ 25", "vision 75");
    assertThat(files.cluster().oddities()).isEmpty();
  }

  @Test
  void case25GpuCostWithoutAGpuIsToldAndNeverMoreThanTheBillIsDivided() {
    files.file(
        "day.json",
        answer(
            step(
                allocation("vision", "\"gpuCost\":900,\"gpuCount\":0,\"gpuHours\":0"),
                allocation("speech", "\"gpuCost\":50,\"gpuCount\":1,\"gpuHours\":24"),
                allocation("__idle__", "\"gpuCost\":50"))));

    assertThat(files.parts("2026-10-01", "10"))
        .containsExactly("__idle__ 0.5", "speech 0.5", "vision 9");
    assertThat(files.cluster().oddities())
        .containsExactly(
            "Kubernetes cluster prod: 1 allocation has a cost of GPUs and no GPU; it counts as the"
                + " files have it.");
  }

  @Test
  void case26GpusAreDividedByRequestHoweverBusyTheyWere() {
    String asked = "\"gpuCost\":10,\"gpuCount\":1,\"gpuHours\":24,\"gpuAllocation\":";
    files.file(
        "day.json",
        answer(
            step(
                allocation("busy", asked + "{\"gpuUsageAverage\":0.99}"),
                allocation("lazy", asked + "{\"gpuUsageAverage\":0.01}"),
                allocation("__idle__", "\"gpuCost\":0"))));

    assertThat(files.parts("2026-10-01", "100")).containsExactly("busy 50", "lazy 50");
  }

  @Test
  void everyFaultOfEveryFileIsToldAtOnce() {
    files
        .file("a.csv", "Date,Namespace,TotalCost\n01/10/2026,a,1\n2026-10-01,a\n9999-01-01,a,1\n")
        .file("b.csv", "Name,Cost\nx,1\n")
        .file("c.json", "{\"code\":500,\"message\":\"no data\"}")
        .file("d.json", "{\"code\":200,\"data\":[{\"x\":{\"cpuCost\":1}},7]}")
        .file("e.json", "{\"code\":200,\"data\":[{\"x\":")
        .file("f.json", answer(step(allocation("a", "1900-01-01", "9999-01-01", "\"cpuCost\":1"))))
        .file(
            "g.json",
            answer(step(allocation("a", "\"cpuCost\":1")), step(allocation("a", "\"cpuCost\":1"))))
        .file("h.json", "{\"reportKeys\":[]}")
        .file("i.parquet", "PAR1");

    assertThat(problems())
        .hasSize(12)
        .allMatch(problem -> problem.startsWith("Cannot read Kubernetes costs: " + folder))
        .anyMatch(problem -> problem.contains("a.csv (Date in line 2 is 01/10/2026)"))
        .anyMatch(problem -> problem.contains("a.csv (line 3 has 2 fields below 3 columns)"))
        .anyMatch(problem -> problem.contains("a.csv (Date in line 4 is 9999-01-01)"))
        .anyMatch(
            problem -> problem.contains("b.csv (columns are missing: Date, Namespace, TotalCost)"))
        .anyMatch(problem -> problem.contains("c.json (the answer has code 500 no data)"))
        .anyMatch(problem -> problem.contains("d.json (allocation x has no window"))
        .anyMatch(problem -> problem.contains("d.json (its data has 7)"))
        .anyMatch(problem -> problem.contains("e.json (line 1: Unexpected end-of-input"))
        .anyMatch(problem -> problem.contains("f.json (allocation a has no window"))
        .anyMatch(
            problem ->
                problem.contains(
                    "g.json (2026-10-01T00:00:00Z to 2026-10-02T00:00:00Z and"
                        + " 2026-10-01T00:00:00Z to 2026-10-02T00:00:00Z overlap)"))
        .anyMatch(problem -> problem.contains("h.json (it has no data)"))
        .anyMatch(problem -> problem.contains("i.parquet is not a Parquet file"));
  }

  @Test
  void aFileThatIsCutOffIsNamed() {
    files.packed("day.json.gz", answer(step(allocation("a", "\"cpuCost\":1"))));
    byte[] whole = bytes(folder.resolve("day.json.gz"));
    files.file("day.json.gz", Arrays.copyOf(whole, whole.length / 2));

    assertThat(problems()).singleElement().asString().contains("day.json.gz (");
  }

  @Test
  void severalClustersAreNotTakenForOne() {
    files
        .file("a.json", answer(step(allocation("a", "\"cpuCost\":1"))))
        .file(
            "b.json",
            answer(
                step(
                    allocation("b", "2026-10-02", "2026-10-03", "\"cpuCost\":1")
                        .replace("\"one\"", "\"two\""))));
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("cluster prod: one, two", "cluster-id");

    files
        .clusterId("two")
        .file(
            "c.json",
            answer(
                step(
                    "\"x\":{\"window\":{\"start\":\"2026-10-05T00:00:00Z\",\"end\":\"2026-10-06T00:00:00Z\"},\"cpuCost\":1}")));
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("c.json (1 allocations name no cluster)");
  }

  @Test
  void emptyFilesSayNothing() {
    files
        .file("a.csv", "Date,Namespace,TotalCost\n")
        .file("b.csv", "")
        .file("c.json", answer())
        .file("d.json", "{\"code\":200,\"data\":null}")
        .file("e.json", "   \n".getBytes(StandardCharsets.UTF_8));

    assertThat(files.cluster().daysInWords()).isEqualTo("no days");
  }

  @Test
  void aFolderWithoutFilesIsNamed() {
    assertThat(problems())
        .containsExactly(
            "Cannot find Kubernetes costs of cluster prod: "
                + folder
                + ". Put .json or .csv files there, packed or not, or .parquet files, or correct the path.");
    files.path(folder.resolve("not-there"));
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("Cannot find Kubernetes costs of cluster prod: " + folder.resolve("not-there"));
  }

  @Test
  void aConditionThatNobodyCanReadIsNamedTogetherWithTheFiles() {
    var setting =
        new KubernetesSetting(
            "prod",
            folder,
            "{\"tag\":{\"a\":\"b\"}}",
            Optional.empty(),
            "USD",
            ZoneId.of("UTC"),
            false,
            KubernetesSetting.COSTS);
    AlmanacException failure =
        catchThrowableOfType(
            AlmanacException.class,
            () -> Clusters.load(List.of(setting), ClusterFixture.rules(folder)));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.problems())
        .anyMatch(problem -> problem.startsWith("Cannot find Kubernetes costs of cluster prod:"))
        .anyMatch(
            problem ->
                problem.startsWith("Cannot use kubernetes cluster prod, charges.tag: unknown key.")
                    && problem.contains("Did you mean tags?"));
  }

  @Test
  void aDamagedFileIsReadOrRefusedInWords() {
    byte[] json =
        answer(
                step(
                    allocation("vision", "\"cpuCost\":3,\"gpuCost\":1e2,\"gpuCount\":1"),
                    allocation("__idle__", "\"cpuCost\":-1.5")),
                step(allocation("a", "2026-10-02", "2026-10-05", "\"totalCost\":7")))
            .getBytes(StandardCharsets.UTF_8);
    byte[] csv =
        "Date,Namespace,CPUCost,TotalCost,Labels,Label_team\n2026-10-01,a,1,2,\"{\"\"x\"\":1}\",b\n"
            .getBytes(StandardCharsets.UTF_8);
    String letters = "\"{}[]:,0-9eE.\\\n\r\0\u0007xNT_/ ";
    Random random = new Random(7);
    int refused = 0;
    for (int attempt = 0; attempt < 1000; attempt++) {
      byte[] damaged = (attempt % 2 == 0 ? json : csv).clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        damaged[random.nextInt(damaged.length)] =
            (byte) letters.charAt(random.nextInt(letters.length()));
      }
      files.file(attempt % 2 == 0 ? "x.json" : "y.csv", damaged);
      files.file(attempt % 2 == 0 ? "y.csv" : "x.json", new byte[0]);
      try {
        files.cluster();
      } catch (AlmanacException e) {
        refused++;
        assertThat(e.problems())
            .isNotEmpty()
            .allMatch(problem -> problem.startsWith("Cannot read Kubernetes costs: " + folder));
      }
    }
    assertThat(refused).isBetween(150, 950);
  }

  private List<String> problems() {
    return catchThrowableOfType(AlmanacException.class, files::clusters).problems();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
