package io.almanac.jobs.charges;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens the text of a file, compressed or not; UTF-8. */
final class FileText {
  private static final int BUFFER = 1 << 16;

  private FileText() {}

  /** The text from its beginning; the caller closes it. */
  static Reader open(SourceFile file) throws IOException {
    return open(Path.of(file.path()), file.isGzip() && file.size() > 0);
  }

  /** The text of a file that is compressed or not; the caller closes it. */
  static Reader open(Path file, boolean gzip) throws IOException {
    InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      InputStream plain = gzip ? new GZIPInputStream(stream, BUFFER) : stream;
      return new InputStreamReader(plain, StandardCharsets.UTF_8);
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }
}
