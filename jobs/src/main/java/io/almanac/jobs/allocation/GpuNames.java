package io.almanac.jobs.allocation;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Whether a text names a machine with GPUs. Answers are remembered per thread for a bounded number
 * of texts: a bill repeats few of them, and searching one takes longer than reading its charge.
 */
final class GpuNames implements UDF1<String, Boolean> {
  private static final long serialVersionUID = 1L;
  private static final int MOST_REMEMBERED = 20_000;

  private final Pattern expression;
  private transient ThreadLocal<Map<String, Boolean>> remembered;

  GpuNames(String expression) {
    this.expression = Pattern.compile(expression);
  }

  @Override
  public Boolean call(String words) {
    Map<String, Boolean> memo = memo().get();
    Boolean known = memo.get(words);
    if (known == null) {
      known = expression.matcher(words).find();
      if (memo.size() >= MOST_REMEMBERED) {
        memo.clear();
      }
      memo.put(words, known);
    }
    return known;
  }

  private synchronized ThreadLocal<Map<String, Boolean>> memo() {
    if (remembered == null) {
      remembered = ThreadLocal.withInitial(HashMap::new);
    }
    return remembered;
  }
}
