package io.oriel.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class ShellLinesTest {
  @Test
  void lines_end_with_either_line_end_or_with_the_input() throws Exception {
    var lines = new ShellLines(new StringReader("one\r\n\ntwo\nlast"), 10);

    assertThat(lines.next()).isEqualTo("one");
    assertThat(lines.next()).isEmpty();
    assertThat(lines.next()).isEqualTo("two");
    assertThat(lines.next()).isEqualTo("last");
    assertThat(lines.next()).isNull();
  }

  @Test
  void a_line_that_is_too_long_is_told_and_the_next_one_is_whole() throws Exception {
    var lines = new ShellLines(new StringReader("12345\r\n123456789\n12345\n"), 5);

    assertThat(lines.next()).isEqualTo("12345");
    assertThat(lines.tooLong()).isFalse();
    assertThat(lines.next()).isEqualTo("12345");
    assertThat(lines.tooLong()).isTrue();
    assertThat(lines.next()).isEqualTo("12345");
    assertThat(lines.tooLong()).isFalse();
  }

  @Test
  void a_line_without_an_end_does_not_fill_the_memory() throws Exception {
    var endless =
        new Reader() {
          private long left = 200_000_000;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(char[] to, int at, int count) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void close() {}
        };
    var lines = new ShellLines(endless, 1000);

    assertThat(lines.next()).hasSize(1000);
    assertThat(lines.tooLong()).isTrue();
  }
}
