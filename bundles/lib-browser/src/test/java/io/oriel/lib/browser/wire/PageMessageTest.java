package io.oriel.lib.browser.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.testkit.FuzzBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageMessageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"hello\"",
        "{}",
        "{\"type\":1}",
        "{\"type\":null}",
        "{type:\"hello\"}",
        "{\"type\":\"hello\"} {}",
        "{\"type\":\"0123456789012345678901234567890123\"}"
      })
  void what_is_no_object_with_a_type_is_refused(String json) {
    assertThatThrownBy(() -> PageMessage.read(json)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void a_thousand_brackets_are_refused() {
    String deep = "{\"type\":\"hello\",\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";

    assertThatThrownBy(() -> PageMessage.read(deep)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void fields_of_another_kind_count_as_absent_and_numbers_are_kept_in_range() throws Exception {
    var m =
        PageMessage.read(
            "{\"type\":\"start\",\"width\":\"wide\",\"height\":1e999,\"scale\":-3,\"touch\":1,"
                + "\"codecs\":[\"h264\",7,{\"a\":[]},\"av1\"],\"app\":[]}");

    assertThat(m.number("width", 1280, 64, 8192)).isEqualTo(1280);
    assertThat(m.number("height", 720, 64, 8192)).isEqualTo(8192);
    assertThat(m.number("scale", 1, 0.5, 4)).isEqualTo(0.5);
    assertThat(m.number("nothing", 5, 0, 9)).isEqualTo(5);
    assertThat(m.flag("touch")).isFalse();
    assertThat(m.texts("codecs")).containsExactly("h264", "av1");
    assertThat(m.text("app", 10)).isEmpty();
  }

  @Test
  void a_text_that_is_too_long_is_refused() throws Exception {
    var m = PageMessage.read("{\"type\":\"start\",\"app\":\"abcdef\"}");

    assertThatThrownBy(() -> m.text("app", 5)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void damaged_messages_are_read_or_refused_and_nothing_else() {
    String good =
        "{\"type\":\"start\",\"app\":\"Desktop\",\"width\":1280,\"codecs\":[\"h264\"],\"touch\":true}";
    FuzzBudget.run(
        random -> {
          var text = new StringBuilder(good);
          for (int n = 1 + random.nextInt(5); n > 0; n--) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
          }
          try {
            var m = PageMessage.read(text.toString());
            m.number("width", 0, 64, 8192);
            m.texts("codecs");
            m.flag("touch");
            m.text("app", 200);
          } catch (ProtocolException _) {
            // refused
          }
        });
  }
}
