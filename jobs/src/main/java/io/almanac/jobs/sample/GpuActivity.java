package io.almanac.jobs.sample;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** What a GPU does over the day. */
enum GpuActivity {
  /** Trains whenever a run has the machine; short pauses for checkpoints. */
  TRAINING(null),
  /** Trains, but hangs with its memory held in the time that {@link RunStories} tells. */
  HANGING(null),
  /** Nobody asks for it. */
  UNALLOCATED(""),
  /** Serves a model that few ask: memory full, a little load by day. */
  SERVING_LITTLE("vllm"),
  /** A notebook: loaded, and used for some office hours. */
  NOTEBOOK("notebook"),
  /** A notebook that was left open. */
  LEFT_OPEN("notebook-old"),
  /** Trains, but the exporter hands out blank values now and then. */
  BLANKS(null);

  private final String pod;

  GpuActivity(String pod) {
    this.pod = pod;
  }

  /** The kind of pod when it is always the same one, empty for none, null when runs decide. */
  String pod() {
    return pod;
  }

  /**
   * One measurement.
   *
   * @param busy share of the time in which the GPU worked, 0 to 1
   * @param memory share of the memory that is held, 0 to 1
   */
  record Reading(double busy, double memory) {

    static final Reading NOTHING = new Reading(0, 0);
  }

  /** The reading of a device at a time at which it has a pod. */
  Reading read(long device, Instant time) {
    long step = time.getEpochSecond() / 900;
    double draw = Noise.uniform(device, step);
    return switch (this) {
      case TRAINING, BLANKS -> training(step, draw);
      case HANGING ->
          !time.isBefore(RunStories.HANG_STARTS) && time.isBefore(RunStories.HANG_ENDS)
              ? new Reading(0, 0.81)
              : training(step, draw);
      case UNALLOCATED -> Reading.NOTHING;
      case SERVING_LITTLE -> new Reading(day(time) ? 0.02 + (0.15 * draw) : 0.03 * draw, 0.9);
      case NOTEBOOK -> new Reading(office(time) && draw < 0.35 ? 0.2 + draw : 0, 0.22);
      case LEFT_OPEN -> new Reading(0, 0.31);
    };
  }

  private static Reading training(long step, double draw) {
    // Every six hours all devices of a machine write a checkpoint together.
    boolean checkpoint = step % 24 == 0;
    return new Reading(checkpoint ? 0.12 : 0.93 + (0.07 * draw), 0.88);
  }

  private static boolean day(Instant time) {
    int hour = time.atZone(ZoneOffset.UTC).getHour();
    return hour >= 12;
  }

  private static boolean office(Instant time) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    DayOfWeek weekday = utc.getDayOfWeek();
    return weekday != DayOfWeek.SATURDAY
        && weekday != DayOfWeek.SUNDAY
        && utc.getHour() >= 14
        && utc.getHour() < 22;
  }
}
