package io.almanac.jobs.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Lumen Robotics: what the company has, read from the tables beside this class. */
final class Company {

  static final String NAME = "Lumen Robotics";

  /** The first day that is charged. */
  static final LocalDate START = LocalDate.of(2025, 9, 1);

  /** The last day that is charged; it and the day before it are incomplete. */
  static final LocalDate END = LocalDate.of(2026, 10, 19);

  /** The day on which the exports were taken. */
  static final LocalDate AS_OF = LocalDate.of(2026, 10, 20);

  /** The month without an invoice. */
  static final YearMonth OPEN_MONTH = YearMonth.of(2026, 10);

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Product> products = new LinkedHashMap<>();
  private final Map<String, String> costCenters = new LinkedHashMap<>();
  private final Map<String, BigDecimal> plannedGrowth = new LinkedHashMap<>();
  private final Set<LocalDate> holidays = new TreeSet<>();
  private final List<Resource> resources = new ArrayList<>();
  private final List<TrainingRun> runs;

  private Company() {
    for (CSVRecord row : table("accounts.csv")) {
      Provider provider = Provider.valueOf(row.get("provider"));
      accounts.put(
          row.get("key"), new Account(row.get("key"), provider, row.get("id"), row.get("name")));
    }
    for (CSVRecord row : table("products.csv")) {
      products.put(row.get("key"), product(row));
    }
    for (CSVRecord row : table("teams.csv")) {
      costCenters.put(row.get("team"), row.get("cost_center"));
      plannedGrowth.put(row.get("team"), new BigDecimal(row.get("plan")));
    }
    for (CSVRecord row : table("holidays.csv")) {
      holidays.add(LocalDate.parse(row.get("date")));
    }
    for (CSVRecord row : table("resources.csv")) {
      addResources(row);
    }
    runs = RunPlan.of(this);
    for (TrainingRun run : runs) {
      if (run.job() != null) {
        resources.add(run.job());
      }
    }
  }

  /** Reads the company. */
  static Company load() {
    return new Company();
  }

  /** The text of a table or configuration file beside this class. */
  static String text(String file) {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read sample table: " + file, e);
    }
  }

  /** Everything that costs money, in a fixed order. */
  List<Resource> resources() {
    return resources;
  }

  /** The resource of a name, for stories that speak of one. */
  Resource resource(String name) {
    return resources.stream()
        .filter(resource -> resource.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Cannot find resource: " + name));
  }

  Product product(String key) {
    return products.get(key);
  }

  /** The account that pays for what belongs to no resource: the first one of the provider. */
  Account mainAccount(Provider provider) {
    return accounts.values().stream()
        .filter(account -> account.provider() == provider)
        .findFirst()
        .orElseThrow();
  }

  Account account(String key) {
    return accounts.get(key);
  }

  String costCenter(String team) {
    return costCenters.get(team);
  }

  /** Teams with the growth that their budget of 2026 allows over the last quarter of 2025. */
  Map<String, BigDecimal> plannedGrowth() {
    return plannedGrowth;
  }

  Set<LocalDate> holidays() {
    return holidays;
  }

  /** The runs of both tracking servers, by start. */
  List<TrainingRun> runs() {
    return runs;
  }

  /** All billing months in order. */
  static List<YearMonth> months() {
    List<YearMonth> months = new ArrayList<>();
    for (YearMonth m = YearMonth.from(START); !m.isAfter(OPEN_MONTH); m = m.plusMonths(1)) {
      months.add(m);
    }
    return months;
  }

  private void addResources(CSVRecord row) {
    int count = Integer.parseInt(row.get("count"));
    for (int i = 1; i <= count; i++) {
      String name = count == 1 ? row.get("name") : row.get("name") + "-" + i;
      LocalDate to = row.get("to").isEmpty() ? END : LocalDate.parse(row.get("to"));
      resources.add(
          Resource.of(
              name,
              accounts.get(row.get("account")),
              products.get(row.get("product")),
              row.get("region"),
              row.get("team"),
              costCenters.get(row.get("team")),
              row.get("project"),
              row.get("env"),
              row.get("owner"),
              row.get("tags"),
              null,
              LocalDate.parse(row.get("from")),
              to,
              UsagePattern.valueOf(row.get("pattern")),
              Double.parseDouble(row.get("quantity")),
              Double.parseDouble(row.get("growth"))));
    }
  }

  private static Product product(CSVRecord row) {
    BigDecimal list = new BigDecimal(row.get("list_price"));
    BigDecimal price = list.multiply(new BigDecimal(row.get("rate")));
    return new Product(
        row.get("key"),
        Provider.valueOf(row.get("provider")),
        row.get("service"),
        row.get("category"),
        row.get("subcategory"),
        row.get("code"),
        row.get("meter"),
        row.get("operation"),
        row.get("unit"),
        Billionths.of(list),
        Billionths.of(price),
        row.get("pricing"),
        row.get("resource_type"),
        row.get("id_template"),
        row.get("instance_type"),
        Integer.parseInt(row.get("gpus")),
        row.get("description"));
  }

  private static List<CSVRecord> table(String file) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (InputStreamReader in = new InputStreamReader(open(file), StandardCharsets.UTF_8)) {
      return format.parse(in).getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read sample table: " + file, e);
    }
  }

  private static InputStream open(String file) {
    InputStream in = Company.class.getResourceAsStream(file);
    if (in == null) {
      throw new IllegalArgumentException("Cannot find sample table: " + file);
    }
    return in;
  }
}
