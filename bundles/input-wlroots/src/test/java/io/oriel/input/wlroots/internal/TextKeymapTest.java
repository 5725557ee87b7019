package io.oriel.input.wlroots.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.lib.input.nat.XkbKeymap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TextKeymapTest {
  private static final int[] NOT_TYPEABLE = {
    0, 7, 0x7f, 0x9f, 0xd800, 0xdfff, 0xfffe, 0x1ffff, 0xfdd0, 0x110000
  };

  private final TextKeymap keymap = new TextKeymap();

  @Test
  void every_key_types_its_code_point() {
    Assumptions.assumeTrue(XkbKeymap.available(), "libxkbcommon.so.0 is not installed");
    int[] wanted = "aZ0 ~äßπЖя漢字€\u00a0😀🦀".codePoints().toArray();
    keymap.startPiece();
    for (int codePoint : wanted) {
      assertThat(keymap.hold(codePoint)).isTrue();
    }

    try (var compiled = XkbKeymap.ofText(keymap.text()).orElseThrow()) {
      for (int codePoint : wanted) {
        assertThat(compiled.codePoint(keymap.keyOf(codePoint))).isEqualTo(codePoint);
      }
    }
  }

  @Test
  void a_piece_never_loses_a_key_it_needs() {
    keymap.startPiece();
    int held = 0;
    while (keymap.hold(0x4e00 + held)) {
      held++;
    }
    assertThat(held).isGreaterThan(50);

    keymap.startPiece();
    assertThat(keymap.hold(0x4e00)).isTrue(); // the one whose turn it would be
    for (int i = 1; i < held; i++) {
      assertThat(keymap.hold(0x5e00 + i)).isTrue();
    }

    assertThat(keymap.hold(0x6e00)).isFalse();
    assertThat(keymap.keyOf(0x4e00)).isPositive();
    assertThat(keymap.keyOf(0x5e01)).isPositive();
    assertThat(keymap.keyOf(0x4e01)).isNegative();
  }

  @Test
  void known_text_needs_no_new_keymap() {
    assertThat(keymap.takeStale()).isTrue();
    keymap.startPiece();
    "Hello, world! {}|~\n\t".codePoints().filter(TextKeymap::isTypeable).forEach(keymap::hold);

    assertThat(keymap.takeStale()).isFalse();
  }

  @Test
  void what_is_no_character_cannot_be_typed() {
    assertThat(IntStream.of(NOT_TYPEABLE)).noneMatch(TextKeymap::isTypeable);
  }
}
