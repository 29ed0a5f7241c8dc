package io.almanac.jobs.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.mart.SumKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.api.java.UDF6;

/**
 * Whether a charge is for a machine with GPUs: its SKU says so by GpuCount, or its SKU, meter,
 * resource type or description names such a machine. Answers are remembered per thread for a
 * bounded number of combinations: a bill repeats few of them, and searching one takes longer than
 * reading its charge.
 */
final class GpuCharge
    implements UDF6<String, String, String, String, String, String, Boolean>, SumKey.Value {
  /** The columns of a charge that it takes, in order. */
  static final List<String> COLUMNS =
      List.of(
          "SkuPriceDetails",
          "SkuMeter",
          "SkuId",
          "ResourceType",
          "ChargeDescription",
          // Google's FOCUS 1.0 export names the machine type in a column of its own only.
          "x_OtherColumns");

  private static final long serialVersionUID = 1L;
  private static final int MOST_REMEMBERED = 20_000;
  private static final String MACHINE_TYPE = "x_MachineType";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Pattern names;
  private transient ThreadLocal<Map<List<Object>, Boolean>> remembered;

  /**
   * Prepares it.
   *
   * @param names finds the name of a machine with GPUs in a text
   */
  GpuCharge(Pattern names) {
    this.names = names;
  }

  @Override
  public Boolean call(
      String details, String meter, String sku, String type, String description, String others) {
    return of(new Object[] {details, meter, sku, type, description, others});
  }

  @Override
  public Boolean of(Object[] columns) {
    int others = columns.length - 1;
    if (columns[others] instanceof String json && !json.contains(MACHINE_TYPE)) {
      columns[others] = null;
    }
    Map<List<Object>, Boolean> memo = memo().get();
    Boolean known = memo.get(Arrays.asList(columns));
    if (known == null) {
      List<Object> charge = Arrays.asList(columns.clone());
      known = decide((String) columns[0], charge.subList(1, others), (String) columns[others]);
      if (memo.size() >= MOST_REMEMBERED) {
        memo.clear();
      }
      memo.put(charge, known);
    }
    return known;
  }

  private boolean decide(String details, List<Object> texts, String others) {
    if (isPositive(member(details, "GpuCount"))) {
      return true;
    }
    String words =
        Stream.of(
                Stream.of(member(details, "InstanceType")),
                texts.stream(),
                Stream.of(member(others, MACHINE_TYPE)))
            .flatMap(parts -> parts)
            .filter(Objects::nonNull)
            .map(Object::toString)
            .collect(Collectors.joining(" | "));
    return names.matcher(words).find();
  }

  private static boolean isPositive(String number) {
    try {
      return number != null && Double.parseDouble(number.strip()) > 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A member of a JSON object as text; most texts do not have it, which is soon seen. */
  private static String member(String json, String name) {
    if (json == null || !json.contains(name)) {
      return null;
    }
    try {
      JsonNode value = JSON.readTree(json).get(name);
      if (value == null || value.isNull()) {
        return null;
      }
      return value.isValueNode() ? value.asText() : value.toString();
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private synchronized ThreadLocal<Map<List<Object>, Boolean>> memo() {
    if (remembered == null) {
      remembered = ThreadLocal.withInitial(HashMap::new);
    }
    return remembered;
  }
}
