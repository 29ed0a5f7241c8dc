package io.almanac.jobs.kubernetes;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of what becomes of the files in a folder of a cluster. */
abstract class ClusterFileTest {
  @TempDir Path folder;
  ClusterFixture files;

  @BeforeEach
  void beginWithAnEmptyFolder() {
    files = new ClusterFixture(folder);
  }
}
