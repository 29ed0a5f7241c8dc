package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.allocation.RuleFinding;
import io.almanac.jobs.allocation.RuleUse;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.explain.Amount;
import io.almanac.jobs.explain.RuleReview;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for what is odd about allocation rules before a night uses them. */
@Command(
    name = "check",
    description = {
      "Looks for rules that can never decide, rules that compete for the same charges, teams",
      "without a budget line, tags that no rule uses, and rules that take nothing: in the rules,",
      "and on the published charges as the rules would have them now. Changes nothing.",
      "Ends with 0 when the rules can be used, with 1 when not; with --strict also with 3 when",
      "anything was found."
    },
    footer = {"", "Example: almanac rules check --conf conf/almanac.yaml"})
final class RulesCheckCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Mixin private ConfigOption conf;

  @Option(names = "--rules-only", description = "Leaves the published charges alone.")
  private boolean rulesOnly;

  @Option(names = "--strict", description = "Ends with 3 when anything was found.")
  private boolean strict;

  @Option(names = "--all", description = "Shows every finding, however many.")
  private boolean all;

  @Option(names = "--csv", description = "Writes the findings as CSV.")
  private boolean csv;

  private final Context context;

  RulesCheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    AlmanacConfig config = context.loader().read(conf.file()).config();
    RuleReview review = context.engine().explainer().rules(config, rulesOnly);
    context.console().print(csv ? csv(review) : text(review));
    boolean odd = strict && !review.findings().isEmpty();
    return (odd ? ExitCode.CHECKS_FAILED : ExitCode.DONE).status();
  }

  private String text(RuleReview review) {
    StringBuilder text = new StringBuilder();
    review.use().ifPresent(use -> text.append(money(use)));
    for (RuleFinding.Kind kind : RuleFinding.Kind.values()) {
      List<RuleFinding> found =
          review.findings().stream().filter(finding -> finding.kind() == kind).toList();
      TextTable table = new TextTable("ll");
      found.stream()
          .limit(all ? Long.MAX_VALUE : SHOWN)
          .forEach(finding -> table.row(kind.words(), finding.sentence()));
      text.append(table.text());
      if (!all && found.size() > SHOWN) {
        text.append("  and ").append(found.size() - SHOWN).append(" more; --all shows them\n");
      }
    }
    int rules = review.rules().size();
    text.append(rules).append(rules == 1 ? " rule, " : " rules, ");
    text.append(review.findings().isEmpty() ? "nothing odd" : review.findings().size() + " found");
    if (review.use().isEmpty()) {
      text.append("; published charges were not looked at");
    }
    return text.append(".\n").toString();
  }

  private static String money(RuleUse use) {
    TextTable table = new TextTable("llrrl");
    table.row("rule", "team", "charges", "effective cost", "");
    for (RuleUse.Taken taken : use.taken()) {
      table.row(
          taken.rule() == null ? "none" : taken.rule(),
          taken.team() == null ? "unallocated" : taken.team(),
          Long.toString(taken.charges()),
          Amount.plain(taken.cost()),
          taken.currency() == null ? "" : taken.currency());
    }
    return table.text() + "\n";
  }

  private static String csv(RuleReview review) {
    CsvText csv = new CsvText("kind", "rules", "found", "advice");
    review
        .findings()
        .forEach(
            one ->
                csv.row(
                    one.kind().words(), String.join("; ", one.rules()), one.found(), one.advice()));
    return csv.text();
  }
}
