package io.oriel.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayKeeper.Kept;
import io.oriel.api.display.DisplayKeeper.Owner;
import io.oriel.api.display.DisplayRequest;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisplaysCommandTest {
  @Test
  void each_display_is_a_line_with_its_arrangement() {
    var mode = DisplayRequest.of("a", 1280, 720, 60_000);
    var mirror = mode.arranged(Arrangement.MIRROR, Optional.of("DP-1"));
    var owner = new Owner("client", "Desktop");

    String text =
        command(
                new Kept(owner, "wlroots", "sway-HEADLESS-1", mode, true, Optional.empty()),
                new Kept(owner, "kwin", "kwin-1", mirror, false, Optional.of(Instant.EPOCH)))
            .displays();

    assertThat(text.lines())
        .containsExactly(
            "wlroots    sway-HEADLESS-1      1280x720@60.00  extend  Desktop  in use",
            "kwin       kwin-1               1280x720@60.00  mirror of DP-1  Desktop  kept until"
                + " 1970-01-01T00:00:00Z");
    assertThat(command().displays()).isEqualTo("no display");
  }

  private static DisplaysCommand command(Kept... kept) {
    return new DisplaysCommand(
        (DisplayKeeper)
            Proxy.newProxyInstance(
                DisplaysCommandTest.class.getClassLoader(),
                new Class<?>[] {DisplayKeeper.class},
                (_, _, _) -> List.of(kept)));
  }
}
