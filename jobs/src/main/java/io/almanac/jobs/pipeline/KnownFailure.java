package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/** Finds the sentence in a failure that came out of Spark's tasks, wrapped as it may be. */
final class KnownFailure {
  private KnownFailure() {}

  /** What a reader had to tell, or which file Spark could not read; empty when neither is there. */
  static Optional<AlmanacException> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AlmanacException told) {
        return Optional.of(told);
      }
      if (cause instanceof SparkThrowable spark
          && spark.getCondition() != null
          && spark.getCondition().startsWith("FAILED_READ_FILE")) {
        return Optional.of(unreadable(spark.getMessageParameters(), failure));
      }
    }
    return Optional.empty();
  }

  private static AlmanacException unreadable(Map<String, String> parameters, Throwable failure) {
    return new AlmanacException(
        ExitCode.INPUT,
        List.of(
            "Cannot read file: %s (it is damaged, or changed while it was read). Deliver it again."
                .formatted(parameters.getOrDefault("path", "unknown"))),
        failure);
  }
}
