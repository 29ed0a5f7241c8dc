package io.almanac.jobs.charges.source;

import java.util.List;

/** Looks at the first records of one file for what its columns do not tell. */
public interface FileSurvey {
  /** Takes the next record, one value per column; false when it needs no more. */
  boolean see(Object[] record);

  /** Notes that the records of the file cannot be shown. */
  void cannotSee();

  /** What was found, after the last record that was needed. */
  FileTraits traits();

  /** Why the file cannot be read, as sentences without its name; empty when it can. */
  List<String> problems();
}
