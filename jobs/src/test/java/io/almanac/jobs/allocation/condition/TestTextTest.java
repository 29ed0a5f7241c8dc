package io.almanac.jobs.allocation.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TestTextTest {
  @Property(tries = 1000)
  void aGlobTakesWhatTheSameRegularExpressionTakes(
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 8) String text,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 6) String pattern) {
    String glob = pattern.replace('c', '*');
    String expression =
        Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    assertThat(TextTest.glob(glob).matches(text)).isEqualTo(text.matches(expression));
  }

  @Test
  void theStarIsATextOfItsOwnWhereEqualityIsAskedFor() {
    assertThat(TextTest.exactly("a*").matches("ab")).isFalse();
    assertThat(TextTest.exactly("A* ").matches("a*")).isTrue();
    assertThat(TextTest.contains(".").matches("ab")).isFalse();
  }

  @Test
  void aRegularExpressionMatchesTheWholeTextInWhateverCase() {
    assertThat(TextTest.expression("Train-[0-9]+").matches("train-17")).isTrue();
    assertThat(TextTest.expression("train").matches("train-17")).isFalse();
  }

  @Test
  @Timeout(10)
  void textsFromOutsideCannotMakeAnExpressionSlow() {
    String hostile = "a".repeat(5000) + "!";
    assertThat(TextTest.expression("(a+)+").matches(hostile)).isFalse();
    assertThat(TextTest.glob("*a*a*a*a*a*a*a*a*b").matches(hostile)).isFalse();
  }

  @Test
  void refusesWhatOnlyBacktrackingCanDo() {
    assertThatThrownBy(() -> TextTest.expression("(a)\\1"))
        .isInstanceOf(PatternSyntaxException.class);
    assertThatThrownBy(() -> TextTest.expression("(?=a)b"))
        .isInstanceOf(PatternSyntaxException.class);
  }
}
