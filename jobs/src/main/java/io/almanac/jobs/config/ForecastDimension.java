package io.almanac.jobs.config;

import java.util.Arrays;
import java.util.List;

/** What costs may be forecast by. */
public enum ForecastDimension {
  /** The teams; always forecast. */
  TEAM("team"),
  /** Projects, across teams. */
  PROJECT("project"),
  /** Production, development and whatever else the rules tell. */
  ENVIRONMENT("environment"),
  /** Cost centres, across teams. */
  COST_CENTER("cost-center"),
  /** Classes of services, a FOCUS term. */
  SERVICE_CATEGORY("service-category"),
  /** Services of the providers. */
  SERVICE("service"),
  /** Machines with GPUs, and everything else. */
  GPU("gpu");

  private final String text;

  ForecastDimension(String text) {
    this.text = text;
  }

  /** As it stands in settings and in the names of series. */
  public String text() {
    return text;
  }

  /** All of them as they stand in settings. */
  static List<String> texts() {
    return Arrays.stream(values()).map(ForecastDimension::text).toList();
  }

  /** The one of that text, which must be one of {@link #texts}. */
  static ForecastDimension of(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst().orElseThrow();
  }
}
