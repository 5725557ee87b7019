package io.oriel.library.desktop.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecLineTest {
  private static List<String> words(String line) {
    return ExecLine.words(line, "My Game", "my-icon", "/usr/share/applications/a.desktop");
  }

  @Test
  void files_and_addresses_to_open_are_left_out() {
    assertThat(words("firefox %u")).containsExactly("firefox");
    assertThat(words("gimp-2.10 %U --new")).containsExactly("gimp-2.10", "--new");
    assertThat(words("a --file=%f %d%D%n%N%v%m b")).containsExactly("a", "--file=", "b");
  }

  @Test
  void name_icon_and_place_are_filled_in() {
    assertThat(words("a --name %c %i %k 100%%"))
        .containsExactly(
            "a",
            "--name",
            "My Game",
            "--icon",
            "my-icon",
            "/usr/share/applications/a.desktop",
            "100%");
  }

  @Test
  void quotes_hold_together_and_four_characters_are_escaped_in_them() {
    assertThat(words("\"/opt/my game/run\" \"a \\\"b\\\" \\`c\\` \\$d \\\\e \\f\""))
        .containsExactly("/opt/my game/run", "a \"b\" `c` $d \\e \\f");
  }

  @Test
  void what_menus_take_is_taken() {
    assertThat(words("sh -c 'wine start' C:\\\\windows\\\\a\\ b.lnk"))
        .containsExactly("sh", "-c", "wine start", "C:\\windows\\a b.lnk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a %", "a %z", "\"a b", "sh -c 'x"})
  void what_breaks_the_rules_is_refused(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> words(line));
  }
}
