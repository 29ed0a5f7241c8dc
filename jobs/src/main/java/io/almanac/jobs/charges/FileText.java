package io.almanac.jobs.charges;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Opens a file as text by what its first bytes show and not by its name: downloads unpack a {@code
 * .gz} on the way without renaming it, or leave a {@code .csv} packed. Text is UTF-8, or UTF-16
 * where a byte order mark or the zero byte beside the first letter shows it.
 */
public final class FileText {
  private static final int BUFFER = 1 << 16;
  private static final int PEEKED = 6;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  /** What begins like this is no text, and what to do about it. */
  private static final Map<String, byte[]> NO_TEXT = noText();

  private FileText() {}

  /**
   * The file's text from its first character on, which may be a byte order mark.
   *
   * @throws IOException when the file is no text; the message says what it is
   */
  public static Reader open(SourceFile file) throws IOException {
    return RateCardMonths.isMonth(file) ? RateCardMonths.open(file) : open(Path.of(file.path()));
  }

  /**
   * As {@link #open(SourceFile)}.
   *
   * @throws IOException when the file is no text; the message says what it is
   */
  public static Reader open(Path file) throws IOException {
    InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      byte[] first = peek(stream);
      if (startsWith(first, GZIP)) {
        stream = new BufferedInputStream(new GZIPInputStream(stream, BUFFER), BUFFER);
        first = peek(stream);
        if (startsWith(first, GZIP)) {
          throw new IOException("it is compressed twice");
        }
      }
      for (Map.Entry<String, byte[]> kind : NO_TEXT.entrySet()) {
        if (startsWith(first, kind.getValue())) {
          throw new IOException(kind.getKey());
        }
      }
      return new InputStreamReader(stream, charset(first));
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  /** UTF-16 writes a zero byte beside every ASCII letter, and names of columns begin with one. */
  private static Charset charset(byte[] first) {
    if (first.length < 2) {
      return StandardCharsets.UTF_8;
    }
    int one = first[0] & 0xff;
    int two = first[1] & 0xff;
    if ((one == 0xff && two == 0xfe) || (one != 0 && two == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    return (one == 0xfe && two == 0xff) || (one == 0 && two != 0)
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  private static byte[] peek(InputStream stream) throws IOException {
    stream.mark(PEEKED);
    byte[] first = stream.readNBytes(PEEKED);
    stream.reset();
    return first;
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, byte[]> noText() {
    Map<String, byte[]> kinds = new LinkedHashMap<>();
    kinds.put("it is a zip archive, unpack it", new byte[] {'P', 'K', 3, 4});
    kinds.put("it is compressed with bzip2, unpack it", new byte[] {'B', 'Z', 'h'});
    kinds.put(
        "it is compressed with zstd, unpack it", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});
    kinds.put("it is compressed with xz, unpack it", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z'});
    kinds.put("it is a Parquet file, name it .parquet", new byte[] {'P', 'A', 'R', '1'});
    return kinds;
  }
}
