package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import org.junit.jupiter.api.Test;

class ArrangementsTest {
  private static final DisplayRequest WANTED = DisplayRequest.of("tablet", 1280, 720, 60_000);

  @Test
  void the_owner_says_what_becomes_of_other_monitors() {
    var only = Arrangements.of("only", "", WANTED);

    assertThat(only.arrangement()).isEqualTo(Arrangement.ONLY);
    assertThat(only.widthPx()).isEqualTo(1280);
  }

  @Test
  void a_monitor_is_named_for_mirroring_alone() {
    assertThat(Arrangements.of("mirror", " DP-1 ", WANTED).mirrorOf()).contains("DP-1");
    assertThat(Arrangements.of("mirror", "", WANTED).mirrorOf()).isEmpty();
    assertThat(Arrangements.of("extend", "DP-1", WANTED).mirrorOf()).isEmpty();
  }

  @Test
  void a_word_that_is_none_leaves_the_monitors_alone() {
    assertThat(Arrangements.of("sideways", "", WANTED).arrangement()).isEqualTo(Arrangement.EXTEND);
  }
}
