package io.almanac.jobs.charges.source;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads Azure cost details, that is exports of actual cost, of amortised cost, or a folder with
 * both, of enterprise agreements, Microsoft customer agreements and pay-as-you-go accounts since
 * 2019.
 */
final class AzureDetailsReader implements ChargeReader {
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

  private final CostView only;

  private AzureDetailsReader(CostView only) {
    this.only = only;
  }

  /** The formats of cost details: both data sets together, and each of them alone. */
  static List<ChargeReader> all() {
    return List.of(
        new AzureDetailsReader(null),
        new AzureDetailsReader(CostView.ACTUAL),
        new AzureDetailsReader(CostView.AMORTIZED));
  }

  /** The format of a source with one data set alone. */
  static String format(CostView view) {
    return "azure-" + view.text();
  }

  @Override
  public String format() {
    return only == null ? "azure-cost-details" : format(only);
  }

  @Override
  public String title() {
    return only == null
        ? "Azure cost details (actual and amortized)"
        : "Azure " + only.text() + " cost";
  }

  @Override
  public String advice() {
    return "set format to \"azure-actual\" or \"azure-amortized\", whichever it is, or to"
        + " \"azure-cost-details\" for a folder with both";
  }

  @Override
  public List<String> faults(Header header) {
    AzureColumns columns = new AzureColumns(header);
    List<String> faults = new ArrayList<>();
    for (AzureColumn column : AzureColumn.MANDATORY) {
      if (!columns.has(column)) {
        faults.add(column.title() + " is missing");
      } else if (columns.repeats(column)) {
        faults.add(column.title() + " stands there twice");
      }
    }
    return faults;
  }

  @Override
  public Optional<String> focusVersion(Header header) {
    return Optional.empty();
  }

  @Override
  public Optional<FileSurvey> survey(Header header, String relativePath, FileTraits stated) {
    CostView named = stated.view() == null ? CostView.named(relativePath) : stated.view();
    AzureSurvey survey =
        new AzureSurvey(header, stated.dateOrder(), only == null ? named : only, only == null);
    if (only != null && stated.view() != null && stated.view() != only) {
      survey.deliveredAs(stated.view());
    }
    return Optional.of(survey);
  }

  @Override
  public List<String> problemsTogether(Map<String, FileSurvey> surveys) {
    if (only != null) {
      return List.of();
    }
    if (surveys.values().stream().anyMatch(one -> one instanceof AzureSurvey a && a.isUnseen())) {
      return missingDataSet(surveys);
    }
    Map<CostView, SortedMap<String, String>> months = months();
    surveys.forEach(
        (path, survey) -> {
          if (survey instanceof AzureSurvey azure && azure.traits().view() != null) {
            azure
                .months()
                .forEach(
                    month -> months.get(azure.traits().view()).putIfAbsent(month.toString(), path));
          }
        });
    return alone(months);
  }

  @Override
  public List<String> problemsOfMonths(
      Map<String, FileTraits> traits, Map<String, List<String>> periods) {
    if (only != null) {
      return List.of();
    }
    Map<CostView, SortedMap<String, String>> months = months();
    for (String path : new TreeSet<>(periods.keySet())) {
      CostView view = traits.getOrDefault(path, FileTraits.NONE).view();
      for (String period : periods.get(path)) {
        // The period of rejects may be unknown.
        if (view != null && MONTH.matcher(period).matches()) {
          months.get(view).putIfAbsent(period, path);
        }
      }
    }
    return alone(months);
  }

  private static Map<CostView, SortedMap<String, String>> months() {
    return Map.of(CostView.ACTUAL, new TreeMap<>(), CostView.AMORTIZED, new TreeMap<>());
  }

  /**
   * One sentence for each month that only one data set has.
   *
   * @param months with a file that has it, by data set
   */
  private static List<String> alone(Map<CostView, SortedMap<String, String>> months) {
    List<String> problems = new ArrayList<>();
    for (CostView view : CostView.values()) {
      CostView other = view == CostView.ACTUAL ? CostView.AMORTIZED : CostView.ACTUAL;
      SortedSet<String> alone = new TreeSet<>(months.get(view).keySet());
      alone.removeAll(months.get(other).keySet());
      for (String month : alone) {
        problems.add(
            ("Cannot find %s cost of %s beside the %s cost in %s. Deliver it as well, or set format"
                    + " to \"%s\" and leave the other out")
                .formatted(
                    other.text(), month, view.text(), months.get(view).get(month), format(view)));
      }
    }
    return problems;
  }

  /**
   * What can be told where the months of some files are not known: that one data set is missing.
   */
  private static List<String> missingDataSet(Map<String, FileSurvey> surveys) {
    Set<CostView> there = EnumSet.noneOf(CostView.class);
    surveys
        .values()
        .forEach(
            survey -> {
              if (survey instanceof AzureSurvey azure && azure.traits().view() != null) {
                there.add(azure.traits().view());
              }
            });
    if (there.size() != 1) {
      return List.of();
    }
    CostView view = there.iterator().next();
    CostView other = view == CostView.ACTUAL ? CostView.AMORTIZED : CostView.ACTUAL;
    return List.of(
        "Cannot find %s cost beside the %s cost. Deliver it as well, or set format to \"%s\""
            .formatted(other.text(), view.text(), format(view)));
  }

  @Override
  public ChargeMapping mapping(Header header) {
    return mapping(header, FileTraits.NONE);
  }

  @Override
  public ChargeMapping mapping(Header header, FileTraits traits) {
    CostView view = only == null ? traits.view() : only;
    // A file that says nothing of its data set has no rows: the survey has seen to it.
    return new AzureMapping(
        header, traits.dateOrder(), view == null ? CostView.AMORTIZED : view, only == null);
  }
}
