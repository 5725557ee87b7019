package io.oriel.library.steam.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VdfTest {
  private static final String TEXT =
      """
      // written by Steam
      "AppState"
      {
      \t"appid"\t\t"570"
      \t"Name"\t\t"A \\"quoted\\" C:\\\\name" [$LINUX]
      \tbare value
      \t"UserConfig" { "language" "english" "empty" "" }
      }
      """;

  @Test
  void keys_values_groups_escapes_comments_and_conditions() {
    Vdf state = Vdf.parse(TEXT).group("appstate");

    assertThat(state.text("AppID")).contains("570");
    assertThat(state.text("name")).contains("A \"quoted\" C:\\name");
    assertThat(state.text("bare")).contains("value");
    assertThat(state.group("UserConfig").text("empty")).contains("");
    assertThat(state.group("nothing").text("a")).isEmpty();
  }

  @Test
  void an_empty_text_is_an_empty_group() {
    assertThat(Vdf.parse(" \n// nothing").texts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\" {", "}", "\"a", "\"a\"", "\"a\" }", "{ }", "\"a\" { \"b\" } "})
  void what_is_broken_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vdf.parse(text))
        .withMessageContaining("line 1");
  }

  @Test
  void depth_and_number_of_keys_are_bounded() {
    assertThatIllegalArgumentException().isThrownBy(() -> Vdf.parse("a { ".repeat(100_000)));
    assertThatIllegalArgumentException().isThrownBy(() -> Vdf.parse("a b ".repeat(200_000)));
  }

  @Test
  void whatever_a_file_holds_is_read_or_refused() {
    var random = new Random(3);
    byte[] good = TEXT.getBytes(StandardCharsets.UTF_8);
    byte[] special = "\"{}[]\\/\n\t ".getBytes(StandardCharsets.UTF_8);
    long end = System.nanoTime() + 1_000_000_000;
    while (System.nanoTime() < end) {
      byte[] bytes = good.clone();
      for (int i = random.nextInt(10); i >= 0; i--) {
        byte value =
            random.nextBoolean()
                ? special[random.nextInt(special.length)]
                : (byte) random.nextInt();
        bytes[random.nextInt(bytes.length)] = value;
      }
      String text = new String(bytes, 0, random.nextInt(bytes.length), StandardCharsets.UTF_8);
      try {
        Vdf.parse(text).group("AppState").text("name");
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).contains("line");
      }
    }
  }
}
