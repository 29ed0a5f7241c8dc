package io.almanac.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestScheduledCosts {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final StructType SCHEMA =
      new StructType()
          .add("charge_date", DataTypes.DateType)
          .add("billing_currency", DataTypes.StringType)
          .add("team", DataTypes.StringType)
          .add("charge_category", DataTypes.StringType)
          .add("effective_cost", DataTypes.createDecimalType(38, 18));

  @Test
  void everySeriesHasItsPartsByKind() {
    Dataset<Row> costs =
        SparkTest.spark()
            .createDataFrame(
                List.of(
                    row(1, "a", "Usage", "100"),
                    row(1, "a", "Tax", "7"),
                    row(1, "a", "Tax", "0.5"),
                    row(1, "b", "Tax", "1"),
                    row(2, "a", "Credit", "-30"),
                    row(2, null, "Purchase", "12"),
                    row(3, "a", "Tax", "0")),
                SCHEMA);

    ScheduledCosts parts =
        ScheduledCosts.collect(costs, List.of("tax", "credit"), ForecastLevels.TEAMS, Set.of());

    assertThat(parts.series().keySet())
        .containsExactly(new SeriesKey(SeriesKey.Type.TOTAL, null, "USD"), team("a"), team("b"));
    assertThat(parts.of(team("a"), FIRST, 3))
        .containsOnlyKeys("credit", "tax")
        .hasEntrySatisfying("tax", days -> assertThat(days).containsExactly(7.5, 0, 0))
        .hasEntrySatisfying("credit", days -> assertThat(days).containsExactly(0, -30, 0));
    assertThat(parts.of(new SeriesKey(SeriesKey.Type.TOTAL, null, "USD"), FIRST, 1).get("tax"))
        .containsExactly(8.5);
    assertThat(parts.of(team("b"), FIRST.plusDays(1), 2)).isEmpty();
    assertThat(ScheduledCosts.collect(costs, List.of(), ForecastLevels.TEAMS, Set.of()))
        .isEqualTo(ScheduledCosts.NONE);
  }

  private static SeriesKey team(String name) {
    return new SeriesKey(SeriesKey.Type.TEAM, name, "USD");
  }

  private static Row row(int day, String team, String category, String cost) {
    return RowFactory.create(FIRST.plusDays(day - 1L), "USD", team, category, new BigDecimal(cost));
  }
}
