package io.almanac.jobs.cli;

import java.util.List;

/** Whether this Java can run a night. */
final class MachineChecks {
  private static final long MEBIBYTE = 1L << 20;
  private static final long ENOUGH_MEMORY = 1000 * MEBIBYTE;

  private MachineChecks() {}

  static List<Check> all() {
    return List.of(java(), flags(), memory());
  }

  private static Check java() {
    int feature = Runtime.version().feature();
    String found = Runtime.version() + " of " + System.getProperty("java.vendor");
    return feature >= 17
        ? Check.pass("Java", found)
        : Check.fail("Java", found, "Use Java 17 or newer.");
  }

  /** Spark reads dates through this package; without the flags some nights fail, some do not. */
  private static Check flags() {
    boolean open =
        Object.class.getModule().isOpen("sun.util.calendar", MachineChecks.class.getModule());
    return open
        ? Check.pass("JVM flags", "Spark may use the JDK's internals")
        : Check.fail(
            "JVM flags",
            "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED is missing.",
            "Start by the script almanac or by spark-submit.");
  }

  private static Check memory() {
    long most = Runtime.getRuntime().maxMemory();
    String found = most / MEBIBYTE + " MB of heap";
    return most >= ENOUGH_MEMORY
        ? Check.pass("memory", found)
        : Check.warn("memory", found + ".", "Give at least 1 GB: ALMANAC_MEMORY=1g.");
  }
}
