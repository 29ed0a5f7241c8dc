package io.almanac.jobs.cli;

import io.almanac.jobs.explain.Amount;
import io.almanac.jobs.explain.TeamExplanation;
import io.almanac.jobs.explain.TeamExplanation.Given;
import io.almanac.jobs.explain.TeamExplanation.Line;

/** Which rules made up a team's cost of a month, in words. */
final class TeamExplanationText {
  private static final int SHOWN = 30;

  private TeamExplanationText() {}

  /**
   * Tables in plain text.
   *
   * @param all whether to show every line of the details
   */
  static String text(TeamExplanation explanation, boolean all) {
    StringBuilder text =
        new StringBuilder("Team " + explanation.team() + " in " + explanation.month() + "\n");
    TextTable rules = new TextTable("llrrrll");
    rules.row("rule", "version", "charges", "billed", "effective", "", "takes");
    for (Line line : explanation.rules()) {
      rules.row(
          rule(line),
          orEmpty(line.version()),
          Long.toString(line.amount().charges()),
          Amount.plain(line.amount().billed()),
          Amount.plain(line.amount().effective()),
          orEmpty(line.amount().currency()),
          takes(line));
    }
    for (Amount total : explanation.totals()) {
      rules.row(
          "total",
          "",
          Long.toString(total.charges()),
          Amount.plain(total.billed()),
          Amount.plain(total.effective()),
          orEmpty(total.currency()),
          "");
    }
    if (explanation.rules().isEmpty()) {
      text.append("  It has no cost of its own: splits gave all of it to others.\n");
    } else {
      text.append(rules.text());
    }
    text.append(given(explanation)).append('\n');
    TextTable details = new TextTable("llllrrl");
    details.row("rule", "source", "sub account", "service", "billed", "effective", "");
    explanation.details().stream()
        .limit(all ? Long.MAX_VALUE : SHOWN)
        .forEach(
            line ->
                details.row(
                    line.from() == null ? rule(line) : line.splits(),
                    orEmpty(line.source()),
                    orEmpty(line.subAccount()),
                    orEmpty(line.service()),
                    Amount.plain(line.amount().billed()),
                    Amount.plain(line.amount().effective()),
                    orEmpty(line.amount().currency())));
    text.append(explanation.details().isEmpty() ? "" : details.text());
    int more = explanation.details().size() - SHOWN;
    if (!all && more > 0) {
      text.append("  and ").append(more).append(" smaller ones; --all shows them\n");
    }
    text.append(explanation.details().isEmpty() ? "" : "\n");
    text.append(
        explanation.agreesWithDailyCosts()
            ? "daily_costs has the same totals, to the last decimal.\n"
            : "daily_costs has other totals; please report this.\n");
    if (explanation.rulesChanged()) {
      text.append(
          "The rules have changed since the marts were published: amounts are of then, what rules"
              + " take is of now.\n");
    }
    return text.toString();
  }

  /** What the rule asks for, or from whom which splits took it. */
  private static String takes(Line line) {
    String takes =
        line.from() == null ? line.asks() : "from " + line.from() + " by " + line.splits();
    if (!line.kept()) {
      return takes;
    }
    String stays = line.splits() + " finds no target that has what it goes by, so it stays";
    return takes.isEmpty() ? stays : takes + "; " + stays;
  }

  private static String given(TeamExplanation explanation) {
    if (explanation.given().isEmpty()) {
      return "";
    }
    TextTable table = new TextTable("llrrrl");
    table.row("split", "to", "charges", "billed", "effective", "");
    for (Given given : explanation.given()) {
      table.row(
          given.splits(),
          given.to(),
          Long.toString(given.amount().charges()),
          Amount.plain(given.amount().billed()),
          Amount.plain(given.amount().effective()),
          orEmpty(given.amount().currency()));
    }
    return "\nThe allocation rules gave it what splits gave to others\n" + table.text();
  }

  /**
   * A line for each rule, split, source, sub account, service and currency; then one, with {@code
   * given_to}, for each split and team that it gave costs to, which are none of the team's own.
   */
  static String csv(TeamExplanation explanation) {
    CsvText csv =
        new CsvText(
            "team",
            "month",
            "rule",
            "version",
            "source",
            "sub_account",
            "service",
            "currency",
            "charges",
            "billed_cost",
            "effective_cost",
            "splits",
            "shared_from",
            "given_to");
    for (Line line : explanation.details()) {
      csv.row(
          explanation.team(),
          explanation.month().toString(),
          line.rule(),
          line.version(),
          line.source(),
          line.subAccount(),
          line.service(),
          line.amount().currency(),
          line.amount().charges(),
          line.amount().billed(),
          line.amount().effective(),
          line.splits(),
          line.from(),
          null);
    }
    for (Given given : explanation.given()) {
      csv.row(
          explanation.team(),
          explanation.month().toString(),
          null,
          null,
          null,
          null,
          null,
          given.amount().currency(),
          given.amount().charges(),
          given.amount().billed(),
          given.amount().effective(),
          given.splits(),
          null,
          given.to());
    }
    return csv.text();
  }

  private static String rule(Line line) {
    return line.rule() == null ? "none" : line.rule();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
