package io.almanac.jobs.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** What is gathered while one file is read: problems and effective settings. */
final class ConfigReading {
  private final Path file;
  private final References references;
  private final List<String> problems = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();

  ConfigReading(Path file, References references) {
    this.file = file;
    this.references = references;
  }

  References references() {
    return references;
  }

  /** The folder that relative paths start from. */
  Path folder() {
    return file.toAbsolutePath().normalize().getParent();
  }

  /** File and line of a node; the file alone where there is none. */
  String place(Node node) {
    return node == null
        ? file.getFileName().toString()
        : file.getFileName() + ":" + (node.getStartMark().getLine() + 1);
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  void setting(String key, String value, Setting.Origin origin) {
    settings.add(new Setting(key, value, origin));
  }

  List<String> problems() {
    return problems;
  }

  List<Setting> settings() {
    return settings;
  }
}
