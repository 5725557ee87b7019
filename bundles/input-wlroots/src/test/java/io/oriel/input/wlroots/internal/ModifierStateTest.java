package io.oriel.input.wlroots.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.lib.input.nat.XkbKeymap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ModifierStateTest {
  private static final int[] KEYS = {42, 54, 29, 97, 56, 125, 126, 58, 69, 30};

  @Test
  void without_the_library_the_usual_modifiers_are_told_alike() {
    Assumptions.assumeTrue(XkbKeymap.available(), "libxkbcommon.so.0 is not installed");
    var own = new ModifierState(null);
    try (var library = new ModifierState(XkbKeymap.ofNames("", "us", "", "").orElseThrow())) {
      for (int key : KEYS) {
        own.key(key, true);
        library.key(key, true);
        assertThat(own.depressed() & 0xff & ~own.locked())
            .as("key %d", key)
            .isEqualTo(library.depressed() & 0xff & ~library.locked());
        own.key(key, false);
        library.key(key, false);
        assertThat(own.locked()).isEqualTo(library.locked() & 0xff);
      }
    }
  }

  @Test
  void one_of_two_shifts_keeps_shift() {
    try (var state = new ModifierState(null)) {
      state.key(42, true);
      state.key(54, true);
      state.key(42, false);

      assertThat(state.depressed()).isEqualTo(1);
      assertThat(state.key(54, false)).isTrue();
      assertThat(state.depressed()).isZero();
    }
  }

  @Test
  void an_ordinary_key_changes_nothing() {
    try (var state = new ModifierState(null)) {
      assertThat(state.key(30, true)).isFalse();
    }
  }
}
