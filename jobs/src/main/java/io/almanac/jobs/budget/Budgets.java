package io.almanac.jobs.budget;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.Suggestion;
import io.almanac.jobs.mart.Owners;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads budgets: CSV with the header {@code scope_type,scope,period_type,period,amount,currency},
 * such as {@code team,vision,month,2026-10,1200.00,USD}. The scope of a total is blank.
 */
public final class Budgets {
  private static final List<String> COLUMNS =
      List.of("scope_type", "scope", "period_type", "period", "amount", "currency");

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final Map<List<Object>, Long> lineByKey = new HashMap<>();

  private Budgets(Path file) {
    this.file = file;
  }

  /**
   * The budget lines in the file's order.
   *
   * @throws AlmanacException with every problem and its line
   */
  public static List<Budget> load(Path file) {
    return new Budgets(file).read();
  }

  private List<Budget> read() {
    List<Budget> budgets = new ArrayList<>();
    CsvLines.read(file, "budgets", COLUMNS)
        .forEach((line, values) -> budget(line, values).ifPresent(budgets::add));
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return List.copyOf(budgets);
  }

  private Optional<Budget> budget(long line, Map<String, String> values) {
    int before = problems.size();
    Budget.ScopeType scopeType =
        oneOf(line, "scope_type", values, Budget.ScopeType.values(), Budget.ScopeType::text);
    BudgetPeriod.Type periodType =
        oneOf(line, "period_type", values, BudgetPeriod.Type.values(), BudgetPeriod.Type::text);
    BudgetPeriod period = periodType == null ? null : period(line, periodType, values);
    BigDecimal amount = amount(line, values.get("amount"));
    String currency = values.get("currency");
    if (!currency.matches("[A-Z]{3}")) {
      problem(line, "currency", currency, "Write an ISO 4217 code such as USD.");
    }
    String scope = scopeType == null ? null : scope(line, scopeType, values.get("scope"));
    if (problems.size() > before) {
      return Optional.empty();
    }
    Budget budget = new Budget(scopeType, scope, period, amount, currency);
    Long earlier =
        lineByKey.putIfAbsent(
            List.of(scopeType, scope == null ? "" : scope, period, currency), line);
    if (earlier != null) {
      problem(line, "budget", period.text(), "Line " + earlier + " has it already; keep one.");
    }
    return Optional.of(budget);
  }

  private String scope(long line, Budget.ScopeType type, String text) {
    if (type == Budget.ScopeType.TOTAL) {
      if (!text.isEmpty()) {
        problem(line, "scope", text, "Leave the scope of a total blank.");
      }
      return null;
    }
    if (text.isBlank()) {
      problem(line, "scope", text, "Name the " + type.text() + ".");
    }
    return Owners.normalised(type.column(), text);
  }

  private BudgetPeriod period(long line, BudgetPeriod.Type type, Map<String, String> values) {
    Optional<BudgetPeriod> period = BudgetPeriod.parse(type, values.get("period"));
    if (period.isEmpty()) {
      String example =
          switch (type) {
            case MONTH -> "2026-10";
            case QUARTER -> "2026-Q4";
            case FISCAL_YEAR -> "2026";
          };
      problem(line, "period", values.get("period"), "Write a " + type.text() + " as " + example);
    }
    return period.orElse(null);
  }

  private BigDecimal amount(long line, String text) {
    try {
      BigDecimal amount = new BigDecimal(text);
      if (amount.signum() < 0) {
        problem(line, "amount", text, "Write 0 or more.");
      } else if (amount.scale() > 18 || amount.precision() - amount.scale() > 20) {
        problem(line, "amount", text, "Write at most 20 digits before and 18 after the point.");
      }
      return amount;
    } catch (NumberFormatException e) {
      problem(line, "amount", text, "Write a decimal number such as 1200.00.");
      return null;
    }
  }

  private <T> T oneOf(
      long line, String column, Map<String, String> values, T[] all, Function<T, String> name) {
    String text = values.get(column);
    for (T one : all) {
      if (name.apply(one).equals(text)) {
        return one;
      }
    }
    List<String> names = Stream.of(all).map(name).toList();
    problem(
        line,
        column,
        text,
        Suggestion.nearest(text, names)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Write one of " + String.join(", ", names) + "."));
    return null;
  }

  private void problem(long line, String column, String value, String remedy) {
    problems.add(
        "Cannot use budgets in %s, line %s, %s: %s. %s"
            .formatted(file, line, column, value, remedy));
  }
}
