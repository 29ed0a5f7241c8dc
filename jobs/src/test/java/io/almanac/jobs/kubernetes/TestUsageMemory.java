package io.almanac.jobs.kubernetes;

import static io.almanac.jobs.kubernetes.ClusterFixture.allocation;
import static io.almanac.jobs.kubernetes.ClusterFixture.answer;
import static io.almanac.jobs.kubernetes.ClusterFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.config.KubernetesSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestUsageMemory extends ClusterFileTest {
  private Path written;

  @BeforeEach
  void prepare() {
    written = folder.resolve("_memory.gz");
    String hours =
        allocation("__idle__", "\"cpuCost\":0.3")
            .replace("T00:00:00Z\",\"end\"", "T06:00:00Z\",\"end\"");
    files
        .file(
            "a.json",
            answer(
                step(
                    allocation("vision", "\"cpuCost\":1e-7,\"ramCost\":null")
                        .replace("\"namespace\"", "\"labels\":{\"team\":\"v\"},\"namespace\""),
                    allocation("speech", "\"gpuCost\":3,\"gpuCount\":0"),
                    hours),
                step(allocation("long", "2026-10-02", "2026-10-05", "\"cpuCost\":1"))))
        .file("b.csv", "Date,Namespace,TotalCost\n2026-10-07,a,1.25\n2026-10-07,b,-0.25\n");
  }

  @Test
  void aFileThatDidNotChangeIsNotOpenedAndSaysTheSame() throws IOException {
    Clusters read = night();
    assertThat(read.oddities()).hasSize(4);
    rubbish("a.json");
    rubbish("b.csv");
    Clusters remembered = night();
    assertThat(remembered.months()).isEqualTo(read.months()).hasSize(1);
    assertThat(remembered.oddities()).isEqualTo(read.oddities());
    assertThat(remembered.days()).isEqualTo(read.days());
    // And so the night after, from what that night wrote.
    assertThat(night().months()).isEqualTo(read.months());
  }

  @Test
  void whatDecidesAboutAFileIsAskedFor() throws IOException {
    night();
    rubbish("a.json");
    files.with("Europe/Berlin", false, KubernetesSetting.COSTS);
    assertThatThrownBy(this::night).hasMessageContaining("a.json");
    files.with("UTC", false, KubernetesSetting.COSTS.subList(0, 2));
    assertThatThrownBy(this::night).hasMessageContaining("a.json");
    files.with("UTC", true, KubernetesSetting.COSTS);
    assertThat(night().months()).hasSize(1);
    files.file("a.json", answer(step(allocation("new", "\"cpuCost\":1"))));
    assertThat(night().list().get(0).cost(LocalDate.of(2026, 10, 1))).isEqualByComparingTo("1");
  }

  @Test
  void aDamagedMemoryIsForgotten() throws IOException {
    Clusters read = night();
    byte[] whole = Files.readAllBytes(written);
    for (int length : new int[] {0, 5, whole.length / 2, whole.length - 4}) {
      Files.write(written, Arrays.copyOf(whole, length));
      assertThat(night().months()).isEqualTo(read.months());
    }
    Files.delete(written);
    assertThat(night().months()).isEqualTo(read.months());
  }

  /** Loads as a night does: with what the night before has written. */
  private Clusters night() {
    UsageMemory memory = UsageMemory.read(Optional.of(written));
    Clusters clusters = files.clusters(memory);
    memory.write(written);
    return clusters;
  }

  /** Overwrites a file such that reading it would fail, with its size and time. */
  private void rubbish(String name) throws IOException {
    Path file = folder.resolve(name);
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "{".repeat((int) Files.size(file)));
    Files.setLastModifiedTime(file, time);
  }
}
