package io.oriel.lib.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void spaces_separate_and_quotes_hold_together() {
    assertThat(
            CommandLine.words("  retroarch  -L '/my cores/a b.so' \"a \\\"b\\\" \\n\" c\\ d '' "))
        .containsExactly("retroarch", "-L", "/my cores/a b.so", "a \"b\" \\n", "c d", "");
  }

  @Test
  void nothing_is_expanded() {
    assertThat(CommandLine.words("echo $HOME *.txt `ls` | more"))
        .containsExactly("echo", "$HOME", "*.txt", "`ls`", "|", "more");
  }

  @Test
  void an_empty_command_has_no_words() {
    assertThat(CommandLine.words(" \t")).isEmpty();
  }

  @Test
  void an_open_quote_is_told() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandLine.words("sh -c 'a b"))
        .withMessageContaining("quote '");
  }
}
