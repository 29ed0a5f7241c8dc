package io.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TestSafeText {

  @Test
  void neutralisesFormulas() {
    assertThat(SafeText.cell("=HYPERLINK(\"http://x\")")).isEqualTo("'=HYPERLINK(\"http://x\")");
    for (String start : new String[] {"+1", "-1", "@SUM(A1)", "\tx", "\r=x", "\n=x", "\uFF1D1"}) {
      assertThat(SafeText.csv(start)).isEqualTo("'" + start);
    }
    assertThat(SafeText.cell("ml-platform")).isEqualTo("ml-platform");
  }

  @Test
  void replacesWhatXmlCannotHold() {
    assertThat(SafeText.cell("a\u0000b\u001Bc\uD800d\uFFFEe"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    assertThat(SafeText.cell("\uD83D\uDE80 rocket")).isEqualTo("\uD83D\uDE80 rocket");
  }

  @Test
  void escapesWhatExcelWouldDecode() {
    assertThat(SafeText.cell("_x003D_1+1")).isEqualTo("_x005F_x003D_1+1");
    assertThat(SafeText.shown(SafeText.cell("_x003D_1+1"))).isEqualTo("_x003D_1+1");
  }

  @Test
  void capsLengthWithoutCuttingAPair() {
    String longText = "x".repeat(32_765) + "\uD83D\uDE80\uD83D\uDE80";
    String capped = SafeText.cell(longText);
    assertThat(capped.length()).isLessThanOrEqualTo(32_767);
    assertThat(capped).endsWith("x\u2026");
  }

  @Property
  void neverBeginsWithADangerousCharacter(@ForAll String text) {
    String safe = SafeText.csv(text);
    assertThat(safe).doesNotMatch("(?s)^[=+\\-@\\t\\r\\n].*");
    assertThat(SafeText.csv(safe)).isEqualTo(safe);
  }
}
