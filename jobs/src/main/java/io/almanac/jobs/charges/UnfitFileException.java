package io.almanac.jobs.charges;

import java.io.IOException;

/** A file that can be read but is not what its name says; the message says what it is instead. */
final class UnfitFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfitFileException(String message) {
    super(message);
  }
}
