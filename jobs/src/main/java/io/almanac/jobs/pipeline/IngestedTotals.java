package io.almanac.jobs.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.almanac.jobs.mart.Mart;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Counts what is read while it passes by on its way to the marts, so that a bill is scanned once:
 * an aggregate for {@code Dataset.observe}, independent of what is then written.
 */
final class IngestedTotals
    extends Aggregator<Row, HashMap<IngestedTotals.Key, IngestedTotals.Sum>, String> {
  private static final long serialVersionUID = 1L;
  private static final StructType INPUT =
      new StructType()
          .add("period", DataTypes.StringType)
          .add("invoice", DataTypes.StringType)
          .add("currency", DataTypes.StringType)
          .add("rejected", DataTypes.BooleanType)
          .add("billed", Mart.MONEY)
          .add("effective", Mart.MONEY);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * What one sum is of.
   *
   * @param period the billing period
   * @param invoice empty when the row names none, or is rejected
   * @param currency empty when it could not be read
   * @param rejected whether the rows could not become charges
   */
  record Key(String period, String invoice, String currency, boolean rejected)
      implements Serializable {}

  /** Rows and money of one key. */
  static final class Sum implements Serializable {
    private static final long serialVersionUID = 1L;
    private long rows;
    private BigDecimal billed = BigDecimal.ZERO;
    private BigDecimal effective = BigDecimal.ZERO;

    private Sum add(long moreRows, BigDecimal moreBilled, BigDecimal moreEffective) {
      rows += moreRows;
      billed = moreBilled == null ? billed : billed.add(moreBilled);
      effective = moreEffective == null ? effective : effective.add(moreEffective);
      return this;
    }
  }

  /**
   * One result.
   *
   * @param key what it is of
   * @param rows how many rows
   * @param billed sum of billed cost, of rows that have one
   * @param effective sum of effective cost, of rows that have one
   */
  record Total(Key key, long rows, BigDecimal billed, BigDecimal effective) {}

  /** The aggregate over six columns of a row that is being read, as {@link #parse} reads it. */
  static Column of(
      Column period,
      Column invoice,
      Column currency,
      Column rejected,
      Column billed,
      Column effective) {
    return functions
        .udaf(new IngestedTotals(), Encoders.row(INPUT))
        .apply(period, invoice, currency, rejected, billed, effective);
  }

  /** The totals in the aggregate's result; none when no row passed by. */
  static List<Total> parse(String result) {
    try {
      return result == null ? List.of() : JSON.readValue(result, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read ingested totals: " + result, e);
    }
  }

  @Override
  public HashMap<Key, Sum> zero() {
    return new HashMap<>();
  }

  @Override
  public HashMap<Key, Sum> reduce(HashMap<Key, Sum> sums, Row row) {
    boolean rejected = row.getBoolean(3);
    Key key =
        new Key(
            orEmpty(row.getString(0)),
            rejected ? "" : orEmpty(row.getString(1)),
            orEmpty(row.getString(2)),
            rejected);
    sums.computeIfAbsent(key, unseen -> new Sum()).add(1, row.getDecimal(4), row.getDecimal(5));
    return sums;
  }

  @Override
  public HashMap<Key, Sum> merge(HashMap<Key, Sum> sums, HashMap<Key, Sum> others) {
    others.forEach(
        (key, sum) ->
            sums.computeIfAbsent(key, unseen -> new Sum())
                .add(sum.rows, sum.billed, sum.effective));
    return sums;
  }

  @Override
  public String finish(HashMap<Key, Sum> sums) {
    List<Total> totals = new ArrayList<>();
    sums.forEach((key, sum) -> totals.add(new Total(key, sum.rows, sum.billed, sum.effective)));
    try {
      return JSON.writeValueAsString(totals);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write ingested totals: " + sums.size(), e);
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public Encoder<HashMap<Key, Sum>> bufferEncoder() {
    return (Encoder<HashMap<Key, Sum>>) (Encoder<?>) Encoders.javaSerialization(HashMap.class);
  }

  @Override
  public Encoder<String> outputEncoder() {
    return Encoders.STRING();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
