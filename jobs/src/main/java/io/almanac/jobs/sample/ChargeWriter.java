package io.almanac.jobs.sample;

import java.io.Closeable;
import java.io.IOException;

/** Writes charges of one provider and month into one file. */
interface ChargeWriter extends Closeable {

  void write(Charge charge) throws IOException;
}
