package io.almanac.jobs.mart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as {@code sha256sum} prints it: 64 lower-case hexadecimal digits. */
public final class Checksum {
  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest;

  /** Begins with nothing. */
  public Checksum() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot hash: every Java has SHA-256", e);
    }
  }

  /** The checksum of a file's bytes. */
  public static String sha256(Path file) {
    return new Checksum().add(file).hex();
  }

  /** The checksum of a text in UTF-8. */
  public static String sha256(String text) {
    return new Checksum().add(text).hex();
  }

  /** Appends a text in UTF-8. */
  public Checksum add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Appends a file's bytes. */
  public Checksum add(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read file: " + file, e);
    }
  }

  /** The checksum of all that was appended; begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
