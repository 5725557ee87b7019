package io.oriel.clipboard.wayland.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.clipboard.ClipboardContent.Kind;
import io.oriel.clipboard.wayland.internal.Forms.Form;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormsTest {
  private static final Form TEXT = new Form(Kind.TEXT, "text/plain;charset=utf-8");

  @Test
  void a_picture_is_preferred_to_text_and_utf8_to_old_names() {
    assertThat(Forms.best(List.of("STRING", "text/plain;charset=UTF-8", "text/html")))
        .contains(new Form(Kind.TEXT, "text/plain;charset=UTF-8"));
    assertThat(Forms.best(List.of("text/plain", "image/png")))
        .contains(new Form(Kind.PNG, "image/png"));
    assertThat(Forms.best(List.of("image/tiff", "text/html"))).isEmpty();
    assertThat(Forms.best(List.of())).isEmpty();
  }

  @Test
  void a_secret_is_left_alone_whatever_else_it_is() {
    assertThat(Forms.best(List.of("text/plain", "x-kde-passwordManagerHint", "UTF8_STRING")))
        .isEmpty();
  }

  @Test
  void text_that_is_not_utf8_becomes_it_within_the_limit() {
    assertThat(Forms.content(TEXT, new byte[] {'a', (byte) 0xff}))
        .hasValueSatisfying(c -> assertThat(new String(c.bytes())).isEqualTo("a\ufffd"));
    byte[] invalid = new byte[Kind.TEXT.mostBytes()];
    Arrays.fill(invalid, (byte) 0xff);
    assertThat(Forms.content(TEXT, invalid)).isEmpty();
  }

  @Test
  void nothing_is_no_content() {
    assertThat(Forms.content(TEXT, new byte[0])).isEmpty();
  }

  @Test
  void a_program_that_lists_thousands_of_forms_is_heard_for_some() {
    var list = new MimeList();
    list.add(null);
    list.add("x".repeat(100_000));
    for (int i = 0; i < 10_000; i++) {
      list.add("text/x-" + i);
    }

    assertThat(list.all()).hasSize(256).contains("text/x-0");
  }
}
