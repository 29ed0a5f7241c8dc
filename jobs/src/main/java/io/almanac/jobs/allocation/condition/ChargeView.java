package io.almanac.jobs.allocation.condition;

/** A charge as conditions see it: trimmed lower-case texts, null where absent or blank. */
public interface ChargeView {
  /** The value of a column of charges. */
  String column(String name);

  /** The value of a tag by its trimmed lower-case key. */
  String tag(String key);
}
