package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.charges.ChargeLoad;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.SourceFiles;
import io.almanac.jobs.charges.source.CostView;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Azure's actual and amortised cost together: no month of one may lack the other. */
@ExtendWith(SparkTest.class)
class TestBillsInParts {
  private static final String FORMAT = "azure-cost-details";
  private static final String HEADER = "Date,MeterCategory,Cost,BillingCurrency,ChargeType\n";

  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void makeFolder() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
  }

  @Test
  void aMonthOfOneDataSetAloneIsFoundHoweverFarDown() throws IOException {
    write("amortized.csv", days("2026-09-30", 1_100) + days("2026-11-01", 1));
    write("actual.csv", days("2026-09-30", 1_100) + days("2026-10-01", 2) + days("2026-11-01", 1));
    assertThatThrownBy(this::load)
        .isInstanceOf(AlmanacException.class)
        .hasMessage(
            "Cannot read source: azure. Cannot find amortized cost of 2026-10 beside the actual"
                + " cost in actual.csv. Deliver it as well, or set format to \"azure-actual\" and"
                + " leave the other out.");

    write("amortized.csv", days("2026-09-30", 1_100) + days("2026-10-01", 2));
    assertThatThrownBy(this::load)
        .hasMessageContaining("Cannot find amortized cost of 2026-11 beside the actual cost");

    write("actual.csv", days("2026-09-30", 1_100));
    assertThatThrownBy(this::load)
        .hasMessageContaining("Cannot find actual cost of 2026-10 beside the amortized cost");

    write("actual.csv", days("2026-09-30", 1_100) + days("2026-10-01", 2));
    ChargeStage.Result result = load();
    assertThat(result.chargeRows()).isEqualTo(1_102);
    assertThat(result.inputs())
        .extracting(Manifest.InputFile::path, Manifest.InputFile::periods)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("actual.csv", List.of("2026-09", "2026-10")),
            org.assertj.core.groups.Tuple.tuple("amortized.csv", List.of("2026-09", "2026-10")));
  }

  @Test
  void aMonthIsFoundInParquetFilesAsWell() throws IOException {
    SparkTest.spark()
        .sql(
            "select * from values (timestamp '2026-10-01'), (timestamp '2026-11-01') as days(Date)")
        .withColumn("MeterCategory", functions.lit("Storage"))
        .withColumn("Cost", functions.lit(1))
        .withColumn("BillingCurrency", functions.lit("USD"))
        .withColumn("ChargeType", functions.lit("Usage"))
        .coalesce(1)
        .write()
        .parquet(in.resolve("actual").toString());
    write("amortized.csv", days("2026-10-01", 1));
    assertThatThrownBy(this::load)
        .hasMessageContaining("Cannot find amortized cost of 2026-11 beside the actual cost");
    write("amortized.csv", days("2026-10-01", 1) + days("2026-11-01", 1));
    assertThat(load().chargeRows()).isEqualTo(2);
  }

  @Test
  void filesThatDidNotChangeCountWithTheMonthsThatTheyHadOnce() {
    SourceFile actual = file("x/1.csv", CostView.ACTUAL);
    SourceFile amortized = file("x/2.csv", CostView.AMORTIZED);
    List<AlmanacConfig.Source> sources =
        List.of(new AlmanacConfig.Source("azure", FORMAT, Path.of("in"), 2));
    Map<String, InputFiles> files =
        Map.of(
            "azure", InputFiles.compare("azure", List.of(actual, amortized), List.of(), Set.of()));

    BillsInParts.check(
        sources, files, List.of(input("x/1.csv", "2026-09"), input("x/2.csv", "2026-09")));
    // What is rejected for its dates is of no month.
    BillsInParts.check(
        sources,
        files,
        List.of(input("x/1.csv", "2026-09"), input("x/2.csv", "2026-09", "unknown")));
    assertThatThrownBy(
            () ->
                BillsInParts.check(
                    sources,
                    files,
                    List.of(
                        input("x/1.csv", "2026-08", "2026-09"),
                        input("x/2.csv", "2026-09", "2026-10"))))
        .hasMessageContaining("amortized cost of 2026-08 beside the actual cost in x/1.csv")
        .hasMessageContaining("actual cost of 2026-10 beside the amortized cost in x/2.csv");
  }

  private static SourceFile file(String path, CostView view) {
    return new SourceFile("/in/" + path, path, 1, 1).with(new FileTraits(null, view));
  }

  private static Manifest.InputFile input(String path, String... periods) {
    return new Manifest.InputFile("azure", path, 1, 1, List.of(periods));
  }

  private ChargeStage.Result load() {
    AlmanacConfig.Source source = new AlmanacConfig.Source("azure", FORMAT, in, 2);
    List<SourceFile> files = ChargeLoad.checkHeaders("azure", FORMAT, SourceFiles.list(in, FORMAT));
    try (Publication marts = new MartStore(folder.resolve("marts")).begin()) {
      return ChargeStage.run(
          SparkTest.spark(),
          marts,
          List.of(source),
          Map.of("azure", InputFiles.compare("azure", files, List.of(), Set.of())),
          Set.of(),
          Set.of());
    }
  }

  private void write(String name, String rows) throws IOException {
    Files.writeString(in.resolve(name), HEADER + rows);
  }

  private static String days(String day, int rows) {
    return (day + ",Storage,1,USD,Usage\n").repeat(rows);
  }
}
