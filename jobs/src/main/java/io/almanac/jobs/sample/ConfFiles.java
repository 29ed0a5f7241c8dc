package io.almanac.jobs.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration of the company: {@code almanac.yaml} and the files that it names. */
final class ConfFiles {

  private ConfFiles() {}

  /** Writes all of them into {@code folder}. */
  static void write(Path folder, SampleFormat format, String budgets) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files(budgets).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
    }
    Files.writeString(
        folder.resolve(SampleCompany.CONFIG), almanac(format), StandardCharsets.UTF_8);
  }

  /** The texts by file name, {@code almanac.yaml} left out. */
  static Map<String, String> files(String budgets) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("allocation-rules.yaml", Company.text("allocation-rules.yaml"));
    files.put("budgets.csv", budgets);
    files.put("gpu-catalogue.csv", Company.text("gpu-catalogue.csv"));
    files.put("holidays.csv", Company.text("holidays.csv"));
    files.put("scenarios.yaml", Company.text("scenarios.yaml"));
    return files;
  }

  private static String almanac(SampleFormat format) {
    return """
        # A night on the sample company. Paths are relative to this file.
        company: %s
        reporting-currency: USD
        time-zone: UTC
        fiscal-year-start-month: 1
        sources:
          - { name: aws, format: %s, path: billing/aws, settling-days: 2 }
          - { name: azure, format: focus, path: billing/azure, settling-days: 2 }
          - { name: gcp, format: focus, path: billing/gcp, settling-days: 2 }
        run-histories:
          - { name: research, format: mlflow-search-runs, path: mlflow/search_runs.csv }
          - { name: platform, format: mlflow-export, path: mlflow/export }
        telemetry:
          - { name: dcgm, format: prometheus, path: telemetry }
        allocation-rules: allocation-rules.yaml
        budgets: budgets.csv
        holidays: holidays.csv
        gpu-catalogue: gpu-catalogue.csv
        scenarios: scenarios.yaml
        forecast: { horizon-days: 164, levels: [0.80, 0.95] }
        output: { marts: out/marts, reports: out/reports }
        """
        .formatted(Company.NAME, format == SampleFormat.NATIVE ? "aws-cur" : "focus");
  }
}
