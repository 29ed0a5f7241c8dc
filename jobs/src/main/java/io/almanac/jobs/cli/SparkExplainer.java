package io.almanac.jobs.cli;

import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.explain.ChargeExplanation;
import io.almanac.jobs.explain.RuleReview;
import io.almanac.jobs.explain.TeamExplanation;
import java.time.YearMonth;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Explains with the one Spark session of the process.
 *
 * @param sessions gives the session, and starts it only when it is asked
 */
record SparkExplainer(Supplier<SparkSession> sessions) implements Engine.Explainer {
  @Override
  public ChargeExplanation charge(AlmanacConfig config, String reference) {
    return ChargeExplanation.of(sessions.get(), config, reference);
  }

  @Override
  public TeamExplanation team(AlmanacConfig config, String team, YearMonth month) {
    return TeamExplanation.of(sessions.get(), config, team, month);
  }

  @Override
  public RuleReview rules(AlmanacConfig config, boolean rulesOnly) {
    return RuleReview.of(sessions, config, rulesOnly);
  }
}
