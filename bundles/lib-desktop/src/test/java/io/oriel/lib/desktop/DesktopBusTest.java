package io.oriel.lib.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DesktopBusTest {
  @Test
  void an_address_keeps_what_it_may_and_escapes_the_rest() {
    assertThat(DesktopBus.escaped("/run/user/1000/sway-3f/bus"))
        .isEqualTo("/run/user/1000/sway-3f/bus");
    assertThat(DesktopBus.escaped("/a b,c=;ü")).isEqualTo("/a%20b%2cc%3d%3b%c3%bc");
  }
}
