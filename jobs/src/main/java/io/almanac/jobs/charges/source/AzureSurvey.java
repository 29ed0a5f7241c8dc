package io.almanac.jobs.charges.source;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds out in which order the dates of one file of Azure cost details are written, and which of
 * the two data sets it has.
 *
 * <p>The order is that of the first date which is one in a single order only, such as {@code
 * 09/30/2023}; the end of the billing period mostly is. Without such a date the order is what the
 * settings say. The data set is what the format or the file's name says, and the rows must not
 * contradict; where the name says nothing, the rows do.
 */
final class AzureSurvey implements FileSurvey {
  /** Rows that are looked at although nothing more has to be found out. */
  private static final int LOOKED_AT = 1_000;

  private static final int MOST_TEXTS = 2_000;

  private final AzureColumns columns;
  private final DateOrder stated;
  private final CostView expected;
  private final boolean combined;
  private final TreeSet<String> periods = new TreeSet<>();
  private long rows;
  private boolean unseen;
  private DateOrder told;
  private String toldBy;
  private String contradiction;
  private String ambiguous;
  private CostView seen;
  private String seenIn;
  private String foreign;

  /**
   * Begins with one file.
   *
   * @param stated the order that the settings say; null when they say none
   * @param expected the data set that the file must have; null when its rows have to tell
   * @param combined whether the source has both data sets
   */
  AzureSurvey(Header header, DateOrder stated, CostView expected, boolean combined) {
    this.columns = new AzureColumns(header);
    this.stated = stated;
    this.expected = expected;
    this.combined = combined;
  }

  /** Notes that whoever delivered the file says that it has the other data set. */
  void deliveredAs(CostView view) {
    foreign = "It was delivered as %s cost. %s".formatted(view.text(), advice(view));
  }

  @Override
  public boolean see(Object[] record) {
    rows++;
    for (AzureColumn column : AzureColumn.DATES) {
      if (columns.value(record, column) instanceof String text && DateOrder.matters(text)) {
        seeDate(column, text);
      }
    }
    seeView(new AzureItem(columns, record));
    String period = columns.text(record, AzureColumn.PERIOD_START);
    if (periods.size() < MOST_TEXTS) {
      String text = period == null ? columns.text(record, AzureColumn.DATE) : period;
      periods.add(text == null ? "" : text);
    }
    boolean orderOpen = ambiguous != null && told == null;
    boolean viewOpen = expected == null && seen == null;
    return orderOpen || viewOpen || rows < LOOKED_AT;
  }

  @Override
  public void cannotSee() {
    unseen = true;
  }

  /** Whether the records of the file could not be shown. */
  boolean isUnseen() {
    return unseen;
  }

  @Override
  public FileTraits traits() {
    return new FileTraits(told == null ? stated : told, expected == null ? seen : expected);
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (contradiction != null) {
      problems.add(
          "Its dates are of two kinds: %s and %s. Export it again with one"
              .formatted(toldBy, contradiction));
    } else if (told != null && stated != null && told != stated) {
      problems.add(
          "date-order of the source is %s, but %s. Correct date-order or leave it out"
              .formatted(stated.text(), toldBy));
    } else if (told == null && stated == null && ambiguous != null) {
      problems.add(
          ("All its dates can be read month first or day first, such as %s. Say which: set"
                  + " date-order of the source to mdy or dmy")
              .formatted(ambiguous));
    }
    if (foreign != null) {
      problems.add(foreign);
    } else if (combined && (rows > 0 || unseen) && traits().view() == null) {
      problems.add(
          "Neither its name nor its first rows say whether it has actual or amortized cost. Put"
              + " \"actual\" or \"amortized\" into the name of the file or of its folder");
    }
    return problems;
  }

  /** The billing months of the records seen. */
  TreeSet<YearMonth> months() {
    TreeSet<YearMonth> months = new TreeSet<>();
    for (String text : periods) {
      var day = DateOrder.day(text, traits().dateOrder());
      if (day != null) {
        months.add(YearMonth.from(day));
      }
    }
    return months;
  }

  private void seeDate(AzureColumn column, String text) {
    ambiguous = ambiguous == null ? text + " in " + column.title() : ambiguous;
    DateOrder one = DateOrder.told(text);
    if (one == null) {
      return;
    }
    String where =
        "%s in %s of record %s is %s"
            .formatted(
                text,
                column.title(),
                rows,
                one == DateOrder.MONTH_FIRST ? "month first" : "day first");
    if (told == null) {
      told = one;
      toldBy = where;
    } else if (told != one && contradiction == null) {
      contradiction = where;
    }
  }

  private void seeView(AzureItem item) {
    CostView only = item.view();
    if (only == null) {
      return;
    }
    String where = "Record %s is %s".formatted(rows, item.evidence());
    if (seen == null) {
      seen = only;
      seenIn = where;
    }
    if (foreign != null) {
      return;
    }
    if (expected != null && only != expected) {
      String advice =
          combined ? "Its name says otherwise: rename the file or its folder" : advice(only);
      foreign = "%s, which only %s cost has. %s".formatted(where, only.text(), advice);
    } else if (expected == null && only != seen) {
      foreign =
          "%s, which only %s cost has, but %s, which only %s cost has. Keep the two in files of their own"
              .formatted(where, only.text(), seenIn.replaceFirst("Record", "record"), seen.text());
    }
  }

  private static String advice(CostView view) {
    return "Set format to \"%s\", or to \"azure-cost-details\" with both data sets"
        .formatted(AzureDetailsReader.format(view));
  }
}
