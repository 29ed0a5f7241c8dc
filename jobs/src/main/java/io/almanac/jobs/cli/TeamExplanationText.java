package io.almanac.jobs.cli;

import io.almanac.jobs.explain.Amount;
import io.almanac.jobs.explain.TeamExplanation;
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
          line.rule() == null ? "none" : line.rule(),
          orEmpty(line.version()),
          Long.toString(line.amount().charges()),
          Amount.plain(line.amount().billed()),
          Amount.plain(line.amount().effective()),
          orEmpty(line.amount().currency()),
          line.asks());
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
    text.append(rules.text()).append('\n');
    TextTable details = new TextTable("llllrrl");
    details.row("rule", "source", "sub account", "service", "billed", "effective", "");
    explanation.details().stream()
        .limit(all ? Long.MAX_VALUE : SHOWN)
        .forEach(
            line ->
                details.row(
                    line.rule() == null ? "none" : line.rule(),
                    orEmpty(line.source()),
                    orEmpty(line.subAccount()),
                    orEmpty(line.service()),
                    Amount.plain(line.amount().billed()),
                    Amount.plain(line.amount().effective()),
                    orEmpty(line.amount().currency())));
    text.append(details.text());
    int more = explanation.details().size() - SHOWN;
    if (!all && more > 0) {
      text.append("  and ").append(more).append(" smaller ones; --all shows them\n");
    }
    text.append(
        explanation.agreesWithDailyCosts()
            ? "\ndaily_costs has the same totals, to the last decimal.\n"
            : "\ndaily_costs has other totals; please report this.\n");
    if (explanation.rulesChanged()) {
      text.append(
          "The rules have changed since the marts were published: amounts are of then, what rules"
              + " take is of now.\n");
    }
    return text.toString();
  }

  /** A line for each rule, source, sub account, service and currency. */
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
            "effective_cost");
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
          line.amount().effective());
    }
    return csv.text();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
