package io.almanac.jobs.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same night on a real cluster of a master and two workers, by spark-submit. */
@ExtendWith(SparkTest.class)
class TestCluster {
  private static final String AS_OF = "2026-10-20";

  @TempDir Path folder;

  @Test
  void aClusterMakesTheSameRowsAsOneMachine() throws IOException, InterruptedException {
    NightFolder embedded = NightFolder.write(folder.resolve("embedded"));
    Launched alone = Launched.run(folder, NightFolder.SMALL, embedded.nightly(AS_OF));
    assertThat(alone.status()).as(alone.err()).isZero();

    NightFolder clustered = NightFolder.write(folder.resolve("clustered"));
    List<Process> daemons = new ArrayList<>();
    try {
      int port = freePort();
      String master = "spark://127.0.0.1:" + port;
      daemons.add(
          daemon(
              "master",
              "org.apache.spark.deploy.master.Master",
              "--host",
              "127.0.0.1",
              "--port",
              Integer.toString(port),
              "--webui-port",
              Integer.toString(freePort())));
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listens(port));
      for (String worker : List.of("worker-1", "worker-2")) {
        daemons.add(
            daemon(
                worker,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                "1",
                "--memory",
                "900m",
                "--webui-port",
                Integer.toString(freePort()),
                "--work-dir",
                folder.resolve(worker + "-work").toString(),
                master));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  logged("worker-1").contains("Successfully registered with master")
                      && logged("worker-2").contains("Successfully registered with master"));
      Launched submitted =
          Launched.run(
              folder,
              Map.of("SPARK_HOME", "", "ALMANAC_MEMORY", "900m"),
              Launched.home().resolve("bin/submit").toString(),
              "--master",
              master,
              "--executor-memory",
              "800m",
              "--conf",
              "spark.driver.host=127.0.0.1",
              "--conf",
              "spark.driver.bindAddress=127.0.0.1",
              "--conf",
              "spark.sql.shuffle.partitions=5",
              "--",
              "nightly",
              "--conf",
              clustered.folder().resolve("almanac.yaml").toString(),
              "--as-of",
              AS_OF);
      assertThat(submitted.status()).as(submitted.err()).isZero();
      assertThat(logged("worker-1")).contains("Asked to launch executor");
      assertThat(logged("worker-2")).contains("Asked to launch executor");
    } finally {
      for (Process daemon : daemons) {
        daemon.destroyForcibly().waitFor();
      }
    }
    Map<String, List<String>> expected = embedded.rows();
    clustered
        .rows()
        .forEach((mart, rows) -> assertThat(rows).as(mart).isEqualTo(expected.get(mart)));
  }

  private Process daemon(String name, String mainClass, String... arguments) throws IOException {
    Path home = Launched.home();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(Files.readString(home.resolve("lib/jvm.options")).strip().split("\\s+", -1)));
    command.addAll(List.of("-Xmx256m", "-cp", home.resolve("spark/jars") + "/*", mainClass));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("SPARK_HOME", home.resolve("spark").toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    // A worker looks for build folders of Spark's own tree unless it is told.
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    return builder.start();
  }

  private String logged(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
