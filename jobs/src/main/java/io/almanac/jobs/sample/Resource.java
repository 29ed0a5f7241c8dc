package io.almanac.jobs.sample;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing in the cloud that costs money on the days from {@code from} to {@code to}, both
 * included.
 *
 * @param owner person, empty when nobody stands for it
 * @param tagging how well it is tagged: full, part (team only), old (keys in another case and with
 *     stray blanks), legacy (the team's former name), none
 * @param runId the MLflow run whose job it is, or null
 * @param quantity mean quantity a day in the first days, in the product's unit
 * @param growth growth of the quantity in a year, 0.5 for one half more
 * @param id the provider's resource id, null when the charge has no resource
 * @param tags as they stand in the bill
 */
record Resource(
    String name,
    Account account,
    Product product,
    String region,
    String team,
    String project,
    String environment,
    String owner,
    String tagging,
    String runId,
    LocalDate from,
    LocalDate to,
    UsagePattern pattern,
    double quantity,
    double growth,
    String id,
    Tags tags) {

  /** Makes the id and the tags. */
  static Resource of(
      String name,
      Account account,
      Product product,
      String region,
      String team,
      String costCenter,
      String project,
      String environment,
      String owner,
      String tagging,
      String runId,
      LocalDate from,
      LocalDate to,
      UsagePattern pattern,
      double quantity,
      double growth) {
    String id = id(name, account, product, region, project);
    Tags tags =
        new Tags(tags(account, tagging, team, costCenter, project, environment, owner, runId));
    return new Resource(
        name,
        account,
        product,
        region,
        team,
        project,
        environment,
        owner,
        tagging,
        runId,
        from,
        to,
        pattern,
        quantity,
        growth,
        id,
        tags);
  }

  /** The same thing as one of many machines; copy zero is the thing itself. */
  String id(int copy) {
    if (copy == 0 || id == null) {
      return id;
    }
    return id(name(copy), account, product, region, project);
  }

  /** The name of a copy; copy zero has the plain name. */
  String name(int copy) {
    return copy == 0 ? name : name + "-r" + copy;
  }

  private static String id(
      String name, Account account, Product product, String region, String project) {
    if (product.resourceType().isEmpty()) {
      return null;
    }
    return product
        .idTemplate()
        .replace("{hex}", Noise.hex("resource " + name, 16))
        .replace("{account}", account.id())
        .replace("{region}", region)
        .replace("{project}", project)
        .replace("{name}", bucketName(product, name));
  }

  /** Storage accounts have no dashes; bucket names are shared by the world, hence the prefix. */
  private static String bucketName(Product product, String name) {
    return switch (product.resourceType()) {
      case "Bucket" -> "lumen-" + name;
      case "Storage account" -> "lumen" + name.replace("-", "");
      default -> name;
    };
  }

  private static Map<String, String> tags(
      Account account,
      String tagging,
      String team,
      String costCenter,
      String project,
      String environment,
      String owner,
      String runId) {
    Map<String, String> tags = new TreeMap<>();
    if (tagging.equals("none")) {
      return tags;
    }
    // Google's labels are lower-case without blanks. A CUR has one column per key, and two columns
    // that differ in case alone are one too many for most readers; so the careless tags of AWS have
    // a stray blank, and those of Azure have both.
    boolean labels = account.provider() == Provider.GCP;
    boolean old = tagging.equals("old");
    boolean oldAzure = old && account.provider() == Provider.AZURE;
    String first = tagging.equals("legacy") ? "vision" : team;
    tags.put(labels ? "team" : oldAzure ? "team " : "Team", first);
    if (!tagging.equals("part")) {
      tags.put(labels ? "project" : old ? " project" : "Project", project);
      tags.put(oldAzure ? "ENV" : "env", environment);
      tags.put(labels || oldAzure ? "cost-center" : "Cost-Center", costCenter);
      if (!owner.isEmpty()) {
        tags.put("owner", labels ? owner.replace('.', '-') : owner);
      }
    }
    if (runId != null) {
      tags.put("mlflow_run_id", runId);
    }
    return tags;
  }
}
