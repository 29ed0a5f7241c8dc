package io.almanac.jobs.charges;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.almanac.jobs.charges.source.NestedValue;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads one JSON object as a record. */
final class JsonRecord {
  /** A field that is there twice would be one amount or the other, so the record is broken. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonRecord() {}

  /**
   * The fields in the order of the text: numbers and truth values as their own text, objects and
   * lists as {@link NestedValue}, null for null.
   *
   * @throws BrokenRecordException when the text is anything but one JSON object
   */
  static Map<String, Object> parse(String text) throws BrokenRecordException {
    Map<String, Object> fields = new LinkedHashMap<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BrokenRecordException("it is no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
          int start = (int) parser.currentTokenLocation().getCharOffset();
          parser.skipChildren();
          int end = (int) parser.currentLocation().getCharOffset();
          fields.put(name, new NestedValue(text.substring(start, end)));
        } else {
          fields.put(name, token == JsonToken.VALUE_NULL ? null : parser.getText());
        }
      }
      if (parser.nextToken() != null) {
        throw new BrokenRecordException("more text follows the object");
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new BrokenRecordException(e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a text in memory", e);
    }
  }

  /**
   * The names of the fields of the first object in a text that may be a long document, as far as
   * its first megabytes show; empty when it begins with something else.
   */
  static Set<String> names(Reader document) {
    Set<String> names = new LinkedHashSet<>();
    try (JsonParser parser = FACTORY.createParser(new FirstCharacters(document, 4 << 20))) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        first = parser.nextToken();
      }
      while (first == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (IOException e) {
      // What was seen until the text ended or broke is all that can be known.
      return names;
    }
    return names;
  }

  /** Says in a few words why a text is no record. */
  static final class BrokenRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenRecordException(String message) {
      super(message);
    }
  }

  /** Ends after some characters, so that a long document is not read to its end for its names. */
  private static final class FirstCharacters extends Reader {
    private final Reader reader;
    private int left;

    FirstCharacters(Reader reader, int most) {
      this.reader = reader;
      this.left = most;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int read = left == 0 ? -1 : reader.read(buffer, offset, Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
