package io.almanac.jobs.series;

import io.almanac.jobs.Progress;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Tells how far a long stage of Spark is, at every tenth of its tasks. */
public final class TaskProgress extends SparkListener {
  private static final int FEWEST_TASKS = 20;
  private static final int PARTS = 10;

  private final Progress progress;
  private int tasks;
  private int done;

  /** Tells it to somebody. */
  public TaskProgress(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    tasks = submitted.stageInfo().numTasks();
    done = 0;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd ended) {
    int before = PARTS * done / Math.max(1, tasks);
    done++;
    int now = PARTS * done / Math.max(1, tasks);
    if (tasks >= FEWEST_TASKS && now > before && now <= PARTS) {
      progress.say(100 / PARTS * now + " % of the series forecast");
    }
  }
}
