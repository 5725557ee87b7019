package io.oriel.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputLogTest {
  @Test
  void of_endless_input_the_newest_is_kept() {
    var log = new InputLog();
    for (int i = 0; i < 10 * InputLog.MOST; i++) {
      log.add("motion " + i);
    }

    assertThat(log.events()).hasSizeBetween(InputLog.MOST / 2, InputLog.MOST);
    assertThat(log.events().getLast()).isEqualTo("motion " + (10 * InputLog.MOST - 1));
  }
}
