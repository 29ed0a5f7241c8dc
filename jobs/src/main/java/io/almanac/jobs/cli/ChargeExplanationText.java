package io.almanac.jobs.cli;

import io.almanac.jobs.allocation.RuleTrace;
import io.almanac.jobs.allocation.RuleTrace.Answer;
import io.almanac.jobs.allocation.RuleTrace.Finding;
import io.almanac.jobs.allocation.RuleTrace.Outcome;
import io.almanac.jobs.explain.Amount;
import io.almanac.jobs.explain.ChargeExplanation;
import io.almanac.jobs.explain.ChargeSharing;
import io.almanac.jobs.explain.ChargeSharing.Part;
import io.almanac.jobs.mart.Owners;
import io.almanac.jobs.mart.SplitColumns;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Why one charge is whose, in words. */
final class ChargeExplanationText {
  /** How many rules that were asked before are shown unless all are asked for. */
  private static final int SHOWN = 20;

  private ChargeExplanationText() {}

  /**
   * Tables in plain text.
   *
   * @param all whether to show every rule that was asked
   */
  static String text(ChargeExplanation explanation, boolean all) {
    StringBuilder text = new StringBuilder("Charge " + explanation.charge() + "\n");
    TextTable facts = new TextTable("ll");
    explanation.facts().forEach(facts::row);
    explanation.tags().forEach((key, value) -> facts.row("tag " + key, value));
    text.append(facts.text());
    if (explanation.charges() > 1) {
      text.append("\nIt is the first of ").append(explanation.charges()).append(" charges:\n");
      TextTable sums = new TextTable("lrr");
      sums.row("", "billed", "effective");
      for (Amount amount : explanation.amounts()) {
        sums.row(
            amount.currency(), Amount.plain(amount.billed()), Amount.plain(amount.effective()));
      }
      text.append(sums.text());
    }
    RuleTrace trace = explanation.trace();
    Answer taker = trace.taker();
    if (taker == null) {
      text.append("\nUnallocated: no rule takes it.\n");
    } else {
      text.append("\nTaken by rule ").append(taker.title()).append(version(taker)).append('\n');
      text.append(findings(taker.conditions()));
      text.append("\nOwner\n").append(owner(taker));
    }
    explanation.sharing().ifPresent(sharing -> text.append(sharing(sharing)));
    text.append(before(trace, taker, all));
    text.append(after(trace));
    if (explanation.rulesChanged()) {
      text.append(
          "\nThe rules have changed since the marts were published: this is what they decide now.\n");
    }
    return text.toString();
  }

  private static String version(Answer answer) {
    return " (version "
        + answer.version()
        + ")"
        + (answer.days().isEmpty() ? "" : " ")
        + answer.days();
  }

  private static String findings(List<Finding> findings) {
    TextTable table = new TextTable("lll");
    for (Finding finding : findings) {
      table.row(
          finding.held() ? "holds" : "fails",
          "  ".repeat(finding.depth()) + finding.words(),
          finding.value() == null ? "" : "it has " + finding.value());
    }
    return table.text();
  }

  private static String owner(Answer taker) {
    TextTable owner = new TextTable("lll");
    taker
        .owner()
        .forEach(
            field ->
                owner.row(
                    field.field(), field.value() == null ? "-" : field.value(), field.from()));
    return owner.text();
  }

  /** Who bears it in place of that owner. */
  private static String sharing(ChargeSharing sharing) {
    TextTable table = new TextTable("lllrrll");
    table.row("split", "team", "project", "share", "effective in " + sharing.month(), "", "");
    for (Part part : sharing.parts()) {
      table.row(
          part.splits(),
          part.team() == null ? Owners.UNALLOCATED : part.team(),
          part.project() == null ? "-" : part.project(),
          percent(part.share()),
          Amount.plain(part.ofMonth().effective()),
          part.ofMonth().currency(),
          part.kept() ? "stays: no target has what the split goes by" : "");
    }
    return "\nSplit rules share out what this owner has; in the published marts it is borne by\n"
        + table.text();
  }

  /** A share of 0 to 1 with as many digits as people read. */
  private static String percent(BigDecimal share) {
    return share.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString() + " %";
  }

  private static String before(RuleTrace trace, Answer taker, boolean all) {
    List<Answer> before =
        taker == null ? trace.tried() : trace.tried().subList(0, trace.tried().size() - 1);
    if (before.isEmpty()) {
      return "";
    }
    List<Answer> shown =
        all || before.size() <= SHOWN
            ? before
            : before.subList(before.size() - SHOWN, before.size());
    TextTable table = new TextTable("lll");
    shown.forEach(answer -> table.row(answer.title(), answer.outcome().words(), reason(answer)));
    String more =
        shown.size() == before.size()
            ? ""
            : "  and " + (before.size() - shown.size()) + " before them; --all shows them\n";
    return "\nRules asked before\n" + table.text() + more;
  }

  /** What kept a rule from taking the charge. */
  private static String reason(Answer answer) {
    if (answer.outcome() == Outcome.NOT_IN_FORCE) {
      return answer.days();
    }
    if (answer.outcome() == Outcome.NO_TEAM) {
      return answer.owner().stream()
          .filter(field -> field.field().equals("team"))
          .map(RuleTrace.OwnerValue::from)
          .findFirst()
          .orElse("");
    }
    return answer.conditions().stream()
        .filter(finding -> finding.depth() == 0 && !finding.held())
        .findFirst()
        .map(
            finding ->
                finding.words() + (finding.value() == null ? "" : "; it has " + finding.value()))
        .orElse("");
  }

  private static String after(RuleTrace trace) {
    if (trace.later().isEmpty()) {
      return "";
    }
    TextTable table = new TextTable("ll");
    trace
        .later()
        .forEach(answer -> table.row(answer.title(), "team " + answer.owner().get(0).value()));
    return "\nRules behind it that would have taken it\n" + table.text();
  }

  /**
   * A line for each condition of each rule that was asked, then one for each that bears a part by
   * split rules, with the share as value.
   */
  static String csv(ChargeExplanation explanation) {
    CsvText csv =
        new CsvText(
            "charge", "order", "rule", "version", "outcome", "condition", "value", "holds", "team");
    int order = 0;
    for (Answer answer : explanation.trace().tried()) {
      order++;
      String team = answer.outcome() == Outcome.TOOK ? answer.owner().get(0).value() : null;
      for (Finding finding : answer.conditions()) {
        csv.row(
            explanation.charge(),
            order,
            answer.title(),
            answer.version(),
            answer.outcome().words(),
            "  ".repeat(finding.depth()) + finding.words(),
            finding.value(),
            finding.held(),
            team);
      }
    }
    List<Part> parts = explanation.sharing().map(ChargeSharing::parts).orElse(List.of());
    for (Part part : parts) {
      csv.row(
          explanation.charge(),
          order + 1,
          part.splits(),
          null,
          part.kept() ? SplitColumns.KEPT : SplitColumns.SHARED,
          null,
          part.share().toPlainString(),
          null,
          part.team());
    }
    return csv.text();
  }
}
