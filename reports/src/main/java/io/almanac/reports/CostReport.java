package io.almanac.reports;

import java.util.List;

/**
 * Everything one workbook says: one entity, one month, one currency.
 *
 * @param cover what the report is about and what it rests on
 * @param summary the one page that is read first
 * @param teams one line per team in the order to show; the line with a null team is unallocated and
 *     is always shown last, with zero amounts when no such line is given
 * @param forecasts monthly forecasts in the order to show; may be empty
 * @param accuracy measured accuracy of the forecasts; may be empty
 * @param idleGpus idle GPUs in the order to show; may be empty
 * @param reconciliation the night's checks; an empty list never counts as passed
 * @param details the rows behind the team lines
 * @param dictionary the meaning of the mart columns; may be empty
 * @param scenarios months in every scenario in the order to show; empty when there are none
 * @param allocation how well costs are allocated, and who bears shared costs
 * @param changes what moved since the last close in the order to show; empty when nothing did
 */
public record CostReport(
    Cover cover,
    Summary summary,
    List<TeamLine> teams,
    List<ForecastLine> forecasts,
    List<AccuracyLine> accuracy,
    List<IdleGpuLine> idleGpus,
    List<ReconciliationLine> reconciliation,
    Details details,
    List<DictionaryLine> dictionary,
    List<ScenarioLine> scenarios,
    AllocationFigures allocation,
    List<ChangeLine> changes) {

  /** Checks that all parts are present and that no team has two lines. */
  public CostReport {
    Require.present(cover, "cover");
    Require.present(summary, "summary");
    teams = List.copyOf(Require.present(teams, "teams"));
    forecasts = List.copyOf(Require.present(forecasts, "forecasts"));
    accuracy = List.copyOf(Require.present(accuracy, "accuracy"));
    idleGpus = List.copyOf(Require.present(idleGpus, "idle GPUs"));
    reconciliation = List.copyOf(Require.present(reconciliation, "reconciliation"));
    Require.present(details, "details");
    dictionary = List.copyOf(Require.present(dictionary, "dictionary"));
    scenarios = List.copyOf(Require.present(scenarios, "scenarios"));
    Require.present(allocation, "figures of allocation");
    changes = List.copyOf(Require.present(changes, "changes"));
    Require.that(
        teams.stream().map(TeamLine::label).distinct().count() == teams.size(),
        "two lines for one team",
        teams.stream().map(TeamLine::label).sorted().toList());
  }

  /** Whether there is at least one check and all of them passed. */
  public boolean allChecksPass() {
    return !reconciliation.isEmpty()
        && reconciliation.stream().allMatch(ReconciliationLine::passed);
  }
}
