package io.almanac.jobs.config;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a YAML file into nodes that know their lines. Only the syntax is read: no tag ever makes an
 * object. Size and depth are limited and aliases refused, so that a small file cannot grow large.
 */
final class ConfigYaml {
  private static final int MOST_CHARACTERS = 1_000_000;
  private static final int MOST_LEVELS = 20;

  private ConfigYaml() {}

  /**
   * The file's one mapping.
   *
   * @throws AlmanacException when the file cannot be read or is no mapping
   */
  static MappingNode read(Path file) {
    String text = text(file);
    try {
      for (Event event : yaml().parse(new StringReader(text))) {
        if (event instanceof AliasEvent) {
          throw problem(
              file,
              event.getStartMark().getLine() + 1,
              "Aliases are not allowed. Write the value out.");
        }
      }
      Node node = yaml().compose(new StringReader(text));
      if (node instanceof MappingNode mapping) {
        return mapping;
      }
      throw problem(file, 1, "It must hold keys and values, such as company: Example Company.");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw problem(file, line, "It is no valid YAML: " + e.getProblem() + ".");
    } catch (YAMLException e) {
      throw problem(file, 1, "It is no valid YAML: " + e.getMessage() + ".");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw AlmanacException.configuration(
          List.of(
              "Cannot read configuration: "
                  + file
                  + ". There is no such file; name yours with --conf."));
    } catch (CharacterCodingException e) {
      throw AlmanacException.configuration(
          List.of("Cannot read configuration: " + file + ". It is not UTF-8; save it as UTF-8."));
    } catch (IOException e) {
      throw AlmanacException.configuration(
          List.of("Cannot read configuration: " + file + ". " + e + "."));
    }
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(MOST_LEVELS);
    return new Yaml(options);
  }

  private static AlmanacException problem(Path file, int line, String reason) {
    return AlmanacException.configuration(
        List.of("Cannot read configuration: " + file + ":" + line + ". " + reason));
  }
}
