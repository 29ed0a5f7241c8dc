package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.ChargeReader;
import io.almanac.jobs.charges.source.FileKind;
import io.almanac.jobs.charges.source.Header;
import io.almanac.jobs.charges.source.TokenReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.schema.MessageType;

/**
 * The headers of a source's files, read before anything else is.
 *
 * @param text files of CSV or JSON lines that are not empty
 * @param parquet Parquet files by their schema
 * @param problems one sentence for every file that cannot be read
 * @param surveys what was found out about the files from their first records
 */
record ChargeHeaders(
    List<SourceFile> text,
    Map<MessageType, List<SourceFile>> parquet,
    List<String> problems,
    FileSurveys surveys) {

  /** How many of the found columns a message names. */
  private static final int NAMED = 12;

  private static final int LONGEST_NAME = 60;

  /** Reads the first records or the footer of every file. */
  static ChargeHeaders read(String sourceName, ChargeReader reader, List<SourceFile> files) {
    List<SourceFile> text = new ArrayList<>();
    Map<MessageType, List<SourceFile>> parquet = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    FileSurveys surveys = new FileSurveys(sourceName, reader);
    boolean counted = reader.format().equals(TokenReader.FORMAT) && !files.isEmpty();
    TokenPrices prices = counted ? TokenPrices.of(sourceName, files.get(0)) : null;
    for (SourceFile file : files) {
      try {
        Header header;
        MessageType schema = null;
        if (file.size() == 0) {
          // A parallel writer leaves empty parts behind; they hold no charge.
          continue;
        } else if (file.isParquet()) {
          schema = ParquetFiles.schema(file);
          header = ParquetFiles.header(schema);
        } else {
          header = file.isJsonLines() ? JsonLinesFile.header(file) : CsvFile.header(file);
        }
        SourceFile known = file;
        if (header != null) {
          List<String> faults = reader.faults(header);
          if (faults.isEmpty()) {
            known = surveys.survey(file, header, problems);
            if (counted) {
              TokenUsageFile.missingPrices(sourceName, file, prices).ifPresent(problems::add);
            }
          } else {
            problems.add(problem(sourceName, reader, file, header, faults));
          }
        }
        if (schema == null) {
          text.add(known);
        } else {
          parquet.computeIfAbsent(schema, unseen -> new ArrayList<>()).add(known);
        }
      } catch (UnfitFileException e) {
        problems.add(
            "Cannot read file of source %s as %s: %s. %s."
                .formatted(sourceName, reader.format(), file.path(), e.getMessage()));
      } catch (IOException | RuntimeException e) {
        problems.add(
            "Cannot read file of source %s: %s (%s). Deliver it again."
                .formatted(sourceName, file.path(), e.getMessage()));
      }
    }
    return new ChargeHeaders(text, parquet, problems, surveys);
  }

  /** The files, in the order given, with what was found out about each. */
  List<SourceFile> known(List<SourceFile> files) {
    Map<String, SourceFile> known = new HashMap<>();
    text.forEach(file -> known.put(file.relativePath(), file));
    parquet.values().forEach(alike -> alike.forEach(file -> known.put(file.relativePath(), file)));
    return files.stream().map(file -> known.getOrDefault(file.relativePath(), file)).toList();
  }

  /** A column's name fit for a message: what is no name can be long, or steer a terminal. */
  private static String printable(String name) {
    String cut = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /** Why a file cannot be read, what it looks like, and its columns. */
  static String problem(
      String sourceName, ChargeReader reader, SourceFile file, Header header, List<String> faults) {
    List<String> names = header.names();
    String found =
        names.stream().limit(NAMED).map(ChargeHeaders::printable).collect(Collectors.joining(", "));
    return "Cannot read file of source %s as %s: %s. %s. %s. It has %s columns: %s%s"
        .formatted(
            sourceName,
            reader.format(),
            file.path(),
            String.join(", ", faults),
            FileKind.describe(header),
            names.size(),
            found,
            names.size() > NAMED ? ", ..." : ".");
  }
}
